/** What a new tzdata does to slots whose instants were written down under an older one. */
import { localIso } from './local.ts';
import { slotFromKey } from './slots.ts';

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
