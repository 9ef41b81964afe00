import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openLiveSetting } from '../../src/commands/live-setting.ts';
import { describeEvent } from '../../src/worker/describe.ts';
import { runHere } from './here.ts';
import { printed, TestHome } from './spool.ts';

const HOUR_AGO = new Date(Date.now() - 3_600_000).toISOString().slice(0, 16);

/** Settings whose one schedule has a far slot, and catches up what was to go an hour ago. */
const settings = (handle: string) => `timezone: UTC
accounts:
  - { id: x, platform: x, handle: ${handle} }
schedules:
  - { id: daily, cron: "0 0 1 1 *", accounts: [x], missed: { within: 2d, then: latest } }
`;

/** All have one title, one day and one address: still each author has an article of their own. */
const article = (author: string) =>
  `---\ntitle: News\ndate: 2026-11-01\nurl: https://example.com/news\nschedule: daily\nat: ${HOUR_AGO}\n---\nThe news of ${author} is told here. It takes two sentences.\n`;

const BROKEN = settings('bob').replace('cron:', 'corn:');

const STATUS = z.object({
  deliveries: z.array(z.object({ id: z.string(), account: z.string(), schedule: z.string().nullable() })),
  faultyAuthors: z.array(z.object({ author: z.string(), stopped: z.boolean(), why: z.string() })),
});

let home: TestHome;
beforeEach(() => {
  home = new TestHome({
    'config/spool.yaml': `${settings('house')}desk: { port: null }\n`,
    'config/jane.yaml': settings('jane'),
    'posts/house.md': article('the house'),
    'posts/jane/news.md': article('Jane'),
    'posts/bob/news.md': article('Bob'),
  });
  rmSync(home.file('posts/a-bus-every-ten-minutes.md'));
});
afterEach(() => home.remove());

const spool = (...args: string[]) => runHere(home, args);
async function status() {
  return STATUS.parse(JSON.parse((await spool('status', '--json')).out));
}

describe('a worker of several authors', () => {
  test('publishes for all but the one whose file is faulty, who comes back when it is mended', async () => {
    home.write('config/bob.yaml', BROKEN);
    const worker = home.start('run');
    await printed(worker, /config\/bob\.yaml:5: schedules\.0\.corn: .*bob IS STOPPED/);
    await printed(worker, /jane\/x \(rehearsal\) \w+ "News": published/);
    await printed(worker, / x \(rehearsal\) \w+ "News": published/);
    expect(await status()).toMatchObject({ faultyAuthors: [{ author: 'bob', stopped: true }] });
    const told = await spool('status');
    expect([told.code, told.out]).toEqual([1, expect.stringContaining('author bob is stopped')]);
    const health = await spool('health');
    expect([health.code, health.out]).toEqual([0, expect.stringMatching(/^healthy: .*author bob is stopped.*corn/)]);
    home.write('config/bob.yaml', settings('bob'));
    await printed(worker, /bob\/x \(rehearsal\) \w+ "News": published/);
    const { deliveries, faultyAuthors } = await status();
    expect(faultyAuthors).toEqual([]);
    expect(deliveries.map(({ account, schedule }) => `${account} ${schedule}`).toSorted()).toEqual([
      'bob/x bob/daily',
      'jane/x jane/daily',
      'x daily',
    ]);
    const { out } = await spool('timeline');
    for (const author of ['the house', 'Jane', 'Bob']) expect(out.split(`The news of ${author}`)).toHaveLength(2);
    worker.child.kill('SIGTERM');
  });
});

describe('while it runs', () => {
  /** The settings of a worker, looked at as often as it is asked for instead of every five seconds. */
  function live() {
    const io = { environment: {}, currentFolder: home.path, out: () => {}, err: () => {}, width: 80 };
    const setting = openLiveSetting({
      io: { ...io, paint: (_, text) => text, ask: async () => null },
      directory: undefined,
    });
    const told: string[] = [];
    const look = (times = 1) => {
      for (let looks = 0; looks < times; looks++) setting.refresh((event) => told.push(describeEvent(event)));
      return { told: told.splice(0), accounts: setting.config.accounts.map(({ id }) => id) };
    };
    return { setting, look };
  }

  test('a file appears, is broken, mended and deleted: its author is served, goes on, goes on, and is let go', () => {
    const { setting, look } = live();
    expect(look()).toEqual({ told: [], accounts: ['x', 'jane/x'] });
    home.write('config/bob.yaml', settings('bob'));
    expect(look()).toEqual({
      told: ['config/bob.yaml has changed: account bob/x added; schedule bob/daily added'],
      accounts: ['x', 'bob/x', 'jane/x'],
    });
    const quiet = setting.config;
    expect(look().told).toEqual([]);
    expect(setting.config).toBe(quiet);
    home.write('config/bob.yaml', BROKEN);
    const broken = look(3);
    expect(broken.accounts).toContain('bob/x');
    expect(broken.told.join()).toMatch(/^config\/bob\.yaml:5: .*The last good settings of bob go on$/);
    home.write('config/bob.yaml', settings('robert'));
    expect(look().told).toEqual(['config/bob.yaml has changed: its file is in order; account bob/x changed']);
    rmSync(home.file('config/bob.yaml'));
    expect(look(3)).toEqual({ told: [expect.stringMatching(/^config\/bob\.yaml is gone/)], accounts: ['x', 'jane/x'] });
    expect(setting.config.retired).toEqual(['bob']);
  });

  test('a folder that is taken away retires nobody; the last good settings go on', () => {
    const { look } = live();
    renameSync(home.file('config'), home.file('away'));
    const { told, accounts } = look(4);
    expect(told).toEqual([expect.stringContaining('there is no configuration here')]);
    expect(accounts).toEqual(['x', 'jane/x']);
    renameSync(home.file('away'), home.file('config'));
    expect(look(3).accounts).toEqual(['x', 'jane/x']);
  });

  test('a fault in the house’s file leaves the authors be, and they may change meanwhile', () => {
    const { look } = live();
    home.write('config/spool.yaml', 'accounts: [');
    home.write('config/bob.yaml', settings('bob'));
    const { told, accounts } = look(3);
    expect(told.join('\n')).toMatch(/config\/bob\.yaml has changed.*\n.*config\/spool\.yaml/);
    expect(accounts).toEqual(['x', 'bob/x', 'jane/x']);
  });

  test('a live author without secrets is stopped, and is served when .env has them', () => {
    home.write('config/bob.yaml', settings('bob').replace('handle: bob', 'handle: bob, live: true'));
    const { setting, look } = live();
    const { told, accounts } = look(2);
    expect(told.join()).toMatch(/BOB__X_APP_KEY: is not set.*bob IS STOPPED/);
    expect(accounts).toEqual(['x', 'jane/x']);
    const names = ['APP_KEY', 'APP_SECRET', 'ACCESS_TOKEN', 'ACCESS_SECRET'];
    home.write('.env', names.map((name) => `BOB__X_${name}=secret\n`).join(''));
    expect(look(2)).toEqual({
      told: [expect.stringContaining('its file is in order')],
      accounts: ['x', 'bob/x', 'jane/x'],
    });
    rmSync(home.file('.env'));
    expect(look(2).told.join()).toContain('BOB__X_APP_KEY: is not set');
    expect(setting.environment.BOB__X_APP_KEY).toBe('secret');
  });
});

describe('the command line', () => {
  test('knows accounts, and deliveries, by the author’s name', async () => {
    expect((await spool('pause', 'jane/x')).out).toMatch(/^jane\/x: nothing is sent/);
    expect((await spool('resume', 'jane/x')).out).toMatch(/^jane\/x: going on/);
    const unknown = await spool('pause', 'jane/y');
    expect([unknown.code, unknown.err]).toEqual([2, '--account: there is no such account: "jane/y" (allowed: jane/x)']);
    expect((await spool('publish', 'posts/jane/news.md')).code).toBe(0);
    expect((await spool('publish', 'posts/house.md', '--account', 'x')).code).toBe(0);
    const { deliveries } = await status();
    expect(deliveries.map(({ account }) => account).toSorted()).toEqual(['jane/x', 'x']);
    const own = deliveries.find(({ account }) => account === 'jane/x')?.id ?? '';
    expect((await spool('impressions', own, '--json')).code).toBe(0);
    expect((await spool('report', '--account', 'jane/x', '--rehearsal')).code).toBe(0);
    expect((await spool('adopt', own, 'https://x.com/a/status/1')).err).toContain('takes no adopt');
    expect((await spool('unpublish', own, '--yes')).out).toContain(`${own}: unpublished`);
    expect((await spool('explain', '0 9 * * *')).code).toBe(0);
    const ics = (await spool('plan', '--days', '366', '--ics')).out;
    expect(ics).toContain('jane/daily@');
  });

  test('keeps one author’s articles from the accounts of another', async () => {
    home.write('config/bob.yaml', settings('bob'));
    for (const account of ['x', 'bob/x']) {
      const refused = await spool('publish', 'posts/jane/news.md', '--account', account);
      expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('the article of another author')]);
    }
    mkdirSync(home.file('posts/bob/in'));
    symlinkSync('../../jane/news.md', home.file('posts/bob/in/link.md'));
    for (const file of ['posts/bob/in/link.md', 'posts/bob/../jane/news.md', 'posts/house.md']) {
      const refused = await spool('publish', file, '--account', 'bob/x');
      expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(/article of another author/)]);
    }
    expect(await status()).toMatchObject({ deliveries: [] });
    const checked = await spool('check');
    expect([checked.code, checked.err]).toEqual([2, expect.stringContaining('posts/bob/in/link.md: this link leads')]);
  });

  test('shows an article on its author’s accounts, and cuts it by that author’s settings', async () => {
    home.write('config/jane.yaml', `${settings('jane')}thread: { signoff: "Yours, Jane" }\n`);
    const own = await spool('preview', 'posts/jane/news.md', '--json');
    expect(JSON.parse(own.out)).toMatchObject({ threads: [{ account: 'jane/x' }] });
    expect(own.out).toContain('Yours, Jane');
    expect((await spool('preview', 'posts/house.md')).out).not.toContain('Yours, Jane');
  });

  test('checks all files, and says all that is wrong, whichever is at fault', async () => {
    home.write('config/bob.yaml', BROKEN);
    home.write('config/eve.yaml', settings('eve').replace('handle: eve', 'handle: eve, live: true'));
    home.write('config/Zoe.yaml', settings('zoe'));
    const { code, err } = await spool('check');
    expect(code).toBe(2);
    expect(err).toMatch(/^config\/bob\.yaml:5: schedules\.0\.corn/m);
    expect(err).toMatch(/^config\/Zoe\.yaml: /m);
    expect(err).toMatch(/^environment: EVE__X_APP_KEY: is not set, and the live account "eve\/x"/m);
    home.write('config/spool.yaml', 'timezone: Mars\n');
    expect((await spool('check')).err).toMatch(/^config\/bob\.yaml:5: schedules\.0\.corn/m);
    expect((await spool('status')).code).toBe(2);
  });

  test('says why a stopped author’s article goes nowhere', async () => {
    home.write('config/bob.yaml', BROKEN);
    for (const args of [
      ['publish', 'posts/bob/news.md'],
      ['preview', 'posts/bob/news.md'],
    ]) {
      const { code, err } = await spool(...args);
      expect([code, err]).toEqual([2, expect.stringContaining('config/bob.yaml:5: schedules.0.corn')]);
    }
  });

  test('pauses an account whose author’s file is broken: a worker may go on with the last good one', async () => {
    home.write('config/bob.yaml', BROKEN);
    expect((await spool('pause', 'bob/x')).out).toMatch(/^bob\/x: nothing is sent/);
  });

  test('gives a new home the shape of an author’s file beside that of the house', async () => {
    await spool('init', 'newsroom');
    expect(JSON.parse(readFileSync(home.file('newsroom/config/author.schema.json'), 'utf8'))).toMatchObject({
      title: 'config/<author>.yaml',
    });
  });
});
