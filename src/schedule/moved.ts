/** What a new tzdata does to slots whose instants were written down under an older one. */
import { DAY_MS, MINUTE_MS } from './duration.ts';
import { localIso } from './local.ts';
import { resolveIn, type Segment, segmentsBetween, toLocal } from './offsets.ts';
import { matchingDays, slotFromKey, slotOf, type Timing } from './slots.ts';

/** A slot as it was written down. */
export interface StoredSlot {
  readonly key: string;
  readonly utcMs: number;
}

export interface MovedSlot {
  readonly key: string;
  readonly zone: string;
  /** The instant that was written down, and the one its key stands for now. */
  readonly wasMs: number;
  readonly nowMs: number;
}

/** How far ahead a zone's clock changes are written down, and slots compared. */
const WRITTEN_MS = 2 * 366 * DAY_MS;
const COMPARED_MS = 366 * DAY_MS;

/** A zone's clock changes to come, to be written down. */
export function comingSegments(zone: string, nowMs: number): readonly Segment[] {
  return segmentsBetween(zone, nowMs - DAY_MS, nowMs + WRITTEN_MS);
}

/** Whether what was written down no longer reaches far enough. */
export function isStale(segments: readonly Segment[], nowMs: number): boolean {
  return (segments.at(-1)?.untilMs ?? 0) < nowMs + COMPARED_MS + DAY_MS;
}

/** The first and the last slot of every day of the coming year, as they were under what was written down. */
export function slotsUnder(segments: readonly Segment[], timing: Timing, nowMs: number): readonly StoredSlot[] {
  const { cron, zone } = timing;
  const endMs = Math.min(nowMs + COMPARED_MS, (segments.at(-1)?.untilMs ?? 0) - DAY_MS);
  const minutes = new Set([cron.minutesOfDay[0] ?? 0, cron.minutesOfDay.at(-1) ?? 0]);
  const slots: StoredSlot[] = [];
  for (const dayMs of matchingDays(cron, toLocal(zone, nowMs))) {
    if (dayMs > endMs) break;
    for (const minute of minutes) {
      const localMs = dayMs + minute * MINUTE_MS;
      const { kind, utcMs } = resolveIn(segments, localMs);
      if (utcMs > nowMs) slots.push({ key: slotOf(timing, { localMs, utcMs, shifted: kind === 'gap' }).key, utcMs });
    }
  }
  return slots;
}

/** The slots whose keys stand for another instant now. Slots that have started keep theirs: leave them out. */
export function movedSlots(stored: readonly StoredSlot[], where: string): readonly MovedSlot[] {
  return stored.flatMap(({ key, utcMs }) => {
    const slot = slotFromKey(key, where);
    const zone = key.slice(key.lastIndexOf('[') + 1, -1);
    return slot.utcMs === utcMs ? [] : [{ key, zone, wasMs: utcMs, nowMs: slot.utcMs }];
  });
}

/** One line without a final stop. `before` and `after`: versions of tzdata, `process.versions.tz`, `2026c`. */
export function describeMoved({ key, zone, wasMs, nowMs }: MovedSlot, before: string, after: string): string {
  const [was, now] = [wasMs, nowMs].map((ms) => `${new Date(ms).toISOString().slice(0, 16)}Z`);
  const shown = localIso(zone, nowMs).slice(0, 16).replace('T', ' ');
  return `${key} moves from ${was} to ${now}, which is ${shown} in ${zone}: time zone data ${before} became ${after}`;
}
