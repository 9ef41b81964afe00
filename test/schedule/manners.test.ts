import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  jitter,
  type MannersSettings,
  manners,
  NO_MANNERS,
  parseBlackout,
  parseQuietHours,
} from '../../src/schedule/manners.ts';
import { toLocal } from '../../src/schedule/offsets.ts';
import { seed } from '../seed.ts';
import { anyInstant, anyZone, refusal } from './making.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (iso: string) => Date.parse(iso);

function ask(iso: string, changes: Partial<MannersSettings>, history: readonly number[] = []) {
  const answer = manners(
    { key: 'daily@x', utcMs: at(iso) },
    { zone: 'Europe/London', ...NO_MANNERS, ...changes },
    history,
  );
  return 'blocked' in answer
    ? `${answer.blocked}; until ${answer.untilMs === null ? 'never' : new Date(answer.untilMs).toISOString().slice(0, 16)}`
    : new Date(answer.allowedAtMs).toISOString().slice(0, 16);
}

describe('without manners', () => {
  it('a slot goes at its instant', () => {
    expect(ask('2026-11-24T03:00Z', {}, [at('2026-11-24T03:00Z')])).toBe('2026-11-24T03:00');
  });
});

describe('quiet hours', () => {
  const quiet = parseQuietHours('22:00-07:00', 'test');

  it('that cross midnight hold in the evening and in the morning, by the wall clock', () => {
    expect(ask('2026-11-24T21:59Z', { quiet })).toBe('2026-11-24T21:59');
    expect(ask('2026-11-24T22:00Z', { quiet })).toBe('quiet from 22:00 to 07:00; until 2026-11-25T07:00');
    expect(ask('2026-11-25T06:59Z', { quiet })).toBe('quiet from 22:00 to 07:00; until 2026-11-25T07:00');
    expect(ask('2026-11-25T07:00Z', { quiet })).toBe('2026-11-25T07:00');
    expect(ask('2026-07-01T06:00Z', { quiet })).toBe('2026-07-01T06:00');
  });

  it('of one day hold on that day', () => {
    const noon = parseQuietHours('12:00 - 13:30', 'test');
    expect(ask('2026-11-24T13:29Z', { quiet: noon })).toBe('quiet from 12:00 to 13:30; until 2026-11-24T13:30');
    expect(ask('2026-11-24T13:30Z', { quiet: noon })).toBe('2026-11-24T13:30');
  });

  it('that end in an hour that occurs twice end twice, and in a gap end after it', () => {
    const twice = parseQuietHours('23:00-01:30', 'test');
    expect(ask('2026-10-25T00:10Z', { quiet: twice })).toContain('until 2026-10-25T00:30');
    expect(ask('2026-10-25T01:10Z', { quiet: twice })).toContain('until 2026-10-25T01:30');
    expect(ask('2027-03-28T00:30Z', { quiet: twice })).toContain('until 2027-03-28T01:00');
  });

  it('end on the first instant at which the wall clock is past them', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, (zone, utcMs) => {
        const answer = manners({ key: 'k', utcMs }, { zone, ...NO_MANNERS, quiet }, []);
        const goesMs = 'blocked' in answer ? (answer.untilMs ?? Number.NaN) : answer.allowedAtMs;
        const minute = (((toLocal(zone, goesMs) % DAY) + DAY) % DAY) / MINUTE;
        expect(goesMs).toBeGreaterThanOrEqual(utcMs);
        expect(minute).toBeGreaterThanOrEqual(420);
        expect(minute).toBeLessThan(1320);
      }),
      { seed, numRuns: 500 },
    );
  });

  it.each(['22:00', '22-07', '24:00-07:00', '22:00-22:00', '22:60-07:00', ''])('%j is refused', (text) => {
    expect(refusal(() => parseQuietHours(text, 'config/spool.yaml:9'))).toContain(
      'config/spool.yaml:9: not quiet hours',
    );
  });
});

describe('blackout dates', () => {
  const blackout = ['2026-12-24', '2026-12-31..2027-01-02'].map((text) => parseBlackout(text, 'test'));

  it('hold from midnight to midnight by the wall clock, both dates included', () => {
    expect(ask('2026-12-23T23:59Z', { blackout })).toBe('2026-12-23T23:59');
    expect(ask('2026-12-24T00:00Z', { blackout })).toBe('nothing goes out on 2026-12-24; until 2026-12-25T00:00');
    expect(ask('2027-01-02T23:59Z', { blackout })).toBe(
      'nothing goes out from 2026-12-31 to 2027-01-02; until 2027-01-03T00:00',
    );
    expect(ask('2026-12-24T02:00Z', { blackout, zone: 'America/New_York' })).toBe('2026-12-24T02:00');
  });

  it('and quiet hours together end where both do', () => {
    const quiet = parseQuietHours('22:00-07:00', 'test');
    expect(ask('2026-12-24T12:00Z', { blackout, quiet })).toBe(
      'nothing goes out on 2026-12-24; until 2026-12-25T07:00',
    );
  });

  it.each([
    '24.12.2026',
    '2026-12-32',
    '2027-01-02..2026-12-31',
    '2026-12-24..',
    '2026-12-24..2026-12-25..2026-12-26',
    '',
  ])('%j is refused', (text) => {
    expect(refusal(() => parseBlackout(text, 'here'))).toMatch(/^here: not a (date|range of dates)/);
  });
});

describe('the distance between threads of an account', () => {
  const near = { minApartMs: 2 * HOUR };

  it('is kept from the last and from the next planned one', () => {
    expect(ask('2026-11-24T09:00Z', near, [at('2026-11-24T07:00Z')])).toBe('2026-11-24T09:00');
    const words = 'threads keep 2 hours apart, and another is nearer';
    expect(ask('2026-11-24T09:00Z', near, [at('2026-11-24T07:01Z')])).toBe(`${words}; until 2026-11-24T09:01`);
    expect(ask('2026-11-24T09:00Z', near, [at('2026-11-24T10:00Z')])).toBe(`${words}; until 2026-11-24T12:00`);
  });

  it('is kept from a whole row of them', () => {
    const row = Array.from({ length: 24 }, (_, hour) => at('2026-11-24T00:00Z') + hour * HOUR);
    expect(ask('2026-11-24T09:00Z', near, row)).toContain('until 2026-11-25T01:00');
  });
});

describe('the number of threads a day', () => {
  it('is counted by local days', () => {
    const history = [at('2026-07-01T08:00Z'), at('2026-07-01T22:59Z'), at('2026-07-01T23:30Z')];
    expect(ask('2026-07-01T12:00Z', { perDay: 2 }, history)).toBe(
      '2 threads a day and no more, and 2026-07-01 has 2; until 2026-07-01T23:00',
    );
    expect(ask('2026-07-01T12:00Z', { perDay: 3 }, history)).toBe('2026-07-01T12:00');
  });

  it('that leaves no room is said so', () => {
    expect(ask('2026-07-01T12:00Z', { perDay: 0 })).toContain('until never');
  });
});

describe('jitter', () => {
  it('only delays, by whole seconds up to its most, and the same slot by the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 2 * HOUR }), (key, mostMs) => {
        const ms = jitter(key, mostMs);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(mostMs);
        expect(ms % 1000).toBe(0);
        expect(jitter(key, mostMs)).toBe(ms);
      }),
      { seed },
    );
  });

  it('spreads the slots of a year evenly', () => {
    const tenths = new Array<number>(10).fill(0);
    for (let day = 0; day < 365; day += 1) {
      const key = `daily@${new Date(at('2026-01-01') + day * DAY).toISOString().slice(0, 10)}T09:00[Europe/London]`;
      const tenth = Math.min(9, Math.floor((jitter(key, 10 * MINUTE) / (10 * MINUTE)) * 10));
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(Math.min(...tenths)).toBeGreaterThan(18);
    expect(Math.max(...tenths)).toBeLessThan(60);
  });

  it('moves the slot before the other rules look at it', () => {
    const quiet = parseQuietHours('12:00-13:00', 'test');
    const delayed = jitter('daily@x', 30 * MINUTE);
    expect(delayed).toBeGreaterThan(MINUTE);
    expect(ask('2026-11-24T11:59Z', { quiet, jitterMs: 30 * MINUTE })).toContain('quiet');
  });
});
