import { parseCron } from '../schedule/cron.ts';
import { DAY_MS } from '../schedule/duration.ts';
import { type KnownArticle, oneOffSlots } from '../schedule/known-article.ts';
import { type Slot, slotsBetween } from '../schedule/slots.ts';
import { readCatalogue } from './catalogue.ts';
import { type Choices, chooseFor, openChoices } from './choices.ts';
import type { WorkerParts } from './parts.ts';

/** A slot to come, with what it would publish if nothing changes until then. */
export interface ForecastSlot {
  readonly slot: Slot;
  /** Zone of its schedule. */
  readonly zone: string;
  /** The article most of its accounts would get; `null` where there is none. */
  readonly article: KnownArticle | null;
  /** Accounts it goes to. */
  readonly accounts: readonly string[];
  readonly costUsd: number;
  /** Why nothing goes, or not to all accounts, in words; `null` where all is well. */
  readonly blocked: string | null;
}

/** Most slots foreseen: a schedule of every minute is not spelled out for a month. */
const MOST_SLOTS = 500;

type ForecastParts = Pick<WorkerParts, 'config' | 'clock' | 'library' | 'studio' | 'store'>;

/** Plays the coming days through without writing: each slot takes what the ones before it leave. */
export async function forecast(parts: ForecastParts, days: number): Promise<readonly ForecastSlot[]> {
  const { config, clock, store } = parts;
  const nowMs = clock.nowMs();
  const ids = config.schedules.map((schedule) => schedule.id);
  const catalogue = await readCatalogue(
    await parts.library.scan(),
    { ...store, rememberArticles: async () => {} },
    ids,
    nowMs,
  );
  const choices = await openChoices(parts, catalogue);
  const costs = new Costs(parts);
  const slots: ForecastSlot[] = [];
  for (const slot of comingSlots(parts, choices, nowMs, nowMs + days * DAY_MS)) {
    slots.push(await foresee(parts, choices, slot, costs));
  }
  return slots;
}

function comingSlots({ config }: ForecastParts, choices: Choices, fromMs: number, toMs: number): readonly Slot[] {
  const all = config.schedules.flatMap((schedule) => {
    const timing = { id: schedule.id, cron: parseCron(schedule.cron, schedule.id), zone: schedule.timezone };
    const oneOffs = oneOffSlots(timing, choices.undelivered(schedule)).filter(
      ({ utcMs }) => utcMs > fromMs && utcMs <= toMs,
    );
    return [...slotsBetween(timing, fromMs, toMs).slice(0, MOST_SLOTS), ...oneOffs];
  });
  const unique = new Map(all.map((slot) => [slot.key, slot]));
  return [...unique.values()].toSorted((a, b) => a.utcMs - b.utcMs).slice(0, MOST_SLOTS);
}

async function foresee(parts: ForecastParts, choices: Choices, slot: Slot, costs: Costs): Promise<ForecastSlot> {
  const schedule = parts.config.schedules.find((each) => each.id === slot.schedule);
  const accounts: string[] = [];
  const whys: string[] = [];
  let article: KnownArticle | null = null;
  let costUsd = 0;
  for (const account of schedule?.accounts ?? []) {
    if (schedule === undefined) break;
    const chosen = chooseFor({ schedule, slot, choices }, account);
    if (chosen.article === null) {
      whys.push(chosen.why);
      continue;
    }
    article ??= chosen.article;
    accounts.push(account);
    costUsd += await costs.of(chosen.article, account);
    choices.assume(chosen.article.id, account, slot.utcMs);
  }
  const blocked = whys.length === 0 ? null : whys.join('; ');
  return { slot, zone: schedule?.timezone ?? 'UTC', article, accounts, costUsd, blocked };
}

/** What an article costs on an account; every thread is cut once however often it comes round. */
class Costs {
  readonly #known = new Map<string, number>();
  readonly #parts: ForecastParts;

  constructor(parts: ForecastParts) {
    this.#parts = parts;
  }

  /** US dollars; nothing for a rehearsal. */
  async of(article: KnownArticle, accountId: string): Promise<number> {
    const account = this.#parts.config.accounts.find((each) => each.id === accountId);
    if (account === undefined || !account.live) return 0;
    const key = `${article.id} ${accountId}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const usd = (await this.#parts.studio.plan(article.path, accountId)).plan.costUsd;
    this.#known.set(key, usd);
    return usd;
  }
}
