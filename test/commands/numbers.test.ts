import { existsSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { widthOf } from '../../src/commands/show/columns.ts';
import { NO_IMPRESSIONS } from '../../src/report/numbers.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { fillSimulated } from '../report/simulated-quarter.ts';
import { runHere } from './here.ts';
import { TestHome } from './spool.ts';

/** A simulated quarter up to the end of November 2026, looked at and never changed. */
let home: TestHome;
let thread: string;
beforeAll(async () => {
  home = new TestHome();
  const store = openStore(home.file('data'));
  thread = await fillSimulated(store, { endLocalMs: Date.UTC(2026, 10, 30), days: 91, zone: 'Europe/London', seed: 7 });
  await store.close();
});
afterAll(() => home.remove());

const run = (...args: readonly string[]) => runHere(home, args);
const NOVEMBER = ['--month', '2026-11'];

describe.each([80, 100, 132])('at %i columns', (width) => {
  test.each([
    ['the log', ['impressions']],
    ['the month', ['report', ...NOVEMBER]],
    ['a month without threads', ['report', '--month', '2026-12']],
  ])('%s fits', async (_, args) => {
    const { code, out } = await runHere(home, args, width);
    expect(code).toBe(0);
    for (const line of out.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width);
  });

  test('a thread fits', async () => {
    const { out } = await runHere(home, ['impressions', thread], width);
    for (const line of out.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width);
  });
});

test('a thread shows every post, the drop-off, the growth, the half-life, the correction and that it is simulated', async () => {
  const { out } = await run('impressions', thread);
  expect(out).toContain('SIMULATED: made up');
  expect(out).toMatch(/^1 +100 % .*█/m);
  expect(out).toMatch(/Drop-off: post 2 has \d+ % of the first post's views, the last one \d+ %/);
  expect(out).toMatch(/↓ post 1: likes corrected from \d+ to \d+ at 29 days/);
  expect(out).toMatch(/^ +5 min .*█/m);
  expect(out).toMatch(/Half-life .*: half of the views by the last reading came within it/);
  expect(out).toMatch(/sending it costs \$0\.\d+, (?:<?\$0\.\d+) for 1,000 views/);
});

test('a thread on Bluesky is told by its engagement, and why there are no views', async () => {
  const { out } = await run('impressions', thread.replace('sx', 'sb'));
  expect(out).not.toContain('views');
  expect(out.replace(/\s+/g, ' ')).toContain(NO_IMPRESSIONS);
});

test('every face of the numbers says why Bluesky has no impressions', async () => {
  for (const args of [
    ['impressions'],
    ['impressions', '--json'],
    ['impressions', '--csv'],
    ['report', ...NOVEMBER],
    ['report', ...NOVEMBER, '--json'],
    ['report', ...NOVEMBER, '--csv'],
    ['report', ...NOVEMBER, '--jsonl'],
  ]) {
    expect((await run(...args)).out.replace(/\s+/g, ' ')).toContain(NO_IMPRESSIONS);
  }
});

test('the month finds the difference that is there, and says where there are too few', async () => {
  const { out } = await run('report', ...NOVEMBER);
  expect(out).toMatch(/^November 2026 · SIMULATED: made up, nothing of it happened · Europe\/London$/m);
  expect(out).toMatch(/^Tuesday does b/m);
  expect(out).toMatch(/^by hour: always 09:00, so there is nothing to compare$/m);
  const early = await run('report', '--month', '2026-09', '--age', '29d');
  expect(early.out).toMatch(/too few/i);
});

const reportShape = z.object({
  version: z.literal(1),
  kind: z.literal('simulated'),
  simulated: z.literal(true),
  glance: z.array(z.object({ platform: z.string(), impressions: z.number().nullable(), likes: z.number() })),
  threads: z.array(z.object({ delivery: z.string(), compared_age_seconds: z.number().nullable() })),
  comparisons: z.array(z.object({ by: z.string(), best: z.string().nullable(), verdict: z.string() })),
  spending: z.object({ sendUsd: z.number(), readUsd: z.number(), usdPerThousand: z.number() }),
});

test('as JSON, CSV and JSON lines the month has the same threads', async () => {
  const document = reportShape.parse(JSON.parse((await run('report', ...NOVEMBER, '--json')).out));
  expect(document.glance.map(({ platform, impressions }) => [platform, impressions === null])).toEqual([
    ['x', false],
    ['bluesky', true],
  ]);
  const lines = (await run('report', ...NOVEMBER, '--jsonl')).out.split('\n').map((line) => JSON.parse(line));
  expect(lines).toEqual(document.threads.map((each) => expect.objectContaining(each)));
  const csv = (await run('report', ...NOVEMBER, '--csv')).out.split('\r\n');
  expect(csv).toHaveLength(1 + document.threads.length);
});

test('a Parquet file is written once and never over another', async () => {
  const first = await run('report', ...NOVEMBER, '--parquet', 'month.parquet');
  expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^month\.parquet: \d+ threads\.$/) });
  const bytes = readFileSync(home.file('month.parquet'));
  expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', bytes.length - 4)]).toEqual(['PAR1', 'PAR1']);
  expect(await run('report', ...NOVEMBER, '--parquet', 'month.parquet')).toMatchObject({ code: 2 });
  expect(readFileSync(home.file('month.parquet'))).toEqual(bytes);
  rmSync(home.file('month.parquet'));
});

test.each([
  [['impressions', 'nothing'], /^DELIVERY: there is no such delivery: "nothing"/],
  [['report', '--month', '2026-13'], /^--month: not a month: "2026-13" \(allowed: YYYY-MM/],
  [['report', '--age', '5m'], /^--age: not an age to compare at: "5m"/],
  [['report', '--age', 'soon'], /^--age: not a length of time "soon"/],
  [['report', '--account', 'nobody'], /there is no such account: "nobody"/],
])('%j is one message', async (args, message) => {
  const { code, out, err } = await run(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(message);
  expect(err.split('\n')).toHaveLength(1);
});

test('before anything was published every report is empty, and no store is made', async () => {
  const empty = new TestHome();
  try {
    const text = await runHere(empty, ['report']);
    expect(text).toMatchObject({ code: 0, out: expect.stringContaining('Nothing went out this month.') });
    expect(JSON.parse((await runHere(empty, ['report', '--json'])).out)).toMatchObject({ version: 1, threads: [] });
    expect((await runHere(empty, ['impressions'])).out).toMatch(/no numbers yet/);
    expect(existsSync(empty.file('data'))).toBe(false);
  } finally {
    await empty.remove();
  }
});
