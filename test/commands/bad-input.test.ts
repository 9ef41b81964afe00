import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runHere } from './here.ts';
import { PROGRAM, TestHome } from './spool.ts';

let home: TestHome;
beforeEach(() => {
  home = new TestHome();
});
afterEach(() => home.remove());

/** One message, exit code 2, nothing on standard output, and no store where there was none. */
async function expectRefused(args: readonly string[], message: RegExp, ran = runHere(home, args)): Promise<void> {
  const { code, out, err } = await ran;
  expect(err.trim()).toMatch(message);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).not.toMatch(/\n\s+at /);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(existsSync(home.file('data'))).toBe(false);
}

describe('a process ends with that line alone on standard error, and with the exit code', () => {
  test.each([
    ['an article', ['preview', 'posts/none.md'], /^posts\/none\.md: there is no such file/],
    ['a configuration', ['run', '--dir', 'nowhere'], /there is no configuration here.*spool init/],
    ['a command line', ['preview', '--styel', 'full', 'x.md'], /unknown option '--styel'/],
    ['a delivery', ['impressions', 'nothing'], /no such delivery: "nothing"/],
  ])('%s', (_, args, message) => expectRefused(args, message, home.spool(...args)));
});

describe('an article that cannot be read is refused in one line', () => {
  test('a missing file', () => expectRefused(['preview', 'posts/none.md'], /^posts\/none\.md: there is no such file/));
  test('a folder', () => expectRefused(['preview', 'posts'], /^posts: this is a folder, not an article/));
  test('an empty file', () => {
    home.write('posts/empty.md', '');
    return expectRefused(['preview', 'posts/empty.md'], /^posts\/empty\.md: there is no text in this file/);
  });
  test('a binary file', () => {
    home.write('posts/picture.md', readFileSync(`${PROGRAM}/posts/images/average-wait.png`));
    return expectRefused(['preview', 'posts/picture.md'], /^posts\/picture\.md/);
  });
  test('a file of 20 MB', () => {
    home.write('posts/large.md', 'word '.repeat(4_000_000));
    return expectRefused(['preview', 'posts/large.md'], /^posts\/large\.md: this file has 20\.0 MB \(allowed: .*2 MB/);
  });
  test('broken YAML', () => {
    home.write('posts/broken.md', '---\ntitle: [one\ndate: 2026-01-01\n---\nText.\n');
    return expectRefused(['preview', 'posts/broken.md'], /^posts\/broken\.md:\d+: /);
  });
  test('an unknown key', () => {
    home.write('posts/odd.md', '---\ntitle: One\ntitel: Two\n---\nText.\n');
    return expectRefused(['preview', 'posts/odd.md'], /^posts\/odd\.md:3:.*titel/);
  });
  test('a form that is none', () => {
    home.write('posts/article.pdf', 'text');
    return expectRefused(['preview', 'posts/article.pdf'], /\.md/);
  });
  test('a device in the place of a file', () => {
    symlinkSync('/dev/zero', home.file('posts/zero.md'));
    return expectRefused(['preview', 'posts/zero.md'], /not an ordinary file/);
  });
  test('a circle of links', () => {
    symlinkSync('loop.md', home.file('posts/loop.md'));
    return expectRefused(['preview', 'posts/loop.md'], /links go round in a circle/);
  });
});

describe('a configuration that is wrong is refused in one line', () => {
  const wrong = (from: string, to: string) => {
    home.write('config/spool.yaml', readFileSync(home.file('config/spool.yaml'), 'utf8').replace(from, to));
  };
  test.each([
    [
      'an unknown key',
      'articles: next',
      'artikles: next',
      /^config\/spool\.yaml:\d+: schedules\.0\.artikles: there is no such key/,
    ],
    ['an impossible cron', '* * * * *', '61 * * * *', /^config\/spool\.yaml:\d+: schedules\.0\.cron: .*61/],
    ['a cron that never comes', '* * * * *', '0 9 31 2 *', /^config\/spool\.yaml:\d+: schedules\.0\.cron: /],
    ['an unknown zone', 'Europe/London', 'Europe/Atlantis', /^config\/spool\.yaml:\d+: .*Europe\/Atlantis/],
    ['an unknown account', '[x, bluesky]', '[x, myspace]', /^config\/spool\.yaml:\d+: .*no such account: "myspace"/],
    ['broken YAML', 'schedules:', 'schedules: [', /^config\/spool\.yaml:\d+: this is not valid YAML/],
  ])('%s', async (_, from, to, message) => {
    wrong(from, to);
    await expectRefused(['status'], message);
    await expectRefused(['run'], message);
  });

  test('a missing file', () =>
    expectRefused(['run', '--dir', 'nowhere'], /there is no configuration here.*spool init/));
});

describe('a command line that is wrong is refused', () => {
  test('an unknown option', () => expectRefused(['preview', '--styel', 'full', 'x.md'], /unknown option '--styel'/));
  test('an unknown style', () =>
    expectRefused(
      ['preview', '--style', 'loud', 'posts/a-bus-every-ten-minutes.md'],
      /Allowed choices are full, highlights/,
    ));
  test('most posts for a style that has none', () =>
    expectRefused(
      ['preview', '--style', 'full', '--max-posts', '5', 'posts/a-bus-every-ten-minutes.md'],
      /^--max-posts: the style full takes no most number of posts/,
    ));
  test('an unknown account', () =>
    expectRefused(
      ['preview', '--account', 'y', 'posts/a-bus-every-ten-minutes.md'],
      /^--account: there is no such account: "y" \(allowed: x, bluesky\)/,
    ));
  test('an unknown delivery', () => expectRefused(['impressions', 'nothing'], /no such delivery: "nothing"/));
});

describe('a store that cannot be used is refused in one line and left as it is', () => {
  const spoil = (bytes: string | Uint8Array) => home.write('data/spool.db', bytes);
  const expectSpoiled = async (message: RegExp) => {
    const before = readFileSync(home.file('data/spool.db'));
    for (const command of [['status'], ['run'], ['publish', 'posts/a-bus-every-ten-minutes.md']]) {
      const ran = await runHere(home, command);
      expect(ran.err.trim()).toMatch(message);
      expect(ran).toMatchObject({ code: 2, out: '' });
    }
    expect(readFileSync(home.file('data/spool.db'))).toEqual(before);
  };

  test('a file of something else', () => {
    spoil('not a database at all, but something else entirely '.repeat(10));
    return expectSpoiled(/not a store of Spool, or it is damaged/);
  });

  test('a store of a newer version', async () => {
    await runHere(home, ['publish', 'posts/a-bus-every-ten-minutes.md']);
    const database = new DatabaseSync(home.file('data/spool.db'));
    database.exec('PRAGMA user_version = 999; PRAGMA journal_mode = DELETE');
    database.close();
    await expectSpoiled(/version 999, made by a newer Spool/);
  });

  test('a folder that an unprivileged user may not write', { timeout: 60_000 }, async () => {
    mkdirSync(home.file('data'));
    chmodSync(home.file('data'), 0o555);
    chmodSync(home.path, 0o755);
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const child = spawn(process.execPath, [`${PROGRAM}/src/bin.mjs`, 'publish', 'posts/a-bus-every-ten-minutes.md'], {
      cwd: home.path,
      env: { PATH: process.env.PATH, HOME: '/nonexistent' },
      ...nobody,
    });
    let err = '';
    child.stderr.on('data', (text) => {
      err += text;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(err).toMatch(/data\/spool\.db: may not be read and written by this user/);
    expect(code).toBe(2);
    chmodSync(home.file('data'), 0o755);
  });
});
