import type { Delivery } from '../delivery/delivery.ts';
import type { Hindrance, Publisher, Question } from '../publisher.ts';
import { affordable, unpaidPosts } from '../report/afford.ts';
import type { Call, DueReading } from '../report/plan-readings.ts';
import type { Snapshot } from '../report/snapshot.ts';
import type { WorkerParts } from './parts.ts';
import { budgetLeft, tellTooDear } from './read-budget.ts';
import { about } from './work.ts';

/** A reading with what it is to be taken of. */
interface Wanted extends DueReading {
  /** With the receipts of posts that are still there. */
  readonly published: Delivery;
  readonly microUsd: number;
}

export interface ReadingOutcome {
  readonly isAnyRead: boolean;
  readonly hindrance: Hindrance | null;
}

/** One call, as far as the month's budget allows; what could not be read stays due. */
export async function readNumbers(parts: WorkerParts, call: Call): Promise<ReadingOutcome> {
  const nowMs = parts.clock.nowMs();
  const publisher = await parts.publisherFor(call);
  const wanted = await wantedOf(parts, call, publisher, nowMs);
  const { taken, tooDear, leftMicroUsd } = affordable(wanted, await budgetLeft(parts, publisher, nowMs));
  const outcome = await take(parts, call.account, publisher, taken, { nowMs, mostMicroUsd: leftMicroUsd });
  if (tooDear[0] !== undefined) await tellTooDear(parts, call.account, tooDear[0].microUsd, nowMs);
  return outcome;
}

async function take(
  parts: WorkerParts,
  account: string,
  publisher: Publisher,
  taken: readonly Wanted[],
  limits: Omit<Question, 'deliveries'>,
): Promise<ReadingOutcome> {
  if (taken.length === 0) return { isAnyRead: false, hindrance: null };
  const deliveries = taken.map(({ published }) => published);
  const { read, hindrance, notes } = await publisher.measure({ ...limits, deliveries });
  for (const each of taken) {
    const snapshots = read.get(each.published.id);
    if (snapshots === undefined) continue;
    await parts.store.addSnapshots(each.published.id, each.servedMs, snapshots);
    tell(parts, each, snapshots, limits.nowMs);
  }
  for (const note of notes) await tellOnce(parts, account, note);
  return { isAnyRead: read.size > 0, hindrance };
}

async function wantedOf(
  { store }: WorkerParts,
  { readings }: Call,
  { readMicroUsd = 0 }: Publisher,
  nowMs: number,
): Promise<readonly Wanted[]> {
  const wanted: Wanted[] = [];
  for (const reading of readings) {
    const { id, readMs } = reading.delivery;
    const [delivery, gone] = [await store.delivery(id), await store.gonePosts(id)];
    if (delivery === null) continue;
    const receipts = delivery.receipts.filter(({ index }) => !gone.has(index) && !delivery.removed.includes(index));
    const microUsd = unpaidPosts(receipts, readMs, nowMs) * readMicroUsd;
    wanted.push({ ...reading, published: { ...delivery, receipts }, microUsd });
  }
  return wanted;
}

function tell(
  { emit }: WorkerParts,
  { delivery: { firstMs }, published }: Wanted,
  snapshots: readonly Snapshot[],
  nowMs: number,
): void {
  const numbers = snapshots.flatMap(({ impressions }) => impressions ?? []);
  const impressions = numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0);
  for (const { index, gone } of snapshots) if (gone) emit({ event: 'post-gone', post: index + 1, ...about(published) });
  emit({ event: 'measured', ageMs: Math.max(0, nowMs - firstMs), impressions, ...about(published) });
}

/** Once for each account, whichever process it is that finds out. */
async function tellOnce({ store, emit }: WorkerParts, account: string, note: string): Promise<void> {
  const key = `note: ${note}`;
  if ((await store.recall(account, key)) !== null) return;
  await store.remember(account, key, 'told');
  emit({ event: 'note', account, note });
}
