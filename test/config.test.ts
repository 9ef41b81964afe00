import { describe, expect, test } from 'vitest';
import { missingSecrets } from '../src/config/environment.ts';
import { findHome } from '../src/config/home.ts';
import { parseConfig } from '../src/config/load.ts';
import { threadOptions } from '../src/config/thread-options.ts';
import { InputError } from '../src/errors.ts';
import { platformOf } from '../src/platforms/registry.ts';

const GOOD = `timezone: Europe/London
accounts:
  - { id: x, platform: x, handle: "@example", live: false, credentials: X }
  - { id: bluesky, platform: bluesky, handle: example.bsky.social }
schedules:
  - id: mornings
    cron: "0 9 * * 1-5"
    accounts: [x, bluesky]
mentions: { "@Jane": { x: janedoe } }
`;

const parse = (text: string) => parseConfig(text, ['x', 'bluesky']);

function faultsOf(text: string): readonly string[] {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n');
    throw error;
  }
  return [];
}

test('what is left out has the documented default', () => {
  const config = parse(GOOD);
  expect(config.accounts[0]).toEqual({
    id: 'x',
    platform: 'x',
    handle: 'example',
    live: false,
    credentials: 'X',
    service: null,
    appView: null,
    approve: false,
    manners: { zone: 'Europe/London', quiet: null, blackout: [], minApartMs: 0, perDay: null },
  });
  expect(config.accounts[1]).toMatchObject({ live: false, credentials: 'BLUESKY', service: null });
  expect(config.schedules[0]).toMatchObject({
    articles: 'next',
    since: null,
    timezone: 'Europe/London',
    missed: { withinMs: 3_600_000, then: 'latest' },
  });
  expect(config.thread).toMatchObject({ style: 'highlights', maxPosts: 8, link: 'last', signoff: null });
  expect(config.readingAgesMs).toHaveLength(16);
  expect(config.readingAgesMs.at(-1)).toBe(29 * 86_400_000);
  expect(config.budget).toEqual({ sendUsd: 10, readUsd: 2 });
  expect(config.mentions).toEqual({ jane: { x: 'janedoe' } });
});

describe('every fault is told with its line, its value and what is allowed', () => {
  test.each([
    ['broken YAML', GOOD.replace('[x, bluesky]', '[x, bluesky'), /config\/spool\.yaml:\d+: this is not valid YAML/],
    [
      'a key twice',
      `${GOOD}timezone: UTC\n`,
      /config\/spool\.yaml:10: this is not valid YAML: Map keys must be unique/,
    ],
    [
      'an unknown key',
      GOOD.replace('cron:', 'corn:'),
      /spool\.yaml:7: schedules\.0\.corn: there is no such key \(allowed: id, cron/,
    ],
    ['a missing key', GOOD.replace('    cron: "0 9 * * 1-5"\n', ''), /spool\.yaml:6: schedules\.0\.cron: is missing/],
    [
      'a wrong type',
      GOOD.replace('live: false', 'live: maybe'),
      /spool\.yaml:3: accounts\.0\.live: must be a boolean, not "maybe"/,
    ],
    [
      'an unknown platform',
      GOOD.replace('platform: x', 'platform: y'),
      /spool\.yaml:3: accounts\.0\.platform: must be one of x, bluesky, not "y"/,
    ],
    [
      'an impossible cron',
      GOOD.replace('0 9 * * 1-5', '0 25 * * *'),
      /spool\.yaml:7: schedules\.0\.cron: .*"25".*0 to 23/,
    ],
    ['a date no year has', GOOD.replace('0 9 * * 1-5', '0 9 31 2 *'), /spool\.yaml:7: schedules\.0\.cron: /],
    ['an unknown zone', GOOD.replace('Europe/London', 'Mars/Base'), /spool\.yaml:1: timezone: .*"Mars\/Base"/],
    [
      'an unknown account',
      GOOD.replace('[x, bluesky]', '[x, mastodon]'),
      /spool\.yaml:8: schedules\.0\.accounts\.1: there is no such account: "mastodon" \(allowed: x, bluesky\)/,
    ],
    [
      'an id twice',
      GOOD.replace('id: bluesky', 'id: x'),
      /spool\.yaml:4: accounts\.1\.id: this id is taken already: "x"/,
    ],
    [
      'an http service',
      GOOD.replace('credentials: X', 'service: "http://example.org"'),
      /spool\.yaml:3: accounts\.0\.service: must be an https address/,
    ],
    [
      'a numbering without a number',
      `${GOOD}thread: { numbering: { x: "of" } }\n`,
      /spool\.yaml:10: thread\.numbering\.x: must be "none" or contain \{n\}/,
    ],
    ['a negative budget', `${GOOD}budget: { sendUsd: -1 }\n`, /spool\.yaml:10: budget\.sendUsd: /],
    [
      'an age without unit',
      `${GOOD}impressions: { at: [5] }\n`,
      /spool\.yaml:10: impressions\.at\.0: must be a string, not "5"/,
    ],
    ['no account at all', 'timezone: UTC\naccounts: []\n', /spool\.yaml:2: accounts: /],
    ['an empty file', '', /spool\.yaml:1: timezone: is missing/],
    ['a list instead of settings', '- a\n- b\n', /spool\.yaml:1: must be an object, not|spool\.yaml:1: /],
  ])('%s', (_, text, message) => {
    expect(faultsOf(text).join('\n')).toMatch(message);
  });

  test('all of them at once', () => {
    const text = GOOD.replace('0 9 * * 1-5', 'never')
      .replace('Europe/London', 'Mars/Base')
      .replace('[x, bluesky]', '[y]');
    // The zone is wrong twice: for the whole file, and for the schedule that takes it from there.
    expect(faultsOf(text).length).toBeGreaterThanOrEqual(3);
  });

  test.each([
    ['braces', '{'.repeat(100_000)],
    ['question marks', '? '.repeat(100_000)],
    ['dashes', '- '.repeat(100_000)],
  ])('%s nested beyond reason are refused at once', (_, text) => {
    expect(faultsOf(`timezone: UTC\n${text}`).join('')).toMatch(/config\/spool\.yaml:2: this is nested too deeply/);
  });

  test('a bomb of aliases is refused', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
    expect(faultsOf(bomb).join('\n')).toMatch(/alias/i);
  });
});

test('an article wins over the configuration, its platform over its general choice, a call over both', () => {
  const config = parse(`${GOOD}thread: { style: full, numbering: { x: none }, signoff: Bye }\n`);
  const { rules } = platformOf('x');
  expect(threadOptions(config, rules)).toMatchObject({
    style: 'full',
    numbering: null,
    signoff: 'Bye',
    mentions: { jane: 'janedoe' },
  });
  const front = { style: 'teaser', signoff: null, perPlatform: { x: { numbering: '({n})' } } } as const;
  expect(threadOptions(config, rules, front)).toMatchObject({ style: 'teaser', numbering: '({n})', signoff: null });
  expect(threadOptions(config, rules, front, { style: 'highlights' })).toMatchObject({ style: 'highlights' });
  expect(threadOptions(parse(GOOD), rules).numbering).toBe('{n}/{total}');
  expect(threadOptions(parse(GOOD), platformOf('bluesky').rules).numbering).toBeNull();
});

test('a live account without its secrets is told which variables to set, and a rehearsal needs none', () => {
  const { accounts } = parse(GOOD.replace('live: false', 'live: true'));
  const names = { x: ['APP_KEY', 'ACCESS_SECRET'], bluesky: ['APP_PASSWORD'] };
  const missing = missingSecrets(accounts, names, { X_APP_KEY: 'secret-value' });
  expect(missing.map((fault) => fault.where)).toEqual(['environment: X_ACCESS_SECRET']);
  expect(JSON.stringify(missing)).not.toContain('secret-value');
});

test('the home folder is --dir, else SPOOL_HOME, else the current folder', () => {
  expect(findHome('a', { SPOOL_HOME: '/b' }, '/c').root).toBe('/c/a');
  expect(findHome(undefined, { SPOOL_HOME: '/b' }, '/c').root).toBe('/b');
  expect(findHome(undefined, {}, '/c')).toMatchObject({ root: '/c', config: '/c/config/spool.yaml', data: '/c/data' });
});
