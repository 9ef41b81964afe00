import type { Schedule } from '../config/config.ts';
import { DAY_MS } from '../schedule/duration.ts';
import { type KnownArticle, oneOffSlots } from '../schedule/known-article.ts';
import { type Slot, slotsBetween } from '../schedule/slots.ts';
import type { SlotDelivery } from '../store/unbegun.ts';
import { AHEAD_MS } from './ahead.ts';
import type { Catalogue } from './catalogue.ts';
import { openChoices } from './choices.ts';
import { type ForecastDelivery, type Foreseeing, foreseeAccount } from './forecast-account.ts';
import { ForecastBudget } from './forecast-budget.ts';
import { ForecastCosts } from './forecast-costs.ts';
import { lookingAt, seeCatalogue } from './looking-at.ts';
import { wantsApproval } from './moment.ts';
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

/** Most slots foreseen: a schedule of every minute is not spelled out for a month. */
export const MOST_SLOTS = 2_000;

export type ForecastParts = Pick<WorkerParts, 'config' | 'clock' | 'library' | 'studio' | 'store'>;

/** Plays the coming days through without writing: each slot takes what the ones before it leave. */
export async function forecast(given: ForecastParts, days: number): Promise<readonly ForecastSlot[]> {
  const parts = { ...given, store: lookingAt(given.store) };
  const { config, clock, store } = parts;
  const nowMs = clock.nowMs();
  const catalogue = await seeCatalogue(await parts.library.scan(), store, config, nowMs);
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

interface Stage extends Foreseeing {
  readonly parts: ForecastParts;
  readonly nowMs: number;
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
    article ??= articleAt(seen.article?.source, stage.choices.catalogue);
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

function articleAt(source: string | undefined, { articles }: Catalogue): KnownArticle | null {
  // Most slots of a long forecast have none: they need no looking through hundreds.
  return source === undefined ? null : (articles.find(({ path }) => path === source) ?? null);
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
