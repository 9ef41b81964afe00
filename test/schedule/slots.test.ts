import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCron } from '../../src/schedule/cron.ts';
import { nextSlots, slotAt, slotFromKey, slotsBetween } from '../../src/schedule/slots.ts';
import { seed } from '../seed.ts';
import { anyCron, anyInstant, anyZone, refusal, timing } from './making.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const locals = (cron: string, zone: string, from: string, to: string) =>
  slotsBetween(timing(cron, zone), Date.parse(from), Date.parse(to)).map((slot) => slot.local.slice(0, 22));

describe('a slot', () => {
  it('carries its key, its local time, its instant and its zone', () => {
    const weekdays = timing('0 9 * * 1-5', 'Europe/London', 'weekday-mornings');
    expect(nextSlots(weekdays, Date.UTC(2026, 10, 23, 9), 1)).toEqual([
      {
        schedule: 'weekday-mornings',
        key: 'weekday-mornings@2026-11-24T09:00[Europe/London]',
        local: '2026-11-24T09:00:00+00:00[Europe/London]',
        localTime: '2026-11-24T09:00',
        utcMs: Date.UTC(2026, 10, 24, 9),
        shifted: false,
      },
    ]);
  });

  it('is nine on the wall clock in summer and winter', () => {
    expect(locals('0 9 * * *', 'America/New_York', '2026-10-31', '2026-11-03')).toEqual([
      '2026-10-31T09:00:00-04',
      '2026-11-01T09:00:00-05',
      '2026-11-02T09:00:00-05',
    ]);
  });

  it('is looked for later than the first instant and up to the last', () => {
    const nine = Date.UTC(2026, 10, 24, 9);
    const daily = timing('0 9 * * *', 'UTC');
    expect(slotsBetween(daily, nine - 1, nine)).toHaveLength(1);
    expect(slotsBetween(daily, nine, nine + DAY - 1)).toEqual([]);
    expect(slotsBetween(daily, nine, nine - 1)).toEqual([]);
  });

  it('falls on every day of the month and every weekday where both are named, on days that are both where one is starred', () => {
    expect(locals('0 9 1,15 * mon', 'UTC', '2026-06-01', '2026-06-30').map((local) => local.slice(8, 10))).toEqual([
      ...['01', '08', '15', '22', '29'],
    ]);
    expect(locals('0 9 */2 * mon', 'UTC', '2026-06-01', '2026-06-30').map((local) => local.slice(8, 10))).toEqual([
      ...['01', '15', '29'],
    ]);
  });

  it('of a rare day is found however far away', () => {
    const leap = nextSlots(timing('0 0 29 2 *', 'Europe/London'), Date.UTC(2095, 0, 1), 3);
    expect(leap.map((slot) => slot.localTime)).toEqual(['2096-02-29T00:00', '2104-02-29T00:00', '2108-02-29T00:00']);
    const leapSunday = nextSlots(timing('0 0 29 2 */6', 'UTC'), Date.UTC(2026, 0, 1), 1);
    expect(leapSunday.map((slot) => slot.localTime)).toEqual(['2032-02-29T00:00']);
  });

  it('is not looked for beyond the year 9999', () => {
    expect(nextSlots(timing('@yearly', 'UTC'), Date.UTC(9998, 5, 1), 5).map((slot) => slot.localTime)).toEqual([
      '9999-01-01T00:00',
    ]);
  });
});

describe('where the clocks go forward', () => {
  const spring = (cron: string) => locals(cron, 'Europe/London', '2027-03-28T00:00Z', '2027-03-28T02:00Z');

  it('a time in the gap fires at the first instant after it, and keeps its key', () => {
    const [slot] = nextSlots(timing('30 1 28 3 *', 'Europe/London'), Date.UTC(2027, 0, 1), 1);
    expect(slot).toEqual({
      schedule: 'daily',
      key: 'daily@2027-03-28T01:30[Europe/London]',
      local: '2027-03-28T02:00:00+01:00[Europe/London]',
      localTime: '2027-03-28T01:30',
      utcMs: Date.UTC(2027, 2, 28, 1),
      shifted: true,
    });
  });

  it('several times of one schedule in the gap become one slot, that of the last', () => {
    const slots = slotsBetween(
      timing('10,20,30 1 * * *', 'Europe/London'),
      Date.UTC(2027, 2, 28),
      Date.UTC(2027, 2, 28, 12),
    );
    expect(slots.map((slot) => [slot.localTime, slot.local.slice(11, 16)])).toEqual([['2027-03-28T01:30', '02:00']]);
  });

  it('a schedule that has a slot at the end of the gap anyway gets no other there', () => {
    expect(spring('*/20 * * * *')).toEqual([
      ...['2027-03-28T00:20:00+00', '2027-03-28T00:40:00+00', '2027-03-28T02:00:00+01'],
      ...['2027-03-28T02:20:00+01', '2027-03-28T02:40:00+01', '2027-03-28T03:00:00+01'],
    ]);
    expect(spring('0 1,2 * * *')).toEqual(['2027-03-28T02:00:00+01']);
  });

  it('a whole day that a country leapt over fires at its end', () => {
    expect(locals('0 9 * * *', 'Pacific/Apia', '2011-12-29T00:00Z', '2011-12-31T12:00Z')).toEqual([
      ...['2011-12-29T09:00:00-10', '2011-12-31T00:00:00+14', '2011-12-31T09:00:00+14'],
    ]);
  });
});

describe('where the clocks go back', () => {
  const autumn = (cron: string) => locals(cron, 'Europe/London', '2026-10-24T23:59Z', '2026-10-25T02:00Z');

  it('a time that occurs twice fires the first time only', () => {
    expect(autumn('30 1 * * *')).toEqual(['2026-10-25T01:30:00+01']);
  });

  it('a schedule of every few minutes pauses through the second pass', () => {
    expect(autumn('*/30 * * * *')).toEqual([
      ...['2026-10-25T01:00:00+01', '2026-10-25T01:30:00+01', '2026-10-25T02:00:00+00'],
    ]);
  });

  it('looking on from within the second pass finds no slot of it', () => {
    const within = Date.UTC(2026, 9, 25, 1, 15);
    expect(nextSlots(timing('30 1 * * *', 'Europe/London'), within, 1)[0]?.localTime).toBe('2026-10-26T01:30');
  });
});

describe('the slots of any schedule in any zone', () => {
  it('are strictly later one after the other, each with a key of its own', () => {
    fc.assert(
      fc.property(anyCron, anyZone, anyInstant, (cron, zone, fromMs) => {
        const slots = nextSlots(timing(cron, zone), fromMs, 50);
        const instants = [fromMs, ...slots.map((slot) => slot.utcMs)];
        expect(slots).toHaveLength(50);
        expect(instants.every((ms, index) => index === 0 || ms > (instants[index - 1] ?? 0))).toBe(true);
        expect(new Set(slots.map((slot) => slot.key)).size).toBe(50);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('are the same whether a stretch is looked at whole or in two parts', () => {
    const part = fc.integer({ min: 0, max: 2 * DAY });
    fc.assert(
      fc.property(anyCron, anyZone, anyInstant, part, part, (cron, zone, fromMs, first, second) => {
        const schedule = timing(cron, zone);
        const [middleMs, toMs] = [fromMs + first, fromMs + first + second];
        const parts = [...slotsBetween(schedule, fromMs, middleMs), ...slotsBetween(schedule, middleMs, toMs)];
        expect(parts).toEqual(slotsBetween(schedule, fromMs, toMs));
      }),
      { seed, numRuns: 300 },
    );
  });

  it('are the same in two parts where the cut lies within hours of a clock change', () => {
    const changes = [Date.UTC(2027, 2, 28, 1), Date.UTC(2026, 9, 25, 1)];
    const off = fc.integer({ min: -3 * HOUR, max: 3 * HOUR });
    fc.assert(
      fc.property(anyCron, fc.constantFrom(...changes), off, (cron, changeMs, offMs) => {
        const schedule = timing(cron, 'Europe/London');
        const [fromMs, middleMs, toMs] = [changeMs - DAY, changeMs + offMs, changeMs + DAY];
        const parts = [...slotsBetween(schedule, fromMs, middleMs), ...slotsBetween(schedule, middleMs, toMs)];
        expect(parts).toEqual(slotsBetween(schedule, fromMs, toMs));
      }),
      { seed, numRuns: 300 },
    );
  });

  it('are the same asked for by number or by time, and read back from their keys', () => {
    fc.assert(
      fc.property(anyCron, anyZone, anyInstant, (cron, zone, fromMs) => {
        const schedule = timing(cron, zone);
        const slots = nextSlots(schedule, fromMs, 5);
        expect(slotsBetween(schedule, fromMs, slots.at(-1)?.utcMs ?? 0)).toEqual(slots);
        for (const slot of slots) expect(slotFromKey(slot.key, 'test')).toEqual(slot);
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('a one-off', () => {
  it('is a slot at the local time it names, with a key like any other', () => {
    const slot = slotAt({ id: 'mornings', zone: 'Europe/London' }, '2026-07-04 18:30', 'posts/x.md: at');
    expect(slot).toMatchObject({
      key: 'mornings@2026-07-04T18:30[Europe/London]',
      utcMs: Date.UTC(2026, 6, 4, 17, 30),
    });
  });

  it('moves to the end of a gap, and goes the first of two times', () => {
    const at = (text: string) => slotAt({ id: 'x', zone: 'Europe/London' }, text, 'test');
    expect(at('2027-03-28T01:30')).toMatchObject({ utcMs: Date.UTC(2027, 2, 28, 1), shifted: true });
    expect(at('2026-10-25T01:30')).toMatchObject({ utcMs: Date.UTC(2026, 9, 25, 0, 30), shifted: false });
  });

  it('at a slot of its schedule has the same key', () => {
    const schedule = { id: 'x', zone: 'Asia/Kolkata', cron: parseCron('0 9 * * *', 'test') };
    expect(slotAt(schedule, '2026-11-24T09:00', 'test')).toEqual(nextSlots(schedule, Date.UTC(2026, 10, 24), 1)[0]);
  });

  it('with a key that is none is refused', () => {
    for (const key of [
      '',
      'x@2026-11-24[UTC]',
      'x@2026-13-24T09:00[UTC]',
      '@2026-11-24T09:00[UTC]',
      'x'.repeat(99_999),
    ]) {
      expect(refusal(() => slotFromKey(key, 'store'))).toContain('store: not ');
    }
  });
});
