import type { Schedule } from '../config/config.ts';
import { comingSegments, describeMoved, isStale, movedSlots, slotsUnder } from '../schedule/moved.ts';
import type { RememberedZone } from '../store/watch.ts';
import type { WorkerParts } from './parts.ts';
import { timingOf } from './slots.ts';

/**
 * Time zone data is updated when a country moves its clocks. Tells, once, which coming slots that moves, and writes down
 * the clock changes as they are known now.
 */
export async function watchClocks(
  { store, config, emit, zoneData }: Pick<WorkerParts, 'store' | 'config' | 'emit' | 'zoneData'>,
  nowMs: number,
): Promise<void> {
  const remembered = new Map((await store.rememberedZones()).map((zone) => [zone.zone, zone]));
  const moved = config.schedules.flatMap((schedule) =>
    movesOf(schedule, remembered.get(schedule.timezone), zoneData, nowMs),
  );
  if (moved.length > 0) {
    const summary = moved.map(({ words }) => words).join('; ');
    emit({ event: 'slots-moved', summary, keys: moved.flatMap(({ keys }) => keys) });
  }
  const zones = [...new Set(config.schedules.map(({ timezone }) => timezone))];
  const news = zones.filter((zone) => {
    const known = remembered.get(zone);
    return known?.version !== zoneData || isStale(known.segments, nowMs);
  });
  if (news.length === 0) return;
  await store.rememberZones(news.map((zone) => ({ zone, version: zoneData, segments: comingSegments(zone, nowMs) })));
}

interface Moves {
  readonly words: string;
  readonly keys: readonly string[];
}

/** Keys told of one schedule. */
const MOST_KEYS = 10;

function movesOf(schedule: Schedule, known: RememberedZone | undefined, zoneData: string, nowMs: number): Moves[] {
  if (known === undefined || known.version === zoneData) return [];
  const moved = movedSlots(slotsUnder(known.segments, timingOf(schedule), nowMs), 'the store');
  const [first] = moved;
  if (first === undefined) return [];
  const more = moved.length === 1 ? '' : `, and ${moved.length - 1} more of the coming year move too`;
  const words = `${describeMoved(first, known.version, zoneData)}${more}`;
  return [{ words, keys: moved.slice(0, MOST_KEYS).map(({ key }) => key) }];
}
