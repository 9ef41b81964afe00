import type { Delivery } from '../delivery/delivery.ts';
import { durationInWords } from '../schedule/duration.ts';
import { slotOfDelivery } from './moment.ts';
import type { WorkerParts } from './parts.ts';
import { tellState } from './work.ts';

/**
 * A thread of a slot that has not begun by the time its schedule lets a slot be late is stale, whatever held it up: it is
 * missed, and its article is free for the next slot. The others come back.
 */
export async function dropLate(parts: WorkerParts, due: readonly Delivery[]): Promise<readonly Delivery[]> {
  const kept: Delivery[] = [];
  for (const delivery of due) if (!(await drop(parts, delivery))) kept.push(delivery);
  return kept;
}

async function drop(parts: WorkerParts, delivery: Delivery): Promise<boolean> {
  const { id, slotKey, state, attempts, why } = delivery;
  if (slotKey === null || attempts.length > 0 || (state !== 'planned' && state !== 'waiting')) return false;
  const schedule = parts.config.schedules.find((each) => each.id === delivery.schedule);
  const { slot, lastMs } = slotOfDelivery(slotKey, schedule);
  const nowMs = parts.clock.nowMs();
  if (nowMs <= lastMs) return false;
  const late = `it could not begin within ${durationInWords(lastMs - slot.utcMs)} of its slot${why === null ? '' : ` (${why})`}`;
  const change = { state: 'missed', why: late, untilMs: null, atMs: nowMs } as const;
  if (await parts.store.moveUnbegun({ delivery: id, change })) tellState(parts.emit, delivery, 'missed', late);
  return true;
}
