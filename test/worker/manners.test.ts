import { afterEach, describe, expect, test } from 'vitest';
import { jitter, NO_MANNERS, parseBlackout, parseQuietHours } from '../../src/schedule/manners.ts';
import { forecast } from '../../src/worker/forecast.ts';
import { articleOf, Stage } from './stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MANNERS = { zone: 'Europe/London', ...NO_MANNERS };
const at = (iso: string) => Date.parse(`${iso}Z`);

let stage: Stage;
afterEach(() => stage.close());

function addArticles(count: number): void {
  stage.add(...Array.from({ length: count }, (_, index) => articleOf(`posts/${index}.md`)));
}

/** When the threads of an account began, as they show on the timeline. */
async function begun(account: string): Promise<string[]> {
  const posts = await stage.store.timeline(1_000, false);
  return posts
    .filter((post) => post.account === account && post.index === 0)
    .map(({ atMs }) => new Date(atMs).toISOString().slice(0, 16))
    .toSorted();
}

describe('quiet hours', () => {
  test('put a thread off to their end where the schedule lets a slot be so late, on that account only', async () => {
    stage = new Stage({ missed: { withinMs: HOUR, then: 'latest' } });
    stage.setAccounts({ manners: { ...MANNERS, quiet: parseQuietHours('22:00-09:30', 'test') } }, 'x');
    addArticles(2);
    await stage.runUntil(stage.worker('one'), at('2026-11-25T09:20'), 5 * MINUTE);
    const waiting = (await stage.store.deliveries(10)).find(({ account }) => account === 'x');
    expect(waiting).toMatchObject({
      state: 'planned',
      why: 'quiet from 22:00 to 09:30',
      untilMs: at('2026-11-25T09:30'),
    });
    await stage.runUntil(stage.worker('two'), at('2026-11-25T12:00'), 5 * MINUTE);
    expect(await begun('bluesky')).toEqual(['2026-11-25T09:00']);
    expect(await begun('x')).toEqual(['2026-11-25T09:30']);
  });

  test('that end too late make the slot missed, once, with the reason, and the article goes another time', async () => {
    stage = new Stage({ cron: '0 9,15 * * *', missed: { withinMs: HOUR, then: 'latest' } }, '[x]');
    stage.setAccounts({ manners: { ...MANNERS, quiet: parseQuietHours('08:00-12:00', 'test') } });
    addArticles(2);
    await stage.runUntil(stage.worker('one'), at('2026-11-25T16:00'), 5 * MINUTE);
    expect(stage.told('slot-blocked')).toEqual([
      {
        event: 'slot-blocked',
        key: 'mornings@2026-11-25T09:00[Europe/London]',
        account: 'x',
        why: 'quiet from 08:00 to 12:00',
      },
    ]);
    expect(await begun('x')).toEqual(['2026-11-24T15:00', '2026-11-25T15:00']);
    expect(await stage.store.slots(10)).toMatchObject([
      { outcome: 'served', why: null },
      { outcome: 'missed', why: 'x: quiet from 08:00 to 12:00' },
      { outcome: 'served', why: null },
    ]);
  });
});

test('on blackout dates nothing goes out, and the plan says so beforehand', async () => {
  stage = new Stage({}, '[x]');
  stage.setAccounts({ manners: { ...MANNERS, blackout: [parseBlackout('2026-11-25..2026-11-26', 'test')] } });
  addArticles(5);
  const planned = await forecast(stage.parts('plan'), 3);
  expect(planned.map(({ blocked, accounts }) => [blocked, accounts])).toEqual([
    ['x: nothing goes out from 2026-11-25 to 2026-11-26', []],
    ['x: nothing goes out from 2026-11-25 to 2026-11-26', []],
    [null, ['x']],
  ]);
  await stage.runUntil(stage.worker('one'), at('2026-11-27T12:00'), HOUR / 4);
  expect(await begun('x')).toEqual(['2026-11-27T09:00']);
  expect(stage.told('slot-blocked')).toHaveLength(2);
});

test('threads of one account keep their distance, whatever schedule they are of, and the plan knows', async () => {
  stage = new Stage({ missed: { withinMs: 3 * HOUR, then: 'latest' } });
  stage.setSchedules(
    { id: 'one', cron: '0 9 * * *' },
    { id: 'two', cron: '30 9 * * *' },
    { id: 'far', cron: '0 11 * * *' },
  );
  stage.setAccounts({ manners: { ...MANNERS, minApartMs: HOUR } });
  addArticles(9);
  const planned = await forecast(stage.parts('plan'), 1.5);
  await stage.runUntil(stage.worker('one'), at('2026-11-25T20:00'), 5 * MINUTE);
  const expected = ['2026-11-25T09:00', '2026-11-25T10:00', '2026-11-25T11:00'];
  expect((await begun('x')).filter((when) => when > '2026-11-25')).toEqual(expected);
  const foreseen = planned.flatMap(({ deliveries }) => deliveries.filter(({ account }) => account === 'x'));
  const startsFrom = foreseen.map(({ startMs }) => new Date(startMs).toISOString().slice(0, 16));
  expect(startsFrom.filter((when) => when > '2026-11-25').slice(0, 3)).toEqual(expected);
});

test('at most so many threads a day, and the next day goes on with the article that was left', async () => {
  stage = new Stage({ cron: '0 9-18 * * *', missed: { withinMs: HOUR, then: 'latest' } }, '[x]');
  stage.setAccounts({ manners: { ...MANNERS, perDay: 2 } });
  addArticles(20);
  await stage.runUntil(stage.worker('one'), at('2026-11-26T20:00'), 10 * MINUTE);
  const days = (await begun('x')).map((when) => when.slice(0, 13));
  expect(days).toEqual([
    ...['2026-11-24T10', '2026-11-24T11', '2026-11-25T09', '2026-11-25T10', '2026-11-26T09', '2026-11-26T10'],
  ]);
  const delivered = (await stage.store.deliveries(100)).toReversed().filter(({ state }) => state === 'published');
  expect(delivered.map(({ article }) => article.source)).toEqual([
    'posts/0.md',
    'posts/1.md',
    'posts/10.md',
    'posts/11.md',
    'posts/12.md',
    'posts/13.md',
  ]);
});

test('jitter delays a thread by the same time in the plan and in the run, and never brings it forward', async () => {
  const jitterMs = 30 * MINUTE;
  stage = new Stage({ jitterMs }, '[x]');
  addArticles(3);
  const planned = await forecast(stage.parts('plan'), 3);
  await stage.runUntil(stage.worker('one'), at('2026-11-27T12:00'), MINUTE);
  const expected = [25, 26, 27].map((day) => {
    const key = `mornings@2026-11-${day}T09:00[Europe/London]`;
    return new Date(at(`2026-11-${day}T09:00`) + jitter(key, jitterMs)).toISOString();
  });
  const starts = planned.flatMap(({ deliveries }) => deliveries.map(({ startMs }) => new Date(startMs).toISOString()));
  expect(starts).toEqual(expected);
  const begunMs = (await begun('x')).map((when) => at(when));
  for (const [index, ms] of begunMs.entries()) {
    expect(ms - Date.parse(expected[index] ?? '')).toBeGreaterThan(-MINUTE);
    expect(ms - Date.parse(expected[index] ?? '')).toBeLessThanOrEqual(MINUTE);
  }
});

test('two workers over a simulated month keep the distance and the number a day, and serve each slot once', async () => {
  stage = new Stage({ missed: { withinMs: 4 * HOUR, then: 'latest' } });
  stage.setSchedules(
    { id: 'one', cron: '0 9 * * *' },
    { id: 'two', cron: '0 9 * * *' },
    { id: 'six', cron: '0 */6 * * *' },
  );
  stage.setAccounts({
    manners: { ...MANNERS, quiet: parseQuietHours('22:00-07:00', 'test'), minApartMs: 2 * HOUR, perDay: 3 },
  });
  addArticles(120);
  const workers = [stage.worker('one'), stage.worker('two')];
  const endMs = stage.clock.nowMs() + 30 * DAY;
  while (stage.clock.nowMs() < endMs) {
    await Promise.all(workers.map((worker) => worker.tick()));
    await Promise.all(workers.map((worker) => worker.idle()));
    stage.clock.pass(HOUR / 2);
  }
  for (const account of ['x', 'bluesky']) {
    const times = await begun(account);
    expect(times.length).toBeGreaterThan(80);
    const perDay = Map.groupBy(times, (when) => when.slice(0, 10));
    for (const [, own] of perDay) expect(own.length).toBeLessThanOrEqual(3);
    for (const [index, when] of times.entries()) {
      expect(when.slice(11) >= '07:00' && when.slice(11) < '22:00').toBe(true);
      if (index > 0) expect(at(when) - at(times[index - 1] ?? '')).toBeGreaterThanOrEqual(2 * HOUR);
    }
  }
  const made = await stage.store.deliveries(1_000);
  for (const account of ['x', 'bluesky']) {
    const own = made.filter((delivery) => delivery.account === account && delivery.state === 'published');
    expect(new Set(own.map(({ slotKey }) => slotKey)).size).toBe(own.length);
    expect(new Set(own.map(({ article }) => article.id)).size).toBe(own.length);
  }
});

test('a thread that was put off and slept through is missed, and its article goes at the next slot', async () => {
  stage = new Stage({ missed: { withinMs: HOUR, then: 'latest' } }, '[x]');
  stage.setAccounts({ manners: { ...MANNERS, quiet: parseQuietHours('22:00-09:30', 'test') } });
  addArticles(1);
  const worker = stage.worker('one');
  await stage.runUntil(worker, at('2026-11-25T09:10'), MINUTE);
  stage.clock.jump(5 * HOUR);
  await stage.runUntil(worker, at('2026-11-26T12:00'), 5 * MINUTE);
  expect(await begun('x')).toEqual(['2026-11-26T09:30']);
  const states = (await stage.store.deliveries(10)).map(({ state, why }) => [state, why]).toReversed();
  expect(states).toEqual([
    ['missed', 'it could not begin within 1 hour of its slot (quiet from 22:00 to 09:30)'],
    ['published', null],
  ]);
});
