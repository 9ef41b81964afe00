import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { printed, TestHome } from './spool.ts';

const ACCOUNTS = `timezone: Europe/London
accounts:
  - { id: x, platform: x, handle: example }
`;
const MORNINGS = `${ACCOUNTS}schedules:
  - { id: mornings, cron: "0 9 * * *", accounts: [x] }
`;

let home: TestHome;
beforeEach(() => {
  home = new TestHome({ 'config/spool.yaml': MORNINGS });
});
afterEach(() => home.remove());

const planShape = z.object({
  version: z.literal(1),
  slots: z.array(
    z.object({
      schedule: z.string(),
      key: z.string(),
      local: z.string(),
      utc: z.iso.datetime(),
      article: z.object({ title: z.string(), source: z.string() }).nullable(),
      accounts: z.array(z.string()),
      costUsd: z.number(),
      blocked: z.string().nullable(),
    }),
  ),
});

const SLOW = { timeout: 300_000 };

describe('spool plan', SLOW, () => {
  test('works before anything ever ran, leaves no trace, and keeps its contract', async () => {
    const { slots } = planShape.parse(await home.json('plan', '--days', '3'));
    expect(slots).toHaveLength(3);
    expect(slots[0]).toMatchObject({ schedule: 'mornings', accounts: ['x'], costUsd: 0, blocked: null });
    expect(slots[1]).toMatchObject({ article: null, accounts: [], blocked: expect.stringMatching(/^nothing left/) });
    const text = await home.spool('plan', '--days', '3');
    expect(text.out).toMatch(/ {2}09:00 {2}[+-]\d\d:\d\d Europe\/London · 0\d:00 UTC +mornings/);
    for (const line of text.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect((await home.spool('status')).out).toMatch(/Nothing has been published yet/);
  });

  test('shows a month of at most 80 columns, and an iCalendar document', async () => {
    const month = await home.spool('plan', '--month');
    expect(month.code).toBe(0);
    expect(month.out).toMatch(/^ +\w+ \d{4}\nMon +Tue +Wed +Thu +Fri +Sat +Sun\n/);
    for (const line of month.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    const ics = await home.spool('plan', '--ics');
    expect(ics.out).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*UID:mornings@[\s\S]*END:VCALENDAR/);
  });

  test.each([
    [['--days', '0'], /^--days: not a number of days: "0" \(allowed: 1 to 366\)$/m],
    [['--month', '2026-13'], /^--month: not a month: "2026-13"/m],
    [['--month', '2126-01'], /^--month: this month lies too far ahead: "2126-01"/m],
  ])('refuses %j', async (args, message) => {
    const ran = await home.spool('plan', ...args);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(message);
  });
});

test(
  'an edit of the settings takes effect without a restart, a broken one is told once with its line',
  SLOW,
  async () => {
    const worker = home.start('run', '--log', 'json');
    await printed(worker, /"event":"started"/);
    home.write('config/spool.yaml', MORNINGS.replace('0 9 * * *', '0 9 * *'));
    const [broken] = await printed(worker, /\{[^\n]*"event":"config-broken"[^\n]*\}/);
    expect(JSON.parse(broken).faults[0]).toMatch(/^config\/spool\.yaml:5: schedules\.0\.cron: /);
    home.write('config/spool.yaml', `${ACCOUNTS}schedules:\n  - { id: often, cron: "0 12 * * *", accounts: [x] }\n`);
    const [changed] = await printed(worker, /\{[^\n]*"event":"config-changed"[^\n]*\}/);
    expect(JSON.parse(changed).changes).toEqual(['schedule often added', 'schedule mornings removed']);
    expect(worker.output.out.match(/config-broken/g)).toHaveLength(1);
    expect(await home.spool('health')).toMatchObject({ code: 0, out: expect.stringMatching(/^healthy: /) });
  },
);

test('spool health says in one line, and by its exit code, that no worker has run', SLOW, async () => {
  expect(await home.spool('health')).toEqual({
    code: 1,
    out: 'unhealthy: there is no store here yet; "spool run" makes one\n',
    err: '',
  });
});

test('what waits for approval is shown, approved by its name, and refused twice', SLOW, async () => {
  home.write('config/spool.yaml', MORNINGS.replace('accounts: [x] }', 'accounts: [x], approve: true }'));
  const worker = home.start('run', '--log', 'json');
  const [, id = ''] = await printed(worker, /"event":"approval-wanted"[^\n]*"delivery":"(\w+)"/);
  const shown = await home.spool('approve', id, '--show');
  expect(shown.out).toMatch(/A bus every ten minutes → x\n╭─ 1\/8/);
  const approved = await home.spool('approve', id);
  expect(approved.out).toMatch(
    new RegExp(`^${id}: approved; 8 posts to x at \\d{4}-\\d\\d-\\d\\d 09:00 Europe/London\n$`),
  );
  const again = await home.spool('approve', id);
  expect(again).toMatchObject({ code: 2, out: '' });
  expect(again.err).toMatch(/a delivery that is planned takes no approve/);
});
