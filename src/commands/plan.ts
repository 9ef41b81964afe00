import { systemClock } from '../clock.ts';
import { InputError } from '../errors.ts';
import { DAY_MS } from '../schedule/duration.ts';
import { localDate } from '../schedule/local.ts';
import { fromLocal, toLocal } from '../schedule/offsets.ts';
import type { Store } from '../store.ts';
import { staleArticles } from '../worker/edited.ts';
import { type ForecastSlot, forecast, MOST_SLOTS } from '../worker/forecast.ts';
import { monthStartMs } from '../worker/hindrance.ts';
import { lookingAt, seeCatalogue } from '../worker/looking-at.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting, type Setting } from './setting.ts';
import { type Planned, planDocument, planIcs } from './show/plan-document.ts';
import { monthText } from './show/plan-month.ts';
import { planText } from './show/plan-text.ts';
import { studioLater } from './studio/later.ts';
import { lookAtStore } from './with-store.ts';
import { workerParts } from './worker-parts.ts';

interface Options {
  readonly json?: boolean;
  readonly days?: string;
  readonly ics?: boolean;
  readonly month?: string | true;
}

/** What the coming slots would publish if nothing changed: the worker's own choosing, played through without writing. */
export async function plan(call: Call, options: Options): Promise<ExitCode> {
  const { io } = call;
  const setting = openSetting(call);
  const nowMs = systemClock.nowMs();
  const stretch = stretchOf(options, setting.config.timezone, nowMs);
  const planned = await lookAtStore(setting.home, (store) => look(setting, store, stretch, nowMs));
  if (options.json) io.out(JSON.stringify(planDocument(planned), null, 2));
  else if (options.ics) io.out(planIcs(planned).trimEnd());
  else if (stretch.month === null) io.out(planText(planned, setting.config, io));
  else io.out(monthText(planned, stretch.month, setting.config, io));
  return 0;
}

/** How far the plan looks. */
interface Stretch {
  /** First instant of interest, and the last. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly days: number;
  /** `2026-11` for a calendar. */
  readonly month: string | null;
}

function stretchOf({ days = '7', month }: Options, zone: string, nowMs: number): Stretch {
  if (month !== undefined) return monthStretch(month === true ? null : month, zone, nowMs);
  const count = Number(days);
  if (/^\d{1,3}$/.test(days) && count >= 1 && count <= MOST_DAYS) {
    return { fromMs: nowMs, toMs: nowMs + count * DAY_MS, days: count, month: null };
  }
  throw new InputError({
    where: '--days',
    problem: 'not a number of days:',
    value: days,
    allowed: `1 to ${MOST_DAYS}`,
  });
}

const MOST_DAYS = 366;

function monthStretch(written: string | null, zone: string, nowMs: number): Stretch {
  const month = written ?? localDate(toLocal(zone, nowMs)).slice(0, 7);
  const firstMs = Date.parse(`${month}-01T00:00:00Z`);
  const isMonth = /^\d{4}-\d\d$/.test(month) && !Number.isNaN(firstMs);
  const date = new Date(isMonth ? firstMs : 0);
  const fromMs = fromLocal(zone, date.getTime()).utcMs;
  const toMs = fromLocal(zone, Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)).utcMs;
  const days = Math.max(0, (toMs - nowMs) / DAY_MS);
  if (isMonth && days <= MOST_DAYS) return { fromMs, toMs, days, month };
  throw new InputError({
    where: '--month',
    problem: isMonth ? 'this month lies too far ahead:' : 'not a month:',
    value: month,
    allowed: isMonth ? 'up to a year' : 'a year and a month, such as 2026-12',
  });
}

async function look(setting: Setting, store: Store, stretch: Stretch, nowMs: number): Promise<Planned> {
  const parts = workerParts({
    ...{ setting, store: lookingAt(store), emit: () => {}, stopping: new AbortController().signal },
    studio: studioLater(setting),
  });
  const slots = stretch.days === 0 ? [] : await forecast(parts, stretch.days);
  const catalogue = await seeCatalogue(await parts.library.scan(), store, setting.config, nowMs);
  return {
    slots: slots.filter(({ slot }) => slot.utcMs >= stretch.fromMs && slot.utcMs < stretch.toMs),
    past: stretch.fromMs < nowMs ? await store.threads(stretch.fromMs) : [],
    edited: await staleArticles(store, catalogue),
    budget: {
      sendUsd: setting.config.budget.sendUsd,
      spentUsd: (await store.spentMicroUsd('send', monthStartMs(nowMs))) / 1e6,
    },
    ...{ fromMs: stretch.fromMs, toMs: stretch.toMs, nowMs },
    // What is not foreseen is said, not left out in silence.
    endMs: slots.length < MOST_SLOTS ? null : lastMs(slots),
  };
}

function lastMs(slots: readonly ForecastSlot[]): number | null {
  return slots.at(-1)?.slot.utcMs ?? null;
}
