import { authorOf } from '../author-id.ts';
import { servedIn } from '../config/authors.ts';
import { laneOf } from '../delivery/lane.ts';
import { InputError } from '../errors.ts';
import type { Measurable } from '../report/measurable.ts';
import { utcDayMs } from '../report/moments.ts';
import { type Call, planReadings, type ReadingPlan } from '../report/plan-readings.ts';
import type { WorkerParts } from './parts.ts';
import { type ReadingOutcome, readNumbers } from './read-numbers.ts';
import { type Rest, restAfter } from './rest.ts';
import { withLease } from './with-lease.ts';

/** What a worker keeps in mind between two looks at what is to be read. */
export interface ReadingMemory {
  /** Something may be due before `dueMs`: a post has just appeared. */
  hasNews: boolean;
  /** When the next reading falls due, as far as this process knows. */
  dueMs: number;
  /** When it last looked at all there is, and when it last looked at anything. */
  lookedMs: number;
  newsMs: number;
  /** Accounts that are left alone for a while, by lane. */
  readonly resting: Map<string, Rest>;
}

export function newReadingMemory(): ReadingMemory {
  return { hasNews: true, dueMs: 0, lookedMs: 0, newsMs: 0, resting: new Map() };
}

/** How long a delivery that another process has published may go unnoticed. */
const LOOK_MS = 60_000;

/**
 * Takes every reading that is due, a call for each account. Looks at the store only when something may be, and where a
 * post has just appeared at what has changed only: a newsroom has tens of thousands of threads that are still read.
 */
export async function measureDue(parts: WorkerParts, memory: ReadingMemory): Promise<void> {
  const nowMs = parts.clock.nowMs();
  const sinceMs = nowMs - memory.lookedMs;
  const isWhole = nowMs >= memory.dueMs || sinceMs < 0 || sinceMs >= LOOK_MS;
  if (!isWhole && !memory.hasNews) return;
  const { newsMs } = memory;
  memory.hasNews = false;
  memory.newsMs = nowMs;
  if (isWhole) memory.lookedMs = nowMs;
  const lastAgeMs = Math.max(...parts.config.readingAgesMs);
  const deliveries = isWhole
    ? await parts.store.measurable(lastAgeMs, utcDayMs(nowMs))
    : await parts.store.measurableSince(lastAgeMs, newsMs);
  const { calls, nextMs } = await planFor(parts, deliveries);
  const dueMs = [isWhole ? Number.POSITIVE_INFINITY : memory.dueMs, nextMs ?? Number.POSITIVE_INFINITY];
  for (const call of calls) {
    if (parts.stopping.aborted) return;
    dueMs.push(await takeCall(parts, memory, call));
  }
  memory.dueMs = Math.min(...dueMs);
}

async function planFor(parts: WorkerParts, deliveries: readonly Measurable[]): Promise<ReadingPlan> {
  const { clock, config } = parts;
  const isServed = servedIn(config);
  const served = deliveries.filter(({ account }) => isServed(authorOf(account)));
  const charged = await chargedLanes(parts, served);
  const rules = { agesMs: config.readingAgesMs, isCharged: (each: Measurable) => charged.has(laneOf(each)) };
  return planReadings(served, rules, clock.nowMs());
}

async function chargedLanes(parts: WorkerParts, deliveries: readonly Measurable[]): Promise<ReadonlySet<string>> {
  const charged = new Set<string>();
  for (const [lane, [delivery]] of Map.groupBy(deliveries, laneOf)) {
    if (delivery?.live && (await isCharged(parts, delivery))) charged.add(lane);
  }
  return charged;
}

async function isCharged(parts: WorkerParts, delivery: Measurable): Promise<boolean> {
  try {
    const { readMicroUsd = 0 } = await parts.publisherFor(delivery);
    return readMicroUsd > 0;
  } catch (error) {
    // An account that cannot be used now: the reading that falls due says so.
    if (error instanceof InputError) return false;
    throw error;
  }
}

/**
 * Answers when to look at this account again. Under a lease of its own: another worker that is reading leaves nothing
 * to read, and publishing does not wait for it.
 */
async function takeCall(parts: WorkerParts, memory: ReadingMemory, call: Call): Promise<number> {
  const lane = laneOf(call);
  const rest = memory.resting.get(lane) ?? null;
  if (rest !== null && rest.untilMs > parts.clock.nowMs()) return rest.untilMs;
  const nextMs = await withLease(parts, `numbers of ${lane}`, async () => {
    // Another worker may have read between the plan and the lease.
    const now = await Promise.all(call.readings.map(({ delivery }) => parts.store.measurableDelivery(delivery.id)));
    const [fresh] = (
      await planFor(
        parts,
        now.filter((each) => each !== null),
      )
    ).calls;
    if (fresh === undefined) return parts.clock.nowMs();
    const { isAnyRead, hindrance } = await readNumbers(parts, fresh).catch(failedWith);
    const next = restAfter(parts, call.account, hindrance, rest);
    if (next === null) memory.resting.delete(lane);
    else memory.resting.set(lane, next);
    if (!isAnyRead) return next?.untilMs ?? Number.POSITIVE_INFINITY;
    const { calls, nextMs } = await planAgain(parts, call);
    return calls.length > 0 ? parts.clock.nowMs() : nextMs;
  });
  return nextMs ?? Number.POSITIVE_INFINITY;
}

async function planAgain(parts: WorkerParts, { readings }: Call): Promise<ReadingPlan> {
  const now = await Promise.all(readings.map(({ delivery }) => parts.store.measurableDelivery(delivery.id)));
  return planFor(
    parts,
    now.filter((each) => each !== null),
  );
}

/** One account that fails never stops the others. What only the author can mend is tried seldom. */
function failedWith(error: unknown): ReadingOutcome {
  const why = error instanceof Error ? error.message : String(error);
  const isTheirs = error instanceof InputError;
  return {
    isAnyRead: false,
    hindrance: isTheirs ? { kind: 'give-up', why, mendable: true } : { kind: 'not-sent', why },
  };
}
