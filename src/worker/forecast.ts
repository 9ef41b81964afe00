import type { Account, Schedule } from '../config/config.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { DAY_MS } from '../schedule/duration.ts';
import { type KnownArticle, oneOffSlots } from '../schedule/known-article.ts';
import { type Slot, slotsBetween } from '../schedule/slots.ts';
import type { SlotDelivery } from '../store.ts';
import { AHEAD_MS } from './ahead.ts';
import { type Choices, type Choosing, chooseFor, openChoices } from './choices.ts';
import { ForecastBudget } from './forecast-budget.ts';
import { ForecastCosts } from './forecast-costs.ts';
import { lookingAt, seeCatalogue } from './looking-at.ts';
import { momentFor, wantsApproval } from './moment.ts';
import type { WorkerParts } from './parts.ts';
import { timingOf } from './slots.ts';

/** A slot to come, with what it would publish if nothing changes until then. */
export interface ForecastSlot {
  readonly slot: Slot;
  /** Zone of its schedule. */
  readonly zone: string;
  /** The article most of its accounts would get; `null` where there is none. */
  readonly article: KnownArticle | null;
  /** Accounts it goes to, those that wait for the author's approval included. */
  readonly accounts: readonly string[];
  readonly costUsd: number;
  /** Why nothing goes, or not to all accounts, or not unless the author acts, in words; `null` where all is well. */
  readonly blocked: string | null;
  /** One for each account of its schedule. */
  readonly deliveries: readonly ForecastDelivery[];
}

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

/** Most slots foreseen: a schedule of every minute is not spelled out for a month. */
export const MOST_SLOTS = 2_000;

export type ForecastParts = Pick<WorkerParts, 'config' | 'clock' | 'library' | 'studio' | 'store'>;

/** Plays the coming days through without writing: each slot takes what the ones before it leave. */
export async function forecast(given: ForecastParts, days: number): Promise<readonly ForecastSlot[]> {
  const parts = { ...given, store: lookingAt(given.store) };
  const { config, clock, store } = parts;
  const nowMs = clock.nowMs();
  const ids = config.schedules.map(({ id }) => id);
  const catalogue = await seeCatalogue(await parts.library.scan(), store, ids, nowMs);
  const choices = await openChoices(parts, catalogue);
  const unbegun = await store.unbegun();
  const stage: Stage = {
    ...{ parts, choices, nowMs },
    ahead: Map.groupBy(unbegun, ({ slotKey }) => slotKey ?? ''),
    costs: new ForecastCosts(parts, catalogue),
    budget: await ForecastBudget.open(parts, unbegun),
  };
  const slots: ForecastSlot[] = [];
  for (const { slot, schedule } of comingSlots(stage, nowMs + days * DAY_MS)) {
    slots.push(await foresee(stage, schedule, slot));
  }
  return slots;
}

interface Stage {
  readonly parts: ForecastParts;
  readonly choices: Choices;
  readonly nowMs: number;
  /** By slot: deliveries that have been made for it already. */
  readonly ahead: ReadonlyMap<string, readonly Delivery[]>;
  readonly costs: ForecastCosts;
  readonly budget: ForecastBudget;
}

interface Coming {
  readonly slot: Slot;
  readonly schedule: Schedule;
}

function comingSlots({ parts, choices, nowMs }: Stage, toMs: number): readonly Coming[] {
  const all = parts.config.schedules.flatMap((schedule) => {
    const timing = timingOf(schedule);
    const oneOffs = oneOffSlots(timing, choices.undelivered(schedule)).filter(
      ({ utcMs }) => utcMs > nowMs && utcMs <= toMs,
    );
    const regular = slotsBetween(timing, nowMs, toMs, MOST_SLOTS);
    return [...regular, ...oneOffs].map((slot) => ({ slot, schedule }));
  });
  const unique = new Map(all.map((coming) => [coming.slot.key, coming]));
  return [...unique.values()].toSorted((a, b) => a.slot.utcMs - b.slot.utcMs).slice(0, MOST_SLOTS);
}

async function foresee(stage: Stage, schedule: Schedule, slot: Slot): Promise<ForecastSlot> {
  const deliveries: ForecastDelivery[] = [];
  let article: KnownArticle | null = null;
  const settled = await cancelledAhead(stage, schedule, slot);
  for (const id of schedule.accounts) {
    const account = stage.choices.account(id);
    if (account === undefined) continue;
    const seen = await foreseeAccount(stage, { schedule, slot, choices: stage.choices }, account, settled);
    article ??= stage.choices.catalogue.articles.find(({ path }) => path === seen.article?.source) ?? null;
    deliveries.push(seen);
  }
  const going = deliveries.filter(({ goes }) => goes);
  const blocked = deliveries.flatMap((each) => each.blocked ?? []);
  return {
    ...{ slot, zone: schedule.timezone, article, deliveries },
    accounts: going.map(({ account }) => account),
    costUsd: going.reduce((sum, { costUsd }) => sum + costUsd, 0),
    blocked: blocked.length === 0 ? null : blocked.join('; '),
  };
}

/** Only what asks for approval is made ahead of its slot, and can have been cancelled before it. */
async function cancelledAhead(
  { parts, choices, nowMs }: Stage,
  schedule: Schedule,
  slot: Slot,
): Promise<readonly SlotDelivery[]> {
  const isAsked = schedule.accounts.some((id) => wantsApproval(schedule, choices.account(id)));
  if (!isAsked || slot.utcMs > nowMs + AHEAD_MS) return [];
  return (await parts.store.deliveriesOfSlot(slot.key)).filter(({ state }) => state === 'cancelled');
}

async function foreseeAccount(
  stage: Stage,
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
  if (made !== undefined) return foreseeMade(stage, choosing, account, made);
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
  { costs }: Stage,
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
function foreseeMade(_: Stage, choosing: Choosing, account: Account, made: Delivery): ForecastDelivery {
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
