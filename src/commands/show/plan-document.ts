import { icsCalendar } from '../../schedule/ics.ts';
import type { ThreadTime } from '../../store/unbegun.ts';
import type { StaleArticle } from '../../worker/edited.ts';
import type { ForecastSlot } from '../../worker/forecast.ts';
import type { ForecastDelivery } from '../../worker/forecast-account.ts';
import { dollars } from './text.ts';

/** What `spool plan` knows. */
export interface Planned {
  readonly slots: readonly ForecastSlot[];
  /** Threads that went out within the stretch already. */
  readonly past: readonly ThreadTime[];
  readonly edited: readonly StaleArticle[];
  /** US dollars this calendar month. */
  readonly budget: { readonly sendUsd: number; readonly spentUsd: number };
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
  /** Where there were too many slots to foresee: the last one that was. */
  readonly endMs: number | null;
}

/** `spool plan --json`, version 1: the contract that scripts rely on. */
export function planDocument({ slots, edited, budget, endMs }: Planned) {
  return {
    version: 1,
    slots: slots.map(({ slot, zone, article, accounts, costUsd, blocked, deliveries }) => ({
      schedule: slot.schedule,
      key: slot.key,
      local: slot.local,
      zone,
      utc: new Date(slot.utcMs).toISOString(),
      article: article === null ? null : { title: article.title, source: article.path },
      accounts,
      costUsd,
      blocked,
      deliveries: deliveries.map(deliveryDocument),
    })),
    budget,
    edited,
    foreseenUntil: endMs === null ? null : new Date(endMs).toISOString(),
  };
}

function deliveryDocument({ account, live, article, goes, startMs, costUsd, blocked, note }: ForecastDelivery) {
  return { account, live, article, goes, begins: new Date(startMs).toISOString(), costUsd, blocked, note };
}

/** An iCalendar document of the slots at which something goes out, or should. */
export function planIcs({ slots, nowMs }: Planned): string {
  const events = slots.map(({ slot, article, accounts, costUsd, blocked }) => ({
    key: slot.key,
    utcMs: slot.utcMs,
    summary: article === null ? 'Nothing to publish' : article.title,
    description: [
      accounts.length === 0 ? '' : `to ${accounts.join(', ')} (${dollars(costUsd)})`,
      slot.local,
      blocked ?? '',
    ]
      .filter((line) => line !== '')
      .join('\n'),
  }));
  return icsCalendar(events, { name: 'Spool', nowMs });
}
