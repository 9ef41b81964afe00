import type { Action } from '../delivery/decide.ts';
import { type Attempt, type Delivery, OPEN_STATES, type Plan, type Receipt } from '../delivery/delivery.ts';
import { outcomeOf, standAfter, standBefore } from '../delivery/stand.ts';
import type { Verdict } from '../delivery/verdict.ts';
import { type Hindrance, STALE } from '../publisher.ts';
import type { Intent } from '../store/deliveries.ts';
import type { Lease } from '../store/lanes.ts';
import { findHindrance } from './hindrance.ts';
import type { HeldLease } from './lease.ts';
import { type After, about, changeState, isPaused, tellState, type Work } from './work.ts';

/**
 * Sends one step, unless the account is paused: looks whether the whole thread can go before its first one, makes the
 * intent durable, sends, records.
 */
export async function send(
  work: Work,
  { step, attempt }: Extract<Action, { kind: 'send' }>,
  { lease, held }: { readonly lease: Lease; readonly held: HeldLease },
): Promise<After> {
  const { parts, publisher } = work;
  const { store, clock, timing } = parts;
  const isBegun = work.delivery.attempts.length > 0;
  // That of a thread under way is kept by its intent.
  if (!isBegun && isPaused(await store.pausedAccounts(), work.delivery.account)) return 'rests';
  const forbidden = parts.forbids(work.delivery);
  if (forbidden !== null) return hinder(work, { kind: 'give-up', mendable: true, why: forbidden });
  const sealed = await begin(work);
  if ('kind' in sealed) return hinder(work, sealed);
  // Beginning takes long where pictures are uploaded or a library is loaded first, perhaps longer than the lease.
  const renewed = isBegun ? lease : await held.renew();
  if (renewed?.fence !== lease.fence) return renewed === null ? 'rests' : 'changed';
  const intentMs = clock.nowMs();
  const intent = { delivery: work.delivery.id, step, attempt, atMs: intentMs };
  if (!(await store.recordIntent(intent, lease, sealed.plan))) return 'rests';
  const mayLeave = () => {
    const sinceMs = clock.nowMs() - intentMs;
    return sinceMs >= 0 && sinceMs <= timing.staleMs;
  };
  const delivery = { ...work.delivery, plan: sealed.plan ?? work.delivery.plan };
  const request = { delivery, step, nowMs: clock.nowMs(), mayLeave };
  const verdict = mayLeave() ? await publisher.send(request) : STALE;
  await record(work, { step, number: attempt }, verdict);
  return verdict.kind === 'sent' ? sent(delivery, intent, verdict.receipts) : 'changed';
}

/** As the store has it now, unless the author meddled, which the next intent would notice. */
function sent(delivery: Delivery, { step, attempt, atMs }: Intent, receipts: readonly Receipt[]): Delivery {
  const made: Attempt = { step, number: attempt, intentMs: atMs, outcome: 'sent', why: null, absentMs: [] };
  return {
    ...{ ...delivery, state: 'publishing', why: null, untilMs: null },
    receipts: [...delivery.receipts, ...receipts],
    attempts: [...delivery.attempts, made],
  };
}

/** Before the first post only: a thread that has begun is finished. */
async function begin({ parts, delivery, publisher }: Work): Promise<{ readonly plan?: Plan } | Hindrance> {
  if (delivery.attempts.length > 0) return {};
  const hindrance = await findHindrance(parts, delivery, publisher);
  if (hindrance !== null) return hindrance;
  const sealed = await publisher.seal?.(delivery, parts.clock.nowMs());
  if (sealed === undefined) return {};
  return 'kind' in sealed ? sealed : { plan: sealed };
}

async function hinder({ parts, delivery }: Work, hindrance: Hindrance): Promise<After> {
  const atMs = parts.clock.nowMs();
  const stand = standBefore(hindrance, delivery, atMs, parts.timing);
  await changeState(parts, delivery, OPEN_STATES, { ...stand, atMs });
  return 'changed';
}

/** What became of an attempt: its receipts, and where the delivery stands now. */
export async function record(
  { parts, delivery }: Work,
  { step, number }: { readonly step: number; readonly number: number },
  verdict: Verdict,
): Promise<void> {
  const atMs = parts.clock.nowMs();
  const change = { ...standAfter(verdict, delivery, step, atMs, parts.timing), atMs };
  const receipts = verdict.kind === 'sent' ? verdict.receipts : [];
  await parts.store.recordOutcome(
    { delivery: delivery.id, step, attempt: number, outcome: outcomeOf(verdict), receipts },
    change,
  );
  const of = delivery.plan.posts.length;
  for (const { index, url } of receipts)
    parts.emit({ event: 'post-sent', post: index + 1, of, url, ...about(delivery) });
  if (verdict.kind !== 'sent') tellState(parts.emit, delivery, change.state, change.why);
}
