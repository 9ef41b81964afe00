import { authorOf } from '../author-id.ts';
import { tendedIn } from '../config/authors.ts';
import { type Lane, laneOf } from '../delivery/lane.ts';
import type { Look, Queue } from '../queue.ts';
import { raiseAlarms } from './alarm.ts';
import { measureDue, newReadingMemory } from './measure.ts';
import type { WorkerParts } from './parts.ts';
import { publishOn } from './publish-on.ts';
import { pulse } from './pulse.ts';
import { newSlotMemory, serveSlots } from './slots.ts';

/** The scheduled worker: woken by a heartbeat, it does what the store says is due. */
export interface Worker {
  /** Looks once at what is due; publishing and reading go on after it resolves. Never throws. */
  tick(): Promise<void>;
  /** Resolves when no delivery is under way, nor a reading. */
  idle(): Promise<void>;
}

export function createWorker(parts: WorkerParts, queue: Queue): Worker {
  const memory = newSlotMemory();
  const reading = newReadingMemory();
  const measuring = oneAtATime(async () => {
    await attempt(parts, 'reading numbers', () => measureDue(parts, reading));
  });
  const looking = new Set<string>();
  const look = async (lane: Lane) => {
    const name = laneOf(lane);
    // The lease keeps other workers off a lane, not this one.
    if (looking.has(name)) return false;
    looking.add(name);
    let isFree = false;
    await attempt(parts, `publishing on ${name}`, async () => {
      isFree = await publishOn(parts, lane);
    });
    looking.delete(name);
    // What is out may have a first reading due at once; sending comes first.
    reading.hasNews = true;
    if (looking.size === 0) measuring.start();
    return isFree;
  };
  const forgotten = oneAtATime(async () => {
    await attempt(parts, 'looking for forgotten deliveries', () => lookAtForgotten(parts, look));
  });
  const started = queue.start(look);
  const beat = pulse(parts);
  const tick = async () => {
    const hasLooked = await attempt(parts, 'looking for due slots', () => serveSlots(parts, memory));
    const hasStarted = await attempt(parts, 'looking for due deliveries', async () => {
      await started;
      if (await askForLooks(parts, queue)) forgotten.start();
    });
    if (hasLooked && hasStarted) await attempt(parts, 'noting that it is alive', beat);
    await attempt(parts, 'looking for half threads', () => raiseAlarms(parts));
    // A platform that does not answer holds up no slot.
    measuring.start();
  };
  return {
    tick,
    async idle() {
      await queue.idle();
      await forgotten.ended();
      await measuring.ended();
    },
  };
}

/** Lanes asked for at one tick: what is behind them waits in the store, not in the queue. */
const MOST_LANES = 500;

/** A lane that has waited so long may have been forgotten by the queue, or it is full. */
const FORGOTTEN_MS = 60_000;

/** Asks for a look at every lane with something due that no worker is at. Answers whether one seems forgotten. */
async function askForLooks(parts: WorkerParts, queue: Queue): Promise<boolean> {
  const nowMs = parts.clock.nowMs();
  const due = await dueLanes(parts, nowMs);
  await queue.add(due.map((lane) => ({ ...lane, waitsMs: Math.max(lane.sinceMs, lane.turnMs) })));
  return due.some(({ sinceMs }) => nowMs - sinceMs > FORGOTTEN_MS);
}

/** Those that are this worker's business, what has waited longest first. */
async function dueLanes({ store, config }: WorkerParts, nowMs: number) {
  const due = await store.dueLanes(nowMs, MOST_LANES);
  const isTended = tendedIn(config);
  return due.filter(({ account }) => isTended(authorOf(account)));
}

/** Looks at the lane that has waited longest without the queue: nothing depends on that. */
async function lookAtForgotten(parts: WorkerParts, look: Look): Promise<void> {
  const [oldest] = await dueLanes(parts, parts.clock.nowMs());
  if (oldest !== undefined) await look(oldest);
}

/** What is asked for while it is under way is done once more after it: a reading is never paid for twice. */
function oneAtATime(work: () => Promise<void>): { start(): void; ended(): Promise<void> } {
  let running: Promise<void> | null = null;
  let isAskedFor = false;
  const run = async () => {
    while (isAskedFor) {
      isAskedFor = false;
      await work();
    }
    running = null;
  };
  return {
    start() {
      isAskedFor = true;
      running ??= run();
    },
    async ended() {
      await running;
    },
  };
}

/** One failing part never stops the others, nor the heartbeat. `true` where it did its work. */
async function attempt(parts: WorkerParts, what: string, work: () => Promise<void>): Promise<boolean> {
  if (parts.stopping.aborted) return false;
  try {
    await work();
    return true;
  } catch (error) {
    // What was given up because the worker stops did not fail.
    if (parts.stopping.aborted) return false;
    parts.emit({ event: 'failed', what, why: error instanceof Error ? error.message : String(error) });
    return false;
  }
}
