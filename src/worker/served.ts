import type { Account } from '../config/config.ts';
import { InputError } from '../errors.ts';
import type { KnownArticle } from '../schedule/known-article.ts';
import type { Slot } from '../schedule/slots.ts';
import type { NewDelivery } from '../store/deliveries.ts';
import type { Move } from '../store/slots.ts';
import type { SlotDelivery } from '../store/unbegun.ts';
import { type Choosing, chooseFor } from './choices.ts';
import { type Moment, momentFor, wantsApproval } from './moment.ts';
import { makeDelivery, type Start } from './order.ts';
import type { WorkerParts } from './parts.ts';

/** What a slot comes to. */
export interface Served {
  readonly deliveries: readonly NewDelivery[];
  /** What becomes of deliveries that were made for it beforehand. */
  readonly moves: readonly Move[];
  /** Accounts that had one beforehand, whatever became of it: the slot gives them no other. */
  readonly provided: number;
  /** Accounts whose manners do not let anything go, by id, with the reason. */
  readonly blocked: ReadonlyMap<string, string>;
  /** Why an account gets nothing, in words; empty where every account gets something. */
  readonly whyNone: string;
}

/**
 * The deliveries a slot makes, one for each account that has an article left, each with its complete plan. An article
 * that cannot be planned is told once and passed over, so that it does not hold up the others for ever.
 */
export async function deliveriesFor(
  parts: WorkerParts,
  choosing: Choosing,
  told: Map<string, string>,
): Promise<Served> {
  const before = await parts.store.deliveriesOfSlot(choosing.slot.key);
  const results: Result[] = [];
  for (const id of choosing.schedule.accounts) {
    const account = choosing.choices.account(id);
    if (account === undefined) continue;
    const own = before.find((each) => each.account === id && each.live === account.live);
    results.push(
      own === undefined
        ? await make(parts, choosing, account, told)
        : provided(choosing, account, own, parts.clock.nowMs()),
    );
  }
  return {
    deliveries: results.flatMap(({ delivery }) => delivery ?? []),
    moves: results.flatMap(({ move }) => move ?? []),
    provided: results.filter(({ isProvided }) => isProvided).length,
    blocked: new Map(results.flatMap(({ blocked }) => (blocked === undefined ? [] : [blocked]))),
    whyNone: results.flatMap(({ whyNone }) => whyNone ?? []).join('; '),
  };
}

/** What one account gets. */
interface Result {
  readonly delivery?: NewDelivery;
  readonly move?: Move;
  readonly isProvided?: true;
  readonly blocked?: readonly [account: string, why: string];
  readonly whyNone?: string;
}

/** The slot has come for a delivery that was made ahead of it: now it is known when it may begin. */
function provided(choosing: Choosing, account: Account, own: SlotDelivery, nowMs: number): Result {
  if (own.state !== 'held' && own.state !== 'planned') return { isProvided: true };
  const moment = momentFor(choosing, account, nowMs, own.id);
  if ('blocked' in moment) {
    const change = { state: 'missed', why: moment.blocked, untilMs: null, atMs: nowMs } as const;
    return { blocked: [account.id, moment.blocked], move: { delivery: own.id, change } };
  }
  const isHeld = own.state === 'held' && wantsApproval(choosing.schedule, account);
  const start = startOf(moment, isHeld, nowMs);
  return { isProvided: true, move: { delivery: own.id, change: { ...start, atMs: nowMs } } };
}

function make(parts: WorkerParts, choosing: Choosing, account: Account, told: Map<string, string>): Promise<Result> {
  return makeFirst(parts, choosing, { account: account.id, told }, () => {
    const nowMs = parts.clock.nowMs();
    const moment = momentFor(choosing, account, nowMs);
    return 'blocked' in moment ? moment : startOf(moment, wantsApproval(choosing.schedule, account), nowMs);
  });
}

type Made = Pick<Result, 'delivery' | 'blocked' | 'whyNone'>;

/**
 * Plans the first article that can be planned; those before it are told of and passed over.
 * @param startNow when the delivery may begin, or why it may not at all
 */
export async function makeFirst(
  parts: WorkerParts,
  choosing: Choosing,
  { account, told }: { readonly account: string; readonly told: Map<string, string> },
  startNow: () => Start | { readonly blocked: string },
): Promise<Made> {
  const barred = new Set<string>();
  for (;;) {
    const chosen = chooseFor(choosing, account, barred);
    if (chosen.article === null) return { whyNone: chosen.why };
    const start = startNow();
    if ('blocked' in start) return { blocked: [account, start.blocked] };
    try {
      return { delivery: await planFor(parts, choosing, account, chosen.article, chosen.repeat, start) };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      tellSkipped(parts, told, chosen.article.path, error.message);
      barred.add(chosen.article.id);
    }
  }
}

/** One that is held keeps the instant from which on it may go, for when it is approved. */
function startOf(moment: Exclude<Moment, { blocked: string }>, isHeld: boolean, nowMs: number): Start {
  const untilMs = moment.startMs <= nowMs ? null : moment.startMs;
  return isHeld ? { state: 'held', why: 'its slot has come', untilMs } : { state: 'planned', why: moment.why, untilMs };
}

/** @throws InputError where the article cannot be planned */
function planFor(
  parts: WorkerParts,
  { slot, schedule }: Choosing,
  account: string,
  article: KnownArticle,
  repeat: number,
  start: Start,
): Promise<NewDelivery> {
  const occasion = occasionOf(slot, repeat);
  const order = { source: article.path, articleId: article.id, account, occasion, repeat };
  return makeDelivery(parts, { ...order, schedule: schedule.id, slot, start });
}

/** The first time has no occasion, so that the store keeps an article from going twice; a repeat is tied to its slot. */
function occasionOf(slot: Slot, repeat: number): string {
  return repeat === 0 ? '' : slot.key;
}

export function tellSkipped(
  { emit }: Pick<WorkerParts, 'emit'>,
  told: Map<string, string>,
  source: string,
  why: string,
): void {
  if (told.get(source) === why) return;
  told.set(source, why);
  emit({ event: 'article-skipped', source, why });
}
