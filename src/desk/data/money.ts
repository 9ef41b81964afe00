import { localDate, parseLocalDate } from '../../schedule/local.ts';
import { fromLocal, toLocal } from '../../schedule/offsets.ts';
import type { DeskParts } from '../parts.ts';

/** What this month has cost, and may. */
export interface Money {
  readonly sentUsd: number;
  readonly readUsd: number;
  readonly sendMostUsd: number;
  readonly readMostUsd: number;
}

export async function moneyOf({ store, config, clock }: DeskParts): Promise<Money> {
  const now = new Date(clock.nowMs());
  const fromMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth());
  const { sendUsd, readUsd } = config().budget;
  return {
    sentUsd: (await store.spentMicroUsd('send', fromMs)) / 1e6,
    readUsd: (await store.spentMicroUsd('read', fromMs)) / 1e6,
    sendMostUsd: sendUsd,
    readMostUsd: readUsd,
  };
}

/** A month of the author's calendar, `2026-11`, as instants. */
export interface Month {
  readonly name: string;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly before: string;
  readonly after: string;
}

/** The month asked for, or the present one where that is none. */
export function monthOf(asked: string | undefined, zone: string, nowMs: number): Month {
  const isMonth = asked !== undefined && /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])$/.test(asked);
  const name = isMonth ? asked : localDate(toLocal(zone, nowMs)).slice(0, 7);
  const [year = 2026, month = 1] = name.split('-').map(Number);
  const start = (by: number) => {
    const first = new Date(Date.UTC(year, month - 1 + by)).toISOString().slice(0, 10);
    return { name: first.slice(0, 7), utcMs: fromLocal(zone, parseLocalDate(first, 'month')).utcMs };
  };
  return {
    ...{ name, year, month },
    fromMs: start(0).utcMs,
    untilMs: start(1).utcMs,
    before: start(-1).name,
    after: start(1).name,
  };
}
