import * as fc from 'fast-check';
import cron from 'node-cron';
import { describe, expect, it } from 'vitest';
import { parseCron } from '../../src/schedule/cron.ts';
import { slotsBetween, type Timing } from '../../src/schedule/slots.ts';
import { seed } from '../seed.ts';
import { anyCron, anyInstant, anyZone, timing } from './making.ts';
import { wallClock } from './wall-clock.ts';

const MINUTE = 60_000;

/** The minutes of a stretch that node-cron's own matcher accepts. */
function matched(expression: string, zone: string, minutes: readonly number[]): Set<number> {
  const task = cron.createTask(expression, () => {}, { timezone: zone });
  const hits = minutes.filter((ms) => task.match(new Date(ms)));
  void task.destroy();
  return new Set(hits);
}

/** As `matched`, but days joined by "or" where Spool joins them so: node-cron always needs both. */
function expected({ cron: parsed, zone }: Timing, minutes: readonly number[]): Set<number> {
  if (parsed.days === 'both') return matched(parsed.text, zone, minutes);
  const [minute, hour, dayOfMonth, month, dayOfWeek] = parsed.text.split(' ');
  const byDate = matched(`${minute} ${hour} ${dayOfMonth} ${month} *`, zone, minutes);
  const byWeekday = matched(`${minute} ${hour} * ${month} ${dayOfWeek}`, zone, minutes);
  return new Set([...byDate, ...byWeekday]);
}

function minutesFrom(startMs: number, hours: number): number[] {
  const first = Math.ceil(startMs / MINUTE) * MINUTE;
  return Array.from({ length: hours * 60 }, (_, index) => first + index * MINUTE);
}

/** Takes out of node-cron's minutes those of a second pass, which Spool leaves out. */
function withoutSecondPass(hits: Set<number>, zone: string): number[] {
  const clock = wallClock(zone);
  const passed = (ms: number) => Array.from({ length: 8 }, (_, index) => ms - (index + 1) * 15 * MINUTE);
  return [...hits].filter((ms) => !passed(ms).some((earlier) => clock(earlier) === clock(ms)));
}

function check(schedule: Timing, startMs: number, hours: number): void {
  const minutes = minutesFrom(startMs, hours);
  const [firstMs = 0, lastMs = 0] = [minutes[0], minutes.at(-1)];
  const ours = slotsBetween(schedule, firstMs - 1, lastMs).filter((slot) => !slot.shifted);
  const theirs = withoutSecondPass(expected(schedule, minutes), schedule.zone);
  expect(ours.map((slot) => slot.utcMs)).toEqual(theirs.sort((a, b) => a - b));
}

describe('the slots of a schedule', () => {
  it('are the minutes that the matcher of node-cron accepts', () => {
    fc.assert(
      fc.property(anyCron, anyZone, anyInstant, (text, zone, ms) => check(timing(text, zone), ms, 24)),
      { seed, numRuns: 60 },
    );
  });

  it('are so around clock changes, but for the first instant after a gap and the second pass of an overlap', () => {
    const changes = [
      ['Europe/London', Date.UTC(2027, 2, 28, 1)],
      ['Europe/London', Date.UTC(2026, 9, 25, 1)],
      ['America/New_York', Date.UTC(2026, 10, 1, 6)],
      ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 15)],
      ['America/Santiago', Date.UTC(2026, 3, 5, 3)],
      ['Antarctica/Troll', Date.UTC(2026, 9, 25, 1)],
    ] as const;
    fc.assert(
      fc.property(anyCron, fc.constantFrom(...changes), (text, [zone, ms]) =>
        check(timing(text, zone), ms - 360 * MINUTE, 12),
      ),
      { seed, numRuns: 100 },
    );
  });

  it('are the same in all the ways of writing that both know', () => {
    for (const text of [
      '@hourly',
      '@daily',
      '@weekly',
      '@monthly',
      '@yearly',
      '0 9 * jan-mar mon-fri',
      '0 9 * * 5-7',
      '*/7 * * * *',
    ]) {
      const ours = parseCron(text, 'test');
      const theirs = cron.parse(text);
      expect([ours.minutes, ours.hours, ours.daysOfMonth, ours.months]).toEqual([
        theirs.minute,
        theirs.hour,
        theirs.dayOfMonth,
        theirs.month,
      ]);
      expect(ours.weekdays).toEqual([...theirs.dayOfWeek].sort());
    }
  });
});
