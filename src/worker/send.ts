import type { Action } from '../delivery/decide.ts';
import { OPEN_STATES, type Plan } from '../delivery/delivery.ts';
import { outcomeOf, standAfter, standBefore } from '../delivery/stand.ts';
import type { Verdict } from '../delivery/verdict.ts';
import { type Hindrance, STALE } from '../platform.ts';
import type { Lease } from '../store.ts';
import { findHindrance } from './hindrance.ts';
import type { HeldLease } from './lease.ts';
import { about, changeState, isPaused, tellState, type Work } from './work.ts';

/**
 * Sends one step, unless the account is paused: looks whether the whole thread can go before its first one, makes the
 * intent durable, sends, records. `true` if there may be more to do at once.
 */
export async function send(
  work: Work,
  { step, attempt }: Extract<Action, { kind: 'send' }>,
  { lease, held }: { readonly lease: Lease; readonly held: HeldLease },
): Promise<boolean> {
  const { parts, delivery, publisher } = work;
  const { store, clock, timing } = parts;
  if (isPaused(await store.pausedAccounts(), delivery.account)) return false;
  const forbidden = parts.forbids(delivery);
  if (forbidden !== null) return hinder(work, { kind: 'give-up', mendable: true, why: forbidden });
  const sealed = await begin(work);
  if ('kind' in sealed) return hinder(work, sealed);
  // Beginning takes long where pictures are uploaded or a library is loaded first, perhaps longer than the lease.
  const renewed = delivery.attempts.length > 0 ? lease : await held.renew();
  if (renewed?.fence !== lease.fence) return renewed !== null;
  const intentMs = clock.nowMs();
  const intent = { delivery: delivery.id, step, attempt, atMs: intentMs };
  if (!(await store.recordIntent(intent, lease, sealed.plan))) return false;
  const mayLeave = () => {
    const sinceMs = clock.nowMs() - intentMs;
    return sinceMs >= 0 && sinceMs <= timing.staleMs;
  };
  const request = {
    delivery: { ...delivery, plan: sealed.plan ?? delivery.plan },
    step,
    nowMs: clock.nowMs(),
    mayLeave,
  };
  return record(work, { step, number: attempt }, mayLeave() ? await publisher.send(request) : STALE);
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

async function hinder({ parts, delivery }: Work, hindrance: Hindrance): Promise<boolean> {
  const atMs = parts.clock.nowMs();
  const stand = standBefore(hindrance, delivery, atMs, parts.timing);
  await changeState(parts, delivery, OPEN_STATES, { ...stand, atMs });
  return true;
}

/** What became of an attempt: its receipts, and where the delivery stands now. */
export async function record(
  { parts, delivery }: Work,
  { step, number }: { readonly step: number; readonly number: number },
  verdict: Verdict,
): Promise<boolean> {
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
  return true;
}
