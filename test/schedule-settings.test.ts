import { describe, expect, test } from 'vitest';
import { parseFrontMatter } from '../src/article/front-matter.ts';
import { describeChanges } from '../src/config/changes.ts';
import type { Config } from '../src/config/config.ts';
import { parseConfig } from '../src/config/load.ts';
import { threadOptions } from '../src/config/thread-options.ts';
import { InputError } from '../src/errors.ts';
import { platformOf } from '../src/platforms/registry.ts';

const HOUR = 3_600_000;

function config(lines: readonly string[], schedule = '', account = ''): Config {
  const text = `timezone: Europe/London
accounts:
  - { id: x, platform: x, handle: example${account} }
  - { id: bluesky, platform: bluesky, handle: example.bsky.social }
schedules:
  - { id: mornings, cron: "0 9 * * *", accounts: [x]${schedule} }
${lines.join('\n')}
`;
  return parseConfig(text, ['x', 'bluesky']);
}

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return '';
}

describe('manners', () => {
  test('are said for all accounts, and an account’s own win key by key', () => {
    const { accounts } = config(
      ['manners: { quiet: 22:00-07:00, blackout: [2026-12-24..2026-12-26], apart: 2h }'],
      '',
      ', manners: { quiet: 23:00-06:00, perDay: 3, timezone: America/New_York }',
    );
    expect(accounts[0]?.manners).toEqual({
      zone: 'America/New_York',
      quiet: { from: 23 * 60, until: 6 * 60 },
      blackout: [{ from: '2026-12-24', to: '2026-12-26' }],
      minApartMs: 2 * HOUR,
      perDay: 3,
    });
    expect(accounts[1]?.manners).toMatchObject({ zone: 'Europe/London', quiet: { from: 22 * 60, until: 7 * 60 } });
    expect(accounts[1]?.manners).toMatchObject({ minApartMs: 2 * HOUR, perDay: null });
  });

  test.each([
    [
      'manners: { quiet: 22-7 }',
      /^config\/spool\.yaml:7: manners\.quiet: not quiet hours "22-7" \(allowed: two different/,
    ],
    [
      'manners: { blackout: [2026-12-24, 2027-02-30] }',
      /^config\/spool\.yaml:7: manners\.blackout\.1: not a date "2027-02-30"/,
    ],
    ['manners: { timezone: EST5 }', /^config\/spool\.yaml:7: manners\.timezone: unknown time zone "EST5"/],
    ['manners: { perDay: 0 }', /^config\/spool\.yaml:7: manners\.perDay: /],
    ['manners: { apart: soon }', /^config\/spool\.yaml:7: manners\.apart: must be a whole number and /],
    ['manners: { silent: 1h }', /^config\/spool\.yaml:7: manners\.silent: there is no such key/],
  ])('that mean nothing are told with their line: %s', (line, message) => {
    expect(refusal(() => config([line]))).toMatch(message);
  });

  test('of one account that mean nothing are told where they stand', () => {
    const wrong = ', manners: { quiet: 09:00-09:00 }';
    expect(refusal(() => config([], '', wrong))).toMatch(/^config\/spool\.yaml:3: accounts\.0\.manners\.quiet: /);
  });
});

describe('a schedule', () => {
  test('has no jitter, asks for no approval and repeats as documented, unless it says otherwise', () => {
    expect(config([]).schedules[0]).toMatchObject({
      jitterMs: 0,
      approve: false,
      articles: 'next',
      evergreen: { tag: null, coolDownMs: 90 * 24 * HOUR, maxRepeats: 3 },
    });
    const chosen = config([], ', jitter: 10m, approve: true, articles: { evergreen: { coolDown: 30d, tag: classic } }');
    expect(chosen.schedules[0]).toMatchObject({
      jitterMs: 600_000,
      approve: true,
      articles: 'evergreen',
      evergreen: { tag: 'classic', coolDownMs: 30 * 24 * HOUR, maxRepeats: 3 },
    });
  });

  test('with evergreen settings that mean nothing is told so', () => {
    const wrong = ', articles: { evergreen: { repeats: -1 } }';
    expect(refusal(() => config([], wrong))).toMatch(/^config\/spool\.yaml:6: schedules\.0\.articles/);
  });
});

describe('variants', () => {
  const front = parseFrontMatter(
    'thread:\n  hook: First\n  variants:\n    - { hook: Second }\n    - { style: teaser }\n',
    'a.md',
  );
  const hookOf = (repeat: number) => threadOptions(config([]), platformOf('x').rules, front.thread, { repeat }).hook;

  test('take turns with the thread as it was first published', () => {
    expect([0, 1, 2, 3, 4].map(hookOf)).toEqual(['First', 'Second', 'First', 'First', 'Second']);
    const third = threadOptions(config([]), platformOf('x').rules, front.thread, { repeat: 2 });
    expect(third.style).toBe('teaser');
  });

  test('win over what is said for a platform, since they say it of one time', () => {
    const written = 'thread:\n  perPlatform: { x: { hook: For X } }\n  variants: [{ hook: Second }]\n';
    const { thread } = parseFrontMatter(written, 'a.md');
    expect(threadOptions(config([]), platformOf('x').rules, thread, { repeat: 1 }).hook).toBe('Second');
  });

  test.each([
    ['thread:\n  variants: []\n', /a\.md:3: thread\.variants: must name at least one/],
    ['thread:\n  variants: [{ hok: Second }]\n', /a\.md:3: thread\.variants\.0\.hok: .*Did you mean hook\?/],
    ['thread:\n  variants: Second\n', /a\.md:3: thread\.variants: must be an array/],
  ])('that mean nothing are told with their line: %j', (yaml, message) => {
    expect(refusal(() => parseFrontMatter(yaml, 'a.md'))).toMatch(message);
  });
});

describe('the difference between two configurations', () => {
  test('is told by accounts, schedules and settings, and going live is never overlooked', () => {
    const before = config(['budget: { sendUsd: 1 }']);
    const after = config(['budget: { sendUsd: 2 }'], ', jitter: 5m', ', live: true');
    expect(describeChanges(before, after)).toEqual([
      'account x changed',
      'x is LIVE from now on',
      'schedule mornings changed',
      'settings changed: budget',
    ]);
    expect(describeChanges(after, { ...after, schedules: [] })).toEqual(['schedule mornings removed']);
    expect(describeChanges(before, config(['budget: { sendUsd: 1 }']))).toEqual([]);
  });
});
