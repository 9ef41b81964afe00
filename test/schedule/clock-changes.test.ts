import { describe, expect, it } from 'vitest';
import { localMinute } from '../../src/schedule/local.ts';
import { type Transition, transitions } from '../../src/schedule/offsets.ts';
import { slotsBetween } from '../../src/schedule/slots.ts';
import { timing } from './making.ts';
import { wallClock } from './wall-clock.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const FROM = Date.UTC(2024, 0, 1);
const TO = Date.UTC(2031, 0, 1);

/** What each wall clock shows in the minutes from three hours before a change to three hours after it. */
type Reading = readonly [utcMs: number, localMs: number];

interface Change {
  readonly zone: string;
  readonly transition: Transition;
  readonly readings: readonly Reading[];
}

function changesOf(zone: string): Change[] {
  const clock = wallClock(zone);
  return transitions(zone, FROM, TO).map((transition) => {
    const minutes = Array.from({ length: 6 * 60 }, (_, index) => transition.atMs + (index - 3 * 60) * MINUTE);
    return { zone, transition, readings: minutes.map((utcMs) => [utcMs, clock(utcMs)] as const) };
  });
}

/** The edges and the middle of what a change skips or repeats, and a minute either side. */
function timesOf({ transition: { atMs, beforeMs, afterMs } }: Change): string[] {
  const [startMs, endMs] = [atMs + Math.min(beforeMs, afterMs), atMs + Math.max(beforeMs, afterMs)];
  const middleMs = Math.floor((startMs + endMs) / 2 / MINUTE) * MINUTE;
  return [startMs - MINUTE, startMs, middleMs, endMs - MINUTE, endMs].map(localMinute);
}

/** By the wall clock alone: the first instant that shows the time, else the first that shows a later one. */
function firesAt(localTime: string, readings: readonly Reading[]): Reading | undefined {
  const wantedMs = Date.parse(`${localTime}Z`);
  return readings.find(([, localMs]) => localMs === wantedMs) ?? readings.find(([, localMs]) => localMs > wantedMs);
}

/** What is wrong with a daily schedule at a time in the days around a change; `null` where nothing is. */
function faultOf({ zone, transition: { atMs }, readings }: Change, localTime: string): string | null {
  const [, hour, minute] = /T(\d\d):(\d\d)/.exec(localTime) ?? [];
  const slots = slotsBetween(timing(`${minute} ${hour} * * *`, zone), atMs - 2 * DAY, atMs + 2 * DAY);
  const dates = slots.map((slot) => slot.localTime);
  const [slot, second] = slots.filter((each) => each.localTime === localTime);
  const [utcMs, localMs] = firesAt(localTime, readings) ?? [];
  if (slot === undefined || second !== undefined) return `slots at ${dates.join()}`;
  if (slot.utcMs !== utcMs) return `fires at ${slot.local}`;
  if (slot.shifted !== (localMs !== Date.parse(`${localTime}Z`))) return `shifted: ${slot.shifted}`;
  return new Set(dates).size === dates.length && dates.length >= 3 ? null : `slots at ${dates.join()}`;
}

describe('every clock change of every zone from 2024 to 2030', () => {
  it('leaves each daily slot in the gap, in the overlap and a minute either side exactly once, at its stated instant', () => {
    const faults: string[] = [];
    const looked = { gaps: 0, overlaps: 0 };
    for (const change of Intl.supportedValuesOf('timeZone').flatMap(changesOf)) {
      const { beforeMs, afterMs } = change.transition;
      for (const localTime of timesOf(change)) {
        const fault = faultOf(change, localTime);
        if (fault !== null) faults.push(`${change.zone} ${localTime}: ${fault}`);
        looked[afterMs > beforeMs ? 'gaps' : 'overlaps'] += 1;
      }
    }
    expect(faults).toEqual([]);
    expect(looked.gaps).toBeGreaterThan(3000);
    expect(looked.overlaps).toBeGreaterThan(3000);
  });
});
