import type { Account } from '../config/config.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { KnownArticle } from '../schedule/known-article.ts';
import type { SlotDelivery } from '../store/unbegun.ts';
import { type Choices, type Choosing, chooseFor } from './choices.ts';
import type { ForecastBudget } from './forecast-budget.ts';
import type { ForecastCosts } from './forecast-costs.ts';
import { momentFor, wantsApproval } from './moment.ts';

export interface ForecastDelivery {
  readonly account: string;
  readonly live: boolean;
  /** What it gets; `null` for nothing. */
  readonly article: { readonly title: string; readonly source: string } | null;
  /** Whether it goes, if the author approves where that is asked for. */
  readonly goes: boolean;
  /** When it begins: its slot, or later where the account's manners say so. */
  readonly startMs: number;
  readonly costUsd: number;
  /** Why it does not go. */
  readonly blocked: string | null;
  /** What else there is to know: why it goes later, or that it asks for approval. */
  readonly note: string | null;
}

/** What one slot after the other is foreseen from; each takes what the ones before it leave. */
export interface Foreseeing {
  readonly choices: Choices;
  /** By slot: deliveries that have been made for it already. */
  readonly ahead: ReadonlyMap<string, readonly Delivery[]>;
  readonly costs: ForecastCosts;
  readonly budget: ForecastBudget;
}

/** What a slot gives to one account. `settled`: what was made for it and cancelled since. */
export async function foreseeAccount(
  stage: Foreseeing,
  choosing: Choosing,
  account: Account,
  settled: readonly SlotDelivery[],
): Promise<ForecastDelivery> {
  const { slot } = choosing;
  const isOwn = (each: SlotDelivery) => each.account === account.id && each.live === account.live;
  const nothing = {
    account: account.id,
    live: account.live,
    article: null,
    goes: false,
    startMs: slot.utcMs,
    costUsd: 0,
  };
  if (settled.some(isOwn)) return { ...nothing, blocked: `you cancelled what was to go to ${account.id}`, note: null };
  const made = stage.ahead.get(slot.key)?.find(isOwn);
  if (made !== undefined) return foreseeMade(choosing, account, made);
  const chosen = await choose(stage, choosing, account);
  if (chosen.article === null) return { ...nothing, blocked: chosen.why, note: null };
  const { article, costUsd } = chosen;
  const named = { ...nothing, article: { title: article.title, source: article.path }, costUsd };
  const moment = momentFor(choosing, account, slot.utcMs);
  if ('blocked' in moment) return { ...named, costUsd: 0, blocked: `${account.id}: ${moment.blocked}`, note: null };
  stage.choices.assume(article.id, account.id, moment.startMs);
  const tooMuch = stage.budget.spend(moment.startMs, account.live ? costUsd : 0, article.title);
  if (tooMuch !== null) return { ...named, blocked: `${account.id}: ${tooMuch}`, note: null };
  const asks = wantsApproval(choosing.schedule, account) ? 'asks for your approval a day before' : null;
  return { ...named, goes: true, startMs: moment.startMs, blocked: null, note: asks ?? moment.why };
}

/** The article an account gets, passing over those that cannot be published, as the worker would. */
async function choose(
  { costs }: Foreseeing,
  choosing: Choosing,
  account: Account,
): Promise<
  { readonly article: KnownArticle; readonly costUsd: number } | { readonly article: null; readonly why: string }
> {
  const barred = new Set<string>();
  for (;;) {
    const chosen = chooseFor(choosing, account.id, barred);
    if (chosen.article === null) return chosen;
    const costUsd = await costs.of(chosen.article, account, chosen.repeat);
    if (costUsd !== null) return { article: chosen.article, costUsd };
    barred.add(chosen.article.id);
  }
}

/** Already counted by the history, by the threads of its account, and by the budget. */
function foreseeMade(choosing: Choosing, account: Account, made: Delivery): ForecastDelivery {
  const moment = momentFor(choosing, account, choosing.slot.utcMs, made.id);
  const common = {
    ...{ account: account.id, live: account.live, costUsd: account.live ? made.plan.costUsd : 0 },
    article: { title: made.article.title, source: made.article.source },
  };
  if ('blocked' in moment) {
    const { blocked } = moment;
    return {
      ...common,
      costUsd: 0,
      goes: false,
      startMs: choosing.slot.utcMs,
      blocked: `${account.id}: ${blocked}`,
      note: null,
    };
  }
  const isHeld = made.state === 'held';
  const blocked = isHeld ? `${account.id} waits for your approval ("spool approve ${made.id}")` : null;
  return { ...common, goes: true, startMs: moment.startMs, blocked, note: isHeld ? moment.why : 'approved' };
}
