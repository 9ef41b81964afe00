import { measureDue } from './measure.ts';
import type { WorkerParts } from './parts.ts';
import { isPaused, laneOf, publish } from './publish.ts';
import { newSlotMemory, serveSlots } from './slots.ts';

/** The scheduled worker: woken by a heartbeat, it does what the store says is due. */
export interface Worker {
  /** Looks once at what is due; publishing goes on after it resolves. Never throws. */
  tick(): Promise<void>;
  /** Resolves when no delivery is under way. */
  idle(): Promise<void>;
}

export function createWorker(parts: WorkerParts): Worker {
  const lanes = new Map<string, Promise<void>>();
  const memory = newSlotMemory();
  const measure = oneAtATime(() => attempt(parts, 'reading numbers', () => measureDue(parts)));
  const tick = async () => {
    await attempt(parts, 'looking for due slots', () => serveSlots(parts, memory));
    await attempt(parts, 'looking for due deliveries', () => startLanes(parts, lanes, measure));
    await measure();
  };
  return {
    tick,
    async idle() {
      while (lanes.size > 0) await Promise.all(lanes.values());
    },
  };
}

/** Every account with something due gets one lane; a lane under way is left alone. Accounts do not wait for each other. */
async function startLanes(
  parts: WorkerParts,
  lanes: Map<string, Promise<void>>,
  measure: () => Promise<void>,
): Promise<void> {
  const paused = await parts.store.pausedAccounts();
  const due = await parts.store.dueDeliveries(parts.clock.nowMs());
  const free = due.filter(({ account }) => !isPaused(paused, account));
  for (const [lane, deliveries] of Map.groupBy(free, laneOf)) {
    if (lanes.has(lane) || parts.stopping.aborted) continue;
    const ids = deliveries.map((delivery) => delivery.id);
    const running = attempt(parts, `publishing on ${lane}`, () => publishInOrder(parts, ids));
    // What is out may have a first reading due at once.
    lanes.set(
      lane,
      running.then(measure).finally(() => lanes.delete(lane)),
    );
  }
}

/** Strictly one after the other. A thread that has to rest half-way keeps its account: none starts before it ends. */
async function publishInOrder(parts: WorkerParts, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const isDone = await publish(parts, id);
    if (!isDone) return;
  }
}

/** Calls that come while one is running follow it, one after the other: a reading is never paid for twice. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(work);
    return last;
  };
}

/** One failing part never stops the others, nor the heartbeat. */
async function attempt(parts: WorkerParts, what: string, work: () => Promise<void>): Promise<void> {
  if (parts.stopping.aborted) return;
  try {
    await work();
  } catch (error) {
    // What was given up because the worker stops did not fail.
    if (parts.stopping.aborted) return;
    parts.emit({ event: 'failed', what, why: error instanceof Error ? error.message : String(error) });
  }
}
