import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { previewArticle } from '../../src/commands/studio/preview.ts';
import type { Config } from '../../src/config/config.ts';
import { type OpenDesk, openDesk } from '../../src/desk/desk.ts';
import type { DeskParts } from '../../src/desk/parts.ts';
import { chromiumPath, launch } from './browser.ts';
import { fill } from './filled.ts';
import { LEFT_BEHIND, NOTE_BLOCKED } from './in-page.ts';
import { CLEAN, GROUPS } from './payloads.ts';
import { anyPort, SAMPLE, Stage } from './stage.ts';

/** An account and a schedule whose id is a payload too, as no file of settings could have it. */
const NAME = '"><img src=x onerror=window.__ran=1>';

describe.skipIf(chromiumPath === null)('one hundred payloads in the settings and in what platforms answer', () => {
  const stage = new Stage();
  const desks: OpenDesk[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const good = stage.parts.config();
    const about = { title: 'A title', source: 'posts/a-bus-every-ten-minutes.md', articleId: 'bus', texts: ['One.'] };
    for (const [index, group] of GROUPS.entries()) {
      const why = group.join(' ');
      const refused = {
        ...about,
        id: `d${index}`,
        platform: 'x',
        state: 'needs-author',
        why,
        cause: 'secrets',
      } as const;
      await fill(stage.store, { ...refused, live: true, outMs: stage.nowMs, sent: 0 });
      const place = anyPort();
      const desk = await openDesk(laced(stage, good, group), place);
      if (desk !== null) desks.push(desk);
    }
    browser = await launch();
    page = await browser.newPage();
    await page.addInitScript(NOTE_BLOCKED);
  });
  afterAll(async () => {
    await browser?.close();
    for (const desk of desks) await desk.close();
    await stage.close();
  });

  test.each(GROUPS.map((group, index) => [index + 1, group] as const))(
    'no script runs on any page: part %i',
    { timeout: 120_000 },
    async (part, group) => {
      const base = (desks[part - 1]?.address ?? '').replace(/\/$/, '');
      stage.write('config/spool.yaml', written(group));
      stage.parts.live.emit({ event: 'config-broken', faults: group });
      const look = async (path: string) => expect([path, await page.evaluate(LEFT_BEHIND)]).toEqual([path, CLEAN]);
      for (const path of PATHS) {
        const answer = await page.goto(base + path, { waitUntil: 'load' });
        const said = answer?.status() === 200 ? '' : await page.locator('main').innerText();
        expect([path, said]).toEqual([path, '']);
        await look(path);
      }
      await page.goto(`${base}/accounts`, { waitUntil: 'load' });
      await page.evaluate("document.querySelector('form[action$=check] button').click()");
      await page.waitForSelector('.card [role=status] .bullets');
      expect(await page.locator('.card [role=status]').innerText()).toContain(group[0]);
      await look('/accounts/x/check');
    },
  );
});

const OF_NAME = encodeURIComponent(NAME);
const PATHS = [
  ...['/', '/threads', '/schedules', '/schedules/new', `/schedules/of/${OF_NAME}`, '/impressions', '/timeline'],
  ...['/accounts', SAMPLE, `${SAMPLE}/edit/x`, `${SAMPLE}/edit/${OF_NAME}`, `${SAMPLE}/publish`, '/deliveries/d0'],
];

/** The desk of a worker whose settings and platforms say nothing but payloads. */
function laced({ parts, home }: Stage, good: Config, group: readonly string[]): DeskParts {
  const config = lacedConfig(good, group.join(' '));
  return {
    ...parts,
    config: () => config,
    studio: { ...parts.studio, preview: (source, choices) => previewArticle({ home, config }, source, choices) },
    secrets: () => group.map((name) => ({ name, isSet: true })),
    checkAccount: async () => ({ isUsable: false, findings: group, problems: group, unknowns: group }),
  };
}

function lacedConfig(good: Config, all: string): Config {
  const accounts = good.accounts.map((account) => ({ ...account, handle: all, live: account.id === 'x' }));
  const [account] = accounts;
  const [schedule] = good.schedules;
  if (account === undefined || schedule === undefined) throw new Error('the stage has neither');
  const fault = { where: all, problem: all, value: all, next: all };
  return {
    ...good,
    accounts: [...accounts, { ...account, id: NAME }],
    schedules: [
      { ...schedule, articles: { tag: all } },
      { ...schedule, id: NAME, articles: { file: all }, accounts: [NAME] },
    ],
    thread: { ...good.thread, signoff: all.slice(0, 60) },
    faulty: [{ id: all, faults: [fault], goesOn: true }],
  };
}

/** A file of settings that somebody else has written: pages show it as it stands. */
function written(group: readonly string[]): string {
  const all = group.join(' ');
  const manners = { quiet: all, apart: all, perDay: all, blackout: group };
  const said = { timezone: all, articles: { tag: all }, since: all, jitter: all, missed: { within: all, then: all } };
  return JSON.stringify({
    timezone: all,
    manners,
    accounts: [
      { id: 'x', platform: 'x', manners },
      { id: all, manners },
    ],
    schedules: [{ ...said, id: NAME, cron: all, accounts: group }],
  });
}
