import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lateMoment, momentOf, utcDayMs } from '../../src/report/moments.ts';
import { planReadings } from '../../src/report/plan-readings.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/schedule/duration.ts';
import { seed } from '../seed.ts';
import { charged, daysOf, defaultAgesMs, largestUnseen, live, shareBy, thread } from './readings.ts';

const START = Date.UTC(2026, 10, 24);
const LIFE = { fromMs: START, untilMs: START + 32 * DAY_MS };

/** Any second of a day, and a worker that looks up to ten seconds late. */
const publication = fc.record({
  firstMs: fc.integer({ min: 0, max: DAY_MS / 1000 - 1 }).map((second) => START + second * 1000),
  lateMs: fc.integer({ min: 0, max: 10_000 }),
  id: fc.string({ minLength: 1, maxLength: 8 }),
});

describe('the readings of one thread by the default ages', () => {
  test('fall on seven UTC days at whatever time it went out, so that nine posts cost at most $0.063', () => {
    fc.assert(
      fc.property(publication, ({ firstMs, lateMs, id }) => {
        const readings = live([thread({ id, firstMs })], charged, { ...LIFE, lateMs: () => lateMs });
        expect(9 * 0.001 * daysOf(readings).length).toBeLessThanOrEqual(0.063);
      }),
      { seed, numRuns: 300 },
    );
  });

  test('leave at most 21 % of the impressions unseen between two of them, for any log-logistic curve', () => {
    const shape = fc.double({ min: 0.5, max: 1, noNaN: true });
    fc.assert(
      fc.property(publication, shape, ({ firstMs, lateMs, id }, beta) => {
        const readings = live([thread({ id, firstMs })], charged, { ...LIFE, lateMs: () => lateMs % 5_000 });
        const agesMs = readings.map(({ ageMs }) => ageMs);
        expect(largestUnseen(agesMs, beta)).toBeLessThanOrEqual(0.21);
        // Also of what the curve has grown to by the last reading.
        expect(largestUnseen(agesMs, beta, shareBy(agesMs.at(-1) ?? 0, beta))).toBeLessThanOrEqual(0.21);
      }),
      { seed, numRuns: 300 },
    );
  });

  test('are all taken, each not long before or after its age and on that UTC day, unless the worker is late there', () => {
    fc.assert(
      fc.property(publication, ({ firstMs, id }) => {
        const ages = live(
          [thread({ id, firstMs })],
          { ...charged, isCharged: () => false },
          { ...LIFE, lateMs: () => 0 },
        );
        expect(ages).toHaveLength(defaultAgesMs.length);
        for (const [place, ageMs] of defaultAgesMs.entries()) {
          const reading = ages[place];
          expect(reading?.ageMs).toBeLessThanOrEqual(ageMs);
          expect(reading?.ageMs).toBeGreaterThanOrEqual(ageMs - Math.min(ageMs / 20, 30 * MINUTE_MS));
          expect(utcDayMs(reading?.atMs ?? 0)).toBe(utcDayMs(firstMs + ageMs));
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  test('are taken once, and end with the last age and the free reading of its day', () => {
    const readings = live([thread()], charged, { ...LIFE, lateMs: () => 0 });
    expect(new Set(readings.map(({ atMs }) => atMs)).size).toBe(readings.length);
    expect(Math.round((readings.at(-1)?.ageMs ?? 0) / HOUR_MS)).toBe(29 * 24 + 15);
  });
});

describe('a day that is paid for', () => {
  test('has one more reading shortly before midnight UTC, which costs nothing', () => {
    const readings = live([thread()], charged, { ...LIFE, lateMs: () => 5_000 });
    for (const dayMs of daysOf(readings)) {
      const last = readings.filter(({ atMs }) => utcDayMs(atMs) === dayMs).at(-1);
      const beforeMs = dayMs + DAY_MS - (last?.atMs ?? 0);
      expect(beforeMs).toBeGreaterThan(2 * MINUTE_MS);
      expect(beforeMs).toBeLessThanOrEqual(40 * MINUTE_MS);
    }
    expect(readings).toHaveLength(defaultAgesMs.length + 7);
  });

  test('has none where reading is free, for a rehearsal, or after the worker slept through it', () => {
    const free = live([thread()], { ...charged, isCharged: () => false }, { ...LIFE, lateMs: () => 0 });
    expect(free).toHaveLength(defaultAgesMs.length);
    const { dueMs } = lateMoment(START, 'x');
    const sleeps = [{ fromMs: dueMs, untilMs: START + DAY_MS + HOUR_MS }];
    const slept = live([thread()], charged, { ...LIFE, lateMs: () => 0, sleeps });
    expect(slept).toHaveLength(defaultAgesMs.length + 6);
  });
});

describe('a reading that was missed', () => {
  test('is taken late with its real time, one for all that were missed', () => {
    const firstMs = START + 9 * HOUR_MS;
    const sleeps = [{ fromMs: firstMs + 20 * MINUTE_MS, untilMs: firstMs + 7 * HOUR_MS }];
    const readings = live([thread({ firstMs })], charged, { ...LIFE, lateMs: () => 0, sleeps });
    const minutes = readings.slice(0, 4).map(({ ageMs }) => ageMs / MINUTE_MS);
    expect(minutes[2]).toBe(420);
    expect(minutes[3]).toBeGreaterThan(455);
    expect(minutes[3]).toBeLessThanOrEqual(480);
  });

  test('costs no further day than it would have cost', () => {
    const sleep = fc.record({ at: fc.integer({ min: 0, max: 30 * 24 }), hours: fc.integer({ min: 1, max: 400 }) });
    fc.assert(
      fc.property(publication, fc.array(sleep, { maxLength: 4 }), ({ firstMs, id }, chosen) => {
        const sleeps = chosen.map(({ at, hours }) => {
          const fromMs = START + at * HOUR_MS;
          return { fromMs, untilMs: fromMs + hours * HOUR_MS };
        });
        const until = { fromMs: START, untilMs: START + 60 * DAY_MS };
        const readings = live([thread({ id, firstMs })], charged, { ...until, lateMs: () => 0, sleeps });
        expect(daysOf(readings).length).toBeLessThanOrEqual(8);
        expect((readings.at(-1)?.ageMs ?? 0) / DAY_MS).toBeGreaterThan(28.9);
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('readings of one account', () => {
  test('that fall due close together share a call, and those of other accounts and modes do not', () => {
    const firstMs = START + 9 * HOUR_MS;
    const nowMs = firstMs + 12 * HOUR_MS;
    const old = { measuredMs: 8 * HOUR_MS, readMs: firstMs + 8 * HOUR_MS };
    const near = thread({ id: 'near', firstMs: firstMs + 10 * MINUTE_MS, ...old });
    const far = thread({ id: 'far', firstMs: firstMs + 2 * HOUR_MS, ...old });
    const rehearsed = thread({ id: 'rehearsed', live: false, firstMs, ...old });
    const { calls } = planReadings([thread({ firstMs, ...old }), near, far, rehearsed], charged, nowMs);
    expect(calls.map(({ live: isLive, readings }) => [isLive, readings.map(({ delivery }) => delivery.id)])).toEqual([
      [true, ['thread', 'near']],
      [false, ['rehearsed']],
    ]);
  });

  test('at the end of a day are one call', () => {
    const threads = Array.from({ length: 5 }, (_, day) =>
      thread({ id: `t${day}`, firstMs: START + day * DAY_MS + 9 * HOUR_MS }),
    );
    const readings = live(threads, charged, { ...LIFE, lateMs: () => 0 });
    const { dueMs } = lateMoment(START + 3 * DAY_MS, 'x');
    const late = readings.filter(({ atMs }) => Math.abs(atMs - dueMs) < MINUTE_MS);
    expect(late.map(({ id }) => id)).toEqual(['t0', 't1', 't2', 't3']);
    expect(new Set(late.map(({ call }) => call)).size).toBe(1);
  });
});

test('nothing is early beyond midnight UTC, nor planned within five minutes of it from an hour and 40 minutes of age on', () => {
  const age = fc.integer({ min: 60_000, max: 40 * DAY_MS });
  const beforeMidnight = fc.integer({ min: -10 * MINUTE_MS, max: 10 * MINUTE_MS });
  fc.assert(
    fc.property(fc.string(), beforeMidnight, age, (id, beforeMs, ageMs) => {
      const firstMs = START - beforeMs - ageMs;
      const { earliestMs, dueMs } = momentOf(ageMs, { id, firstMs });
      expect(utcDayMs(earliestMs)).toBe(utcDayMs(firstMs + ageMs));
      expect(utcDayMs(dueMs)).toBe(utcDayMs(firstMs + ageMs));
      expect(earliestMs).toBeLessThanOrEqual(dueMs);
      expect(dueMs).toBeLessThanOrEqual(firstMs + ageMs);
      if (ageMs >= 100 * MINUTE_MS) expect(utcDayMs(dueMs) + DAY_MS - dueMs).toBeGreaterThanOrEqual(5 * MINUTE_MS);
    }),
    { seed },
  );
});

test('half threads that rest are read, threads on their way are not, and what was taken down is not', () => {
  const nowMs = START + 10 * HOUR_MS;
  const isRead = (state: Parameters<typeof thread>[0]) =>
    planReadings([thread(state)], charged, nowMs).calls.length > 0;
  for (const state of ['published', 'needs-author', 'failed', 'cancelled', 'waiting', 'uncertain'] as const)
    expect(isRead({ state })).toBe(true);
  for (const state of ['publishing', 'unpublishing', 'unpublished', 'planned'] as const)
    expect(isRead({ state })).toBe(false);
});

test('a rehearsal is read at once, but not before it is complete', () => {
  const rehearsal = (state: 'waiting' | 'published') => thread({ live: false, state, firstMs: START });
  const [call] = planReadings([rehearsal('published')], charged, START).calls;
  expect(call?.readings.map(({ servedMs }) => servedMs)).toEqual([0]);
  expect(planReadings([rehearsal('waiting')], charged, START).calls).toEqual([]);
});

test('a clock that is set back repeats no reading', () => {
  const nowMs = START + 10 * HOUR_MS;
  const read = thread({ measuredMs: HOUR_MS, readMs: nowMs });
  for (const backMs of [MINUTE_MS, HOUR_MS, 2 * DAY_MS]) {
    expect(planReadings([read], charged, nowMs - backMs).calls).toEqual([]);
  }
});
