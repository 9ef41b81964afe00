import type { Config } from '../../config/config.ts';
import { clockWarnings } from '../../schedule/clock-warnings.ts';
import { MONTHS, WEEKDAYS } from '../../schedule/cron-field.ts';
import { localIso } from '../../schedule/local.ts';
import type { ForecastSlot } from '../../worker/forecast.ts';
import type { ForecastDelivery } from '../../worker/forecast-account.ts';
import { timingOf } from '../../worker/slots.ts';
import type { Io } from '../io.ts';
import { widthOf } from './columns.ts';
import type { Planned } from './plan-document.ts';
import { count, dollars, printable, shorten, wrap } from './text.ts';

/** Beyond this lines are no easier to read. */
const MOST_WIDTH = 100;
const INDENT = '         ';

/** The coming slots day by day: when by the wall clock and in UTC, what, where to, what it costs, and why not. */
export function planText(planned: Planned, config: Config, io: Io): string {
  const width = Math.min(io.width, MOST_WIDTH);
  const lines: string[] = [];
  let day = '';
  for (const { first, more } of collapsed(planned.slots)) {
    const date = first.slot.local.slice(0, 10);
    if (date !== day) lines.push(...(day === '' ? [] : ['']), io.paint('bold', dayWords(date)));
    day = date;
    lines.push(...entry(first, width, io));
    if (more > 0) lines.push(io.paint('dim', `${INDENT}and ${more} more like it`));
  }
  if (planned.slots.length === 0) lines.push(noSlots(planned, config));
  return [...lines, '', ...summary(planned, config, width, io)].join('\n');
}

function noSlots({ toMs, nowMs }: Planned, { schedules }: Config): string {
  if (schedules.length === 0) return 'There are no schedules in config/spool.yaml.';
  return `No slot comes within ${count(Math.round((toMs - nowMs) / 86_400_000), 'day')}.`;
}

/** `Wednesday, 25 November 2026` */
export function dayWords(date: string): string {
  const [year, month = 1, day = 1] = date.split('-').map(Number);
  const weekday = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()];
  return `${weekday}, ${day} ${MONTHS[month - 1]} ${year}`;
}

interface Run {
  readonly first: ForecastSlot;
  more: number;
}

/** Slots of one schedule that would publish nothing for the same reason, one after the other, are told once. */
function collapsed(slots: readonly ForecastSlot[]): readonly Run[] {
  const runs: Run[] = [];
  const latest = new Map<string, Run>();
  for (const slot of slots) {
    const last = latest.get(slot.slot.schedule);
    if (last !== undefined && isIdle(slot) && isIdle(last.first) && last.first.blocked === slot.blocked) {
      last.more += 1;
      continue;
    }
    const run = { first: slot, more: 0 };
    runs.push(run);
    latest.set(slot.slot.schedule, run);
  }
  return runs;
}

function isIdle({ article }: ForecastSlot): boolean {
  return article === null;
}

function entry(planned: ForecastSlot, width: number, io: Io): string[] {
  const { slot, zone, deliveries } = planned;
  const time = slot.local.slice(11, 16);
  const offset = /([+-]\d\d:\d\d(?::\d\d)?)\[/.exec(slot.local)?.[1] ?? '';
  const where = `${offset} ${zone} · ${utcWords(slot.utcMs, slot.local.slice(0, 10))}`;
  const room = width - 9 - widthOf(where) - 2;
  const name = shorten(slot.schedule, Math.max(8, room));
  const gap = ' '.repeat(Math.max(2, width - 9 - widthOf(where) - widthOf(name)));
  const head = `  ${io.paint('bold', time)}  ${io.paint('dim', where)}${gap}${io.paint('cyan', name)}`;
  const groups = Map.groupBy(
    deliveries.filter(({ goes }) => goes),
    ({ article }) => article?.source ?? '',
  );
  const going = [...groups.values()].flatMap((group) => groupLines(group, planned, width, io));
  const reasons = deliveries.flatMap(({ blocked, goes }) => (blocked === null ? [] : [{ blocked, goes }]));
  const why = reasons.flatMap(({ blocked, goes }) =>
    hang(goes ? '!' : '–', printable(blocked), width).map((line) => io.paint('yellow', line)),
  );
  return [head, ...going, ...why];
}

/** `09:00 UTC`, with the date where that is another day there. */
function utcWords(utcMs: number, localDay: string): string {
  const utc = new Date(utcMs).toISOString();
  return `${utc.slice(0, 10) === localDay ? '' : `${utc.slice(0, 10)} `}${utc.slice(11, 16)} UTC`;
}

/** One article, and the accounts it goes to. */
function groupLines(group: readonly ForecastDelivery[], { slot, zone }: ForecastSlot, width: number, io: Io): string[] {
  const usd = group.reduce((sum, { costUsd }) => sum + costUsd, 0);
  const cost = dollars(usd);
  const title = shorten(printable(group[0]?.article?.title ?? ''), width - INDENT.length - widthOf(cost) - 2);
  const gap = ' '.repeat(Math.max(2, width - INDENT.length - widthOf(title) - widthOf(cost)));
  const starts = new Set(group.map(({ startMs }) => startMs));
  const [startMs = slot.utcMs] = starts;
  const isShared = starts.size === 1 && startMs !== slot.utcMs;
  const at = isShared ? ` at ${localIso(zone, startMs).slice(11, 16)}` : '';
  const to = group.map(({ account, live }) => `${account}${live ? ' (live)' : ''}`).join(', ') + at;
  const notes = group.flatMap((each) => noteOf(each, isShared ? startMs : slot.utcMs, zone));
  return [
    `${INDENT}${title}${gap}${cost}`,
    `${INDENT}${shorten(`→ ${to}`, width - INDENT.length)}`,
    ...notes.flatMap((note) => hang('·', printable(note), width).map((line) => io.paint('dim', line))),
  ];
}

/** What is to be said of one account, beside the time that is said of all. */
function noteOf({ account, startMs, note }: ForecastDelivery, saidMs: number, zone: string): string[] {
  const later = startMs === saidMs ? '' : `${account} begins at ${localIso(zone, startMs).slice(11, 16)}`;
  const words = note === null ? later : later === '' ? `${account}: ${note}` : `${later}: ${note}`;
  return words === '' ? [] : [words];
}

/** A text behind a mark, its further lines under its first. */
function hang(mark: string, text: string, width: number): string[] {
  return wrap(text, width - INDENT.length - 2).map((line, index) => `${INDENT}${index === 0 ? mark : ' '} ${line}`);
}

function summary(planned: Planned, config: Config, width: number, io: Io): string[] {
  const { slots, budget, edited, nowMs, toMs, endMs } = planned;
  const threads = slots.flatMap(({ deliveries }) => deliveries.filter(({ goes }) => goes));
  const usd = threads.reduce((sum, { costUsd }) => sum + costUsd, 0);
  const lines = [
    `${count(slots.length, 'slot')}, ${count(threads.length, 'thread')}, ${dollars(usd)}. This month ${cents(budget.spentUsd)} of the budget of ${cents(budget.sendUsd)} for sending is spent.`,
    ...(endMs === null
      ? []
      : [`Only the first ${slots.length} slots are foreseen, up to ${localIso(config.timezone, endMs)}.`]),
  ];
  const warnings = config.schedules.flatMap((schedule) =>
    clockWarnings(timingOf(schedule), nowMs, toMs).map((warning) => `${schedule.id}: ${warning}.`),
  );
  const stale = edited.slice(0, MOST_EDITED).map(({ source, accounts }) => `${source} (${accounts.join(', ')})`);
  const more = edited.length > MOST_EDITED ? ` and ${edited.length - MOST_EDITED} more` : '';
  return [
    ...lines.flatMap((line) => wrap(line, width)),
    ...warnings.flatMap((line) => wrap(line, width)).map((line) => io.paint('yellow', line)),
    ...(stale.length === 0
      ? []
      : wrap(`Edited since they went out, and not sent again: ${stale.join(', ')}${more}.`, width)),
  ];
}

const MOST_EDITED = 5;

function cents(usd: number): string {
  return `$${usd.toFixed(2)}`;
}
