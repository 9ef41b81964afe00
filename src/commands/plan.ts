import { InputError } from '../errors.ts';
import { icsCalendar } from '../schedule/ics.ts';
import type { Store } from '../store.ts';
import { type ForecastSlot, forecast } from '../worker/forecast.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { dollars, printable, shorten, table } from './show/text.ts';
import { studioInside } from './studio/inside.ts';
import { readStore } from './with-store.ts';
import { workerParts } from './worker-parts.ts';

interface Options {
  readonly json?: boolean;
  readonly days?: string;
  readonly ics?: boolean;
}

/** What the coming slots would publish if nothing changed: the worker's own choosing, played through without writing. */
export async function plan(call: Call, options: Options): Promise<ExitCode> {
  const setting = openSetting(call);
  const days = parseDays(options.days ?? '7');
  const look = (store: Store) =>
    forecast(
      workerParts({
        ...setting,
        store: lookingAt(store),
        emit: () => {},
        stopping: new AbortController().signal,
        studio: studioInside(setting),
      }),
      days,
    );
  const slots = await readStore(setting.home, look, []);
  if (options.json) call.io.out(JSON.stringify(planDocument(slots), null, 2));
  else if (options.ics) call.io.out(ics(slots));
  else call.io.out(planText(slots, days, call.io));
  return 0;
}

function parseDays(text: string): number {
  const days = Number(text);
  if (/^\d{1,3}$/.test(text) && days >= 1 && days <= 366) return days;
  throw new InputError({ where: '--days', problem: 'not a number of days:', value: text, allowed: '1 to 366' });
}

/** The store for one who only looks: a schedule that the worker has not met yet is treated as if it met it now. */
function lookingAt(store: Store): Store {
  return {
    ...store,
    async seeSchedule({ id, live }, nowMs) {
      const seen = await store.seenSchedule(id);
      return seen ?? { firstSeenMs: nowMs, firstLiveMs: live ? nowMs : null, decidedMs: nowMs };
    },
  };
}

/** `spool plan --json`, version 1: the contract that scripts rely on. */
function planDocument(slots: readonly ForecastSlot[]) {
  return {
    version: 1,
    slots: slots.map(({ slot, article, accounts, costUsd, blocked }) => ({
      schedule: slot.schedule,
      key: slot.key,
      local: slot.local,
      utc: new Date(slot.utcMs).toISOString(),
      article: article === null ? null : { title: article.title, source: article.path },
      accounts,
      costUsd,
      blocked,
    })),
  };
}

function ics(slots: readonly ForecastSlot[]): string {
  const events = slots.map(({ slot, article, accounts, costUsd, blocked }) => ({
    key: slot.key,
    utcMs: slot.utcMs,
    summary: article?.title ?? 'Nothing left to publish',
    description: [accounts.join(', '), dollars(costUsd), blocked ?? ''].filter((line) => line !== '').join('\n'),
  }));
  return icsCalendar(events, { name: 'Spool', nowMs: Date.now() }).trimEnd();
}

function planText(slots: readonly ForecastSlot[], days: number, io: Io): string {
  if (slots.length === 0) return `No slot within ${days} days.`;
  return collapsed(slots)
    .flatMap(({ first, more }) => [
      ...entry(first, io),
      ...(more === 0 ? [] : [io.paint('dim', `  and ${more} more like it`)]),
    ])
    .join('\n');
}

/** Slots that would publish nothing for the same reason, one after the other, are told once. */
function collapsed(slots: readonly ForecastSlot[]): readonly { readonly first: ForecastSlot; readonly more: number }[] {
  const runs: { first: ForecastSlot; more: number }[] = [];
  for (const slot of slots) {
    const last = runs.at(-1);
    const isLike = slot.article === null && last?.first.article === null && last.first.blocked === slot.blocked;
    if (last !== undefined && isLike && last.first.slot.schedule === slot.slot.schedule) last.more++;
    else runs.push({ first: slot, more: 0 });
  }
  return runs;
}

function entry({ slot, zone, article, accounts, costUsd, blocked }: ForecastSlot, io: Io): string[] {
  const offset = /([+-]\d\d:\d\d)\[/.exec(slot.local)?.[1] ?? '';
  const utc = new Date(slot.utcMs).toISOString().slice(0, 16).replace('T', ' ');
  const when = `${slot.local.slice(0, 16).replace('T', ' ')} ${zone} (${offset}, ${utc} UTC)`;
  const [head] = table([[io.paint('bold', when), slot.schedule]]);
  const what = article === null ? [] : [`  ${shorten(printable(article.title), io.width - 2)}`];
  const to = accounts.length === 0 ? [] : [`  to ${accounts.join(', ')}, ${dollars(costUsd)}`];
  const why = blocked === null ? [] : [io.paint('yellow', `  ${printable(blocked)}`)];
  return [head ?? '', ...what, ...to, ...why];
}
