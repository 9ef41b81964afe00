import { type Action, decide } from '../delivery/decide.ts';
import { type Attempt, type Delivery, OPEN_STATES, type State } from '../delivery/delivery.ts';
import { outcomeOf, standAfter, standBefore } from '../delivery/stand.ts';
import type { Verdict } from '../delivery/verdict.ts';
import { type Publisher, STALE } from '../platform.ts';
import type { Change, Lease } from '../store.ts';
import type { Emit } from './events.ts';
import { findHindrance } from './hindrance.ts';
import { holdLease } from './lease.ts';
import type { PublishingParts } from './parts.ts';

/**
 * Takes one delivery as far as it goes now: to its end, or to a moment at which it has to rest. The account's lease is
 * held and renewed meanwhile; where another worker holds it, nothing happens. Answers whether the account is free for
 * the next delivery.
 */
export async function publish(parts: PublishingParts, id: string): Promise<boolean> {
  const delivery = await parts.store.delivery(id);
  if (delivery === null) return true;
  const held = await holdLease(parts, laneOf(delivery));
  if (held === null) return false;
  try {
    while (!parts.stopping.aborted && (await advance(parts, id, held.lease)));
  } finally {
    await held.release();
  }
  const after = await parts.store.delivery(id);
  return after === null || !OPEN_STATES.some((state) => state === after.state);
}

/** One account in one mode is one lane: its deliveries go out one after the other. */
export function laneOf({ account, live }: Pick<Delivery, 'account' | 'live'>): string {
  return `${account}/${live ? 'live' : 'rehearsal'}`;
}

/** One action; `true` if there may be another at once. */
async function advance(parts: PublishingParts, id: string, lease: Lease): Promise<boolean> {
  const delivery = await parts.store.delivery(id);
  if (delivery === null) return false;
  const publisher = parts.publisherFor(delivery);
  const action = decide(delivery, parts.clock.nowMs(), publisher.settling, parts.timing);
  switch (action.kind) {
    case 'send':
      if (isPaused(await parts.store.pausedAccounts(), delivery.account)) return false;
      if (await isHindered({ parts, delivery, publisher })) return true;
      return send({ parts, delivery, publisher }, action, lease);
    case 'look':
      return look({ parts, delivery, publisher }, action.attempt);
    case 'absent':
      return settle({ parts, delivery, publisher }, action.attempt);
    case 'finish':
      return end(parts, delivery, 'published', null);
    case 'ask-author':
      return end(parts, delivery, 'needs-author', action.why);
    case 'rest':
      return rest(parts, delivery, action.untilMs);
    case 'nothing':
      return false;
  }
}

/** What every step of publishing works on. */
interface Work {
  readonly parts: PublishingParts;
  readonly delivery: Delivery;
  readonly publisher: Publisher;
}

/** Looked at before the first post only: a thread that has begun is finished. */
async function isHindered({ parts, delivery, publisher }: Work): Promise<boolean> {
  if (delivery.attempts.length > 0) return false;
  const hindrance = await findHindrance(parts, delivery, publisher);
  if (hindrance === null) return false;
  const atMs = parts.clock.nowMs();
  const change = { ...standBefore(hindrance, delivery, atMs, parts.timing), atMs };
  await parts.store.changeState(delivery.id, OPEN_STATES, change);
  tellState(parts.emit, delivery, change.state, change.why);
  return true;
}

export function isPaused(paused: ReadonlySet<string>, account: string): boolean {
  return paused.has('*') || paused.has(account);
}

async function send(work: Work, { step, attempt }: Extract<Action, { kind: 'send' }>, lease: Lease): Promise<boolean> {
  const { parts, delivery, publisher } = work;
  const { store, clock, timing } = parts;
  const intentMs = clock.nowMs();
  const isDurable = await store.recordIntent({ delivery: delivery.id, step, attempt, atMs: intentMs }, lease);
  if (!isDurable) return false;
  const mayLeave = () => {
    const sinceMs = clock.nowMs() - intentMs;
    return sinceMs >= 0 && sinceMs <= timing.staleMs;
  };
  const verdict = mayLeave() ? await publisher.send({ delivery, step, nowMs: clock.nowMs(), mayLeave }) : STALE;
  return record(work, { step, number: attempt }, verdict);
}

async function look(work: Work, attempt: Attempt): Promise<boolean> {
  const { parts, delivery, publisher } = work;
  const nowMs = parts.clock.nowMs();
  const sighting = await publisher.look({ delivery, step: attempt.step, nowMs });
  if (sighting.kind === 'found') return record(work, attempt, { kind: 'sent', receipts: sighting.receipts });
  const atMs = parts.clock.nowMs();
  const isUnread = sighting.kind === 'unreadable';
  const why = `looking whether post ${attempt.step + 1} went out${isUnread ? ` (${sighting.why})` : ''}`;
  const change: Change = { state: 'uncertain', why, untilMs: isUnread ? atMs + parts.timing.rereadMs : null, atMs };
  if (isUnread) await parts.store.changeState(delivery.id, OPEN_STATES, change);
  else await parts.store.recordAbsence(delivery.id, attempt.step, attempt.number, nowMs, change);
  if (delivery.state !== 'uncertain') tellState(parts.emit, delivery, 'uncertain', why);
  return true;
}

/** It never arrived: the step is free to be sent again. */
async function settle({ parts, delivery }: Work, { step, number }: Attempt): Promise<boolean> {
  const change: Change = { state: 'publishing', why: null, untilMs: null, atMs: parts.clock.nowMs() };
  await parts.store.recordOutcome(
    { delivery: delivery.id, step, attempt: number, outcome: 'absent', receipts: [] },
    change,
  );
  return true;
}

async function record(
  work: Work,
  { step, number }: Pick<Attempt, 'step' | 'number'>,
  verdict: Verdict,
): Promise<boolean> {
  const { parts, delivery } = work;
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

async function end(parts: PublishingParts, delivery: Delivery, state: State, why: string | null): Promise<boolean> {
  const change: Change = { state, why, untilMs: null, atMs: parts.clock.nowMs() };
  if (await parts.store.changeState(delivery.id, OPEN_STATES, change)) tellState(parts.emit, delivery, state, why);
  return false;
}

/** Notes until when, so that the store answers which deliveries are due. */
async function rest(parts: PublishingParts, delivery: Delivery, untilMs: number): Promise<boolean> {
  const { why } = delivery;
  const state: State = delivery.state === 'uncertain' ? 'uncertain' : 'waiting';
  if (delivery.untilMs !== untilMs) {
    await parts.store.changeState(delivery.id, OPEN_STATES, { state, why, untilMs, atMs: parts.clock.nowMs() });
  }
  return false;
}

export function about(delivery: Delivery) {
  const { id, account, article, live } = delivery;
  return { delivery: id, account, title: article.title, live };
}

export function tellState(emit: Emit, delivery: Delivery, state: State, why: string | null): void {
  emit({ event: 'state-changed', state, why, posts: delivery.plan.posts.length, ...about(delivery) });
}
