import type { Config } from '../../config/config.ts';
import { type CalendarDay, monthCalendar } from '../../schedule/calendar.ts';
import { localDate, localIso } from '../../schedule/local.ts';
import { toLocal } from '../../schedule/offsets.ts';
import type { ForecastSlot } from '../../worker/forecast.ts';
import type { Io } from '../io.ts';
import { widthOf } from './columns.ts';
import type { Planned } from './plan-document.ts';
import { count, dollars, padEnd, printable, shorten, wrap } from './text.ts';

/** Columns of a day, at least and at most; seven with a blank between fill 76 of 80. */
const LEAST_DAY = 10;
const MOST_DAY = 18;
/** Slots shown on a day before the rest is counted. */
const MOST_ENTRIES = 4;

/** What stands on a day: a thread that went out, or a slot to come. */
interface Entry {
  readonly local: string;
  readonly title: string;
  readonly kind: 'past' | 'coming' | 'asking' | 'nothing';
}

/** A month as a calendar: what went out and what will, by the wall clock of each schedule. */
export function monthText(planned: Planned, month: string, config: Config, io: Io): string {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const width = Math.min(MOST_DAY, Math.max(LEAST_DAY, Math.floor((io.width + 1) / 7) - 1));
  const today = localDate(toLocal(config.timezone, planned.nowMs));
  const entries = [...pastEntries(planned, config.timezone), ...planned.slots.map(comingEntry)];
  const calendar = monthCalendar({ year, month: number, entries, today });
  const full = width * 7 + 6;
  const rule = io.paint('dim', Array.from({ length: 7 }, () => '─'.repeat(width)).join(' '));
  return [
    io.paint('bold', ' '.repeat(Math.max(0, Math.floor((full - calendar.title.length) / 2))) + calendar.title),
    row(calendar.weekdays.map((weekday) => padEnd(weekday, width))),
    ...calendar.weeks.flatMap((week) => [rule, ...weekLines(week, width, io)]),
    rule,
    ...legend(planned, Math.min(io.width, full), io),
  ].join('\n');
}

/** Threads of one article that began in the same minute are one entry, whatever accounts they went to. */
function pastEntries({ past, nowMs, toMs }: Planned, zone: string): readonly Entry[] {
  const gone = past.filter(
    ({ atMs, state }) => atMs <= nowMs && atMs < toMs && state !== 'held' && state !== 'planned',
  );
  const entries = gone.map(({ atMs, title }) => ({ local: localIso(zone, atMs), title, kind: 'past' as const }));
  return [...new Map(entries.map((entry) => [`${entry.local.slice(0, 16)} ${entry.title}`, entry])).values()];
}

function comingEntry({ slot, article, accounts, blocked }: ForecastSlot): Entry {
  const { local } = slot;
  if (accounts.length === 0) return { local, title: 'nothing', kind: 'nothing' };
  return { local, title: article?.title ?? '', kind: blocked === null ? 'coming' : 'asking' };
}

function weekLines(week: readonly CalendarDay<Entry>[], width: number, io: Io): string[] {
  const columns = week.map((day) => dayLines(day, width, io));
  const height = Math.max(2, ...columns.map((column) => column.length));
  return Array.from({ length: height }, (_, line) => row(columns.map((column) => padEnd(column[line] ?? '', width))));
}

function row(cells: readonly string[]): string {
  return cells.join(' ').trimEnd();
}

function dayLines({ day, inMonth, isToday, entries }: CalendarDay<Entry>, width: number, io: Io): string[] {
  if (!inMonth) return [];
  const shown = entries.slice(0, entries.length > MOST_ENTRIES ? MOST_ENTRIES - 1 : MOST_ENTRIES);
  const rest = entries.length - shown.length;
  return [
    isToday ? `${io.paint('inverse', String(day))} ${io.paint('dim', 'today')}` : io.paint('bold', String(day)),
    ...shown.flatMap((entry) => entryLines(entry, width, io)),
    ...(rest === 0 ? [] : [io.paint('dim', `+ ${rest} more`)]),
  ];
}

const MARKS: Readonly<Record<Entry['kind'], string>> = { past: '✓', coming: '', asking: '!', nothing: '–' };

function entryLines({ local, title, kind }: Entry, width: number, io: Io): string[] {
  const time = `${local.slice(11, 16)} ${MARKS[kind]}`.trim();
  const words = shorten(printable(title), width);
  if (kind === 'past') return [io.paint('dim', time), io.paint('dim', words)];
  if (kind === 'coming') return [io.paint('cyan', time), words];
  return kind === 'nothing' ? [io.paint('yellow', time)] : [io.paint('yellow', time), words];
}

/** What the marks mean, why nothing goes, and what it all costs. */
function legend({ slots, past, nowMs, endMs }: Planned, width: number, io: Io): string[] {
  const usd = slots.reduce((sum, { costUsd }) => sum + costUsd, 0);
  const threads = slots.reduce((sum, { accounts }) => sum + accounts.length, 0);
  const marks = [
    ...(past.some(({ atMs }) => atMs <= nowMs) ? ['✓ went out'] : []),
    ...(slots.some(({ accounts, blocked }) => accounts.length > 0 && blocked !== null) ? ['! not all of it'] : []),
    ...(slots.some(({ accounts }) => accounts.length === 0) ? ['– nothing goes'] : []),
  ];
  const reasons = Map.groupBy(
    slots.filter(({ blocked }) => blocked !== null),
    ({ blocked }) => blocked ?? '',
  );
  const words = [...reasons]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_REASONS)
    .flatMap(([why, own]) => wrap(`${count(own.length, 'slot')}: ${printable(why)}`, width));
  return [
    `${count(slots.length, 'slot')} to come, ${count(threads, 'thread')}, ${dollars(usd)}${marks.length === 0 ? '' : `   ${io.paint('dim', marks.join('   '))}`}`,
    ...words.map((line) => io.paint('yellow', line)),
    ...(endMs === null ? [] : [`Only the first ${slots.length} slots are foreseen.`]),
  ].filter((line) => widthOf(line) > 0);
}

const MOST_REASONS = 6;
