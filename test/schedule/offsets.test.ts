import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatOffset,
  localDate,
  localIso,
  localMinute,
  parseLocalDate,
  parseLocalMinute,
} from '../../src/schedule/local.ts';
import { fromLocal, offsetAt, steadyOffset, toLocal, transitions } from '../../src/schedule/offsets.ts';
import { seed } from '../seed.ts';
import { anyInstant, anyZone, refusal } from './making.ts';
import { wallClock } from './wall-clock.ts';

const HOUR = 3_600_000;

describe('the offset of a zone', () => {
  it('is what the wall clock shows, in every zone from 2024 to 2030', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const clock = wallClock(zone);
      const wrong: string[] = [];
      for (let ms = Date.UTC(2024, 0, 1, 11, 37); ms < Date.UTC(2031, 0, 1); ms += 125 * HOUR) {
        if (clock(ms) !== toLocal(zone, ms)) wrong.push(new Date(ms).toISOString());
      }
      expect(wrong, zone).toEqual([]);
    }
  });

  it('is known before time zones and far in the future', () => {
    expect(offsetAt('Europe/London', Date.UTC(1840, 0, 1))).toBe(-75_000);
    expect(offsetAt('Europe/London', Date.UTC(2090, 6, 1))).toBe(HOUR);
    expect(offsetAt('Asia/Kathmandu', 0)).toBe(5.5 * HOUR);
  });
});

describe('the clock changes of a zone', () => {
  const iso = (zone: string, year: number) =>
    transitions(zone, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)).map(({ atMs }) => new Date(atMs).toISOString());

  it('are found to the second', () => {
    expect(iso('Europe/London', 2027)).toEqual(['2027-03-28T01:00:00.000Z', '2027-10-31T01:00:00.000Z']);
    expect(iso('America/New_York', 2026)).toEqual(['2026-03-08T07:00:00.000Z', '2026-11-01T06:00:00.000Z']);
    expect(iso('Pacific/Apia', 2011)).toContain('2011-12-30T10:00:00.000Z');
    expect(iso('UTC', 2026)).toEqual([]);
  });

  it('carry the offsets before and after', () => {
    const [spring] = transitions('Australia/Lord_Howe', Date.UTC(2026, 8, 1), Date.UTC(2026, 11, 1));
    expect(spring).toMatchObject({ beforeMs: 10.5 * HOUR, afterMs: 11 * HOUR });
  });

  it('are those later than the first instant and not later than the last', () => {
    const atMs = Date.UTC(2027, 2, 28, 1);
    expect(transitions('Europe/London', atMs, atMs + HOUR)).toEqual([]);
    expect(transitions('Europe/London', atMs - 1, atMs)).toHaveLength(1);
    expect(transitions('Europe/London', atMs - HOUR, atMs - 1)).toEqual([]);
  });
});

describe('a local time', () => {
  const at = (zone: string, text: string) => fromLocal(zone, parseLocalMinute(text, 'test'));

  it('that the clocks leap over stands for the first instant after the gap', () => {
    const end = { kind: 'gap', utcMs: Date.UTC(2027, 2, 28, 1) };
    for (const text of ['2027-03-28T01:00', '2027-03-28T01:30', '2027-03-28T01:59']) {
      expect(at('Europe/London', text)).toEqual(end);
    }
    expect(at('Europe/London', '2027-03-28T02:00')).toEqual({ ...end, kind: 'once' });
    expect(at('Europe/London', '2027-03-28T00:59')).toEqual({ kind: 'once', utcMs: end.utcMs - 60_000 });
    expect(at('Pacific/Apia', '2011-12-30T12:00')).toEqual({ kind: 'gap', utcMs: Date.UTC(2011, 11, 30, 10) });
  });

  it('that occurs twice stands for both, the first first', () => {
    const first = Date.UTC(2026, 9, 25, 0, 30);
    expect(at('Europe/London', '2026-10-25T01:30')).toEqual({ kind: 'twice', utcMs: first, secondMs: first + HOUR });
    expect(at('Europe/London', '2026-10-25T02:00')).toEqual({ kind: 'once', utcMs: Date.UTC(2026, 9, 25, 2) });
    expect(at('Europe/London', '2026-10-25T00:59').kind).toBe('once');
  });

  it('is what its instant reads back as, except in a gap', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, (zone, utcMs) => {
        const resolved = fromLocal(zone, toLocal(zone, utcMs));
        expect(resolved.kind).not.toBe('gap');
        expect([resolved.utcMs, resolved.kind === 'twice' ? resolved.secondMs : null]).toContain(utcMs);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('converts by one subtraction on a day that is called steady', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, fc.integer({ min: 0, max: 1439 }), (zone, ms, minute) => {
        const dayMs = Math.floor(ms / 86_400_000) * 86_400_000;
        const offsetMs = steadyOffset(zone, dayMs);
        const localMs = dayMs + minute * 60_000;
        if (offsetMs !== null) expect(fromLocal(zone, localMs)).toEqual({ kind: 'once', utcMs: localMs - offsetMs });
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('is written with offset and zone', () => {
    expect(localIso('Europe/London', Date.UTC(2026, 6, 1, 8))).toBe('2026-07-01T09:00:00+01:00[Europe/London]');
    expect(localIso('America/St_Johns', Date.UTC(2026, 0, 1, 12))).toBe('2026-01-01T08:30:00-03:30[America/St_Johns]');
    expect(formatOffset(-75_000)).toBe('-00:01:15');
    expect(localMinute(0)).toBe('1970-01-01T00:00');
    expect(localDate(-1)).toBe('1969-12-31');
  });

  it('is read in the forms an author writes, and no other', () => {
    expect(parseLocalMinute('2026-11-24T09:00', 'x')).toBe(Date.UTC(2026, 10, 24, 9));
    expect(parseLocalMinute('2026-11-24 09:00:00', 'x')).toBe(Date.UTC(2026, 10, 24, 9));
    expect(parseLocalDate('2028-02-29', 'x')).toBe(Date.UTC(2028, 1, 29));
    for (const text of [
      '2026-02-30T09:00',
      '2026-11-24',
      '2026-11-24T24:00',
      '2026-11-24T09:00Z',
      '9:00',
      '2026-11-24T09:00+01:00',
    ]) {
      expect(refusal(() => parseLocalMinute(text, 'posts/x.md: at'))).toContain('posts/x.md: at: not a local time');
    }
    for (const text of ['2026-02-29', '24.11.2026', 'tomorrow', '']) {
      expect(refusal(() => parseLocalDate(text, 'since'))).toContain('since: not a date');
    }
  });
});
