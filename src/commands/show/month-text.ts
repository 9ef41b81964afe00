import { platformOf } from '../../platforms/registry.ts';
import type { Spending } from '../../report/cost.ts';
import type { Bundle, Standing } from '../../report/glance.ts';
import type { MonthReport } from '../../report/month.ts';
import { type Measure, measured, measureOf, NO_IMPRESSIONS, NUMBER_NAMES } from '../../report/numbers.ts';
import { DAY_MS } from '../../schedule/duration.ts';
import type { Io } from '../io.ts';
import { barTable, sparkline } from './chart.ts';
import { besideLines, comparisonLines } from './comparison-text.ts';
import { age, aligned, atAge, dayName, figure, moment, money } from './figures.ts';
import { importedLines } from './imported-text.ts';
import { count, printable, shorten, wrap } from './text.ts';
import { kindText } from './thread-text.ts';

const MOST_WIDTH = 100;
/** Best threads shown of each platform. */
const BEST = 5;

/** The whole report, section by section; a section with nothing to say is left out. */
export function monthText(report: MonthReport, io: Io): string {
  const width = Math.min(io.width, MOST_WIDTH);
  const sections = [
    heading(report, io, width),
    report.total.length === 0 ? ['Nothing went out this month.'] : glance(report, io, width),
    ...report.platforms.map((platform) => platformLines(report, platform, io, width)),
    report.spending === null ? [] : spendingLines(report.spending, io, width),
    comparisonLines(report, io, width),
    besideLines(report, io, width),
    importedLines(report, io, width),
    report.platforms.includes('bluesky') ? wrap(`${NO_IMPRESSIONS}.`, width).map((line) => io.paint('dim', line)) : [],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function heading({ month, zone, kind, leftOut }: MonthReport, io: Io, width: number): readonly string[] {
  const name = new Date(`${month}-01T00:00:00Z`).toLocaleString('en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const others = leftOut.map(
    (each) => `${count(each.threads, 'thread')} ${each.kind === 'live' ? 'live' : `(${each.kind})`}`,
  );
  return [
    `${io.paint('bold', name)} · ${kindText(kind, io)} · ${zone}`,
    ...(others.length === 0
      ? []
      : wrap(`Not counted here: ${others.join(', ')}.`, width).map((line) => io.paint('dim', line))),
  ];
}

function glance({ total }: MonthReport, io: Io, width: number): readonly string[] {
  const header = ['', 'threads', 'posts', ...NUMBER_NAMES.map((name) => (name === 'impressions' ? 'views' : name))];
  const rows = total.map(({ platform, threads, posts, numbers }) => [
    ...[platformOf(platform).name, figure(threads), figure(posts)],
    ...NUMBER_NAMES.map((name) => figure(numbers[name])),
  ]);
  const [top = '', ...lines] = aligned([header, ...rows], ['left', ...header.slice(1).map(() => 'right' as const)]);
  return [io.paint('dim', shorten(top, width)), ...lines];
}

/** Weeks as bars, days as a sparkline, and the threads that did best. */
function platformLines(report: MonthReport, platform: string, io: Io, width: number): readonly string[] {
  const weeks = report.weeks.filter((each) => each.platform === platform);
  if (weeks.length === 0) return [];
  const measure = measureOf(weeks.map(({ numbers }) => numbers));
  const days = daysOf(report.month).map((date) =>
    report.days.find((day) => day.from === date && day.platform === platform),
  );
  const values = days.map((day) => (day === undefined ? 0 : (measured(day.numbers, measure) ?? 0)));
  const spark = `${io.paint('dim', `${nameOf(measure)} by day, 1 to ${days.length}:`)} ${io.paint('cyan', sparkline(values))}`;
  return [
    `${io.paint('bold', platformOf(platform).name)}${values.some((value) => value > 0) ? ` ${spark}` : ''}`,
    ...weekLines(weeks, measure, width, io),
    '',
    ...bestLines(report, platform, measure, io, width),
  ];
}

function weekLines(weeks: readonly Bundle[], measure: Measure, width: number, io: Io): readonly string[] {
  return barTable(
    {
      header: ['week', 'threads', nameOf(measure)],
      rows: weeks.map(({ from, to, threads, numbers }) => [
        `${dayName(Date.parse(from)).slice(4)} – ${dayName(Date.parse(to)).slice(4)}`,
        figure(threads),
        figure(measured(numbers, measure)),
      ]),
      alignments: ['left', 'right', 'right'],
      values: weeks.map(({ numbers }) => measured(numbers, measure) ?? 0),
      width,
    },
    io,
  );
}

/** Ranked at one age, for a thread of yesterday has no chance against one of three weeks ago; those too young come last. */
function bestLines(report: MonthReport, platform: string, measure: Measure, io: Io, width: number): readonly string[] {
  const thenOf = new Map(report.compared.map(({ thread, numbers }) => [thread.id, measured(numbers, measure)]));
  const own = report.standings.filter(({ thread }) => thread.platform === platform);
  const ranked = own.toSorted((a, b) => (thenOf.get(b.thread.id) ?? -1) - (thenOf.get(a.thread.id) ?? -1));
  const rows = ranked
    .slice(0, BEST)
    .map(({ thread, numbers, ageMs }: Standing) => [
      ...[figure(thenOf.get(thread.id) ?? null), figure(measured(numbers, measure))],
      ageMs === null ? 'not read' : atAge(ageMs),
      ...[moment(thread.firstMs, report.zone).replace(/ \d{4},/, ''), thread.id, printable(thread.title)],
    ]);
  const header = [`at ${age(report.ageMs)}`, 'so far', '', 'went out', 'thread', `best by ${nameOf(measure)}`];
  const [top = '', ...lines] = aligned([header, ...rows], ['right', 'right', 'left']);
  return [io.paint('dim', shorten(top, width)), ...lines.map((line) => shorten(line, width))];
}

function nameOf(measure: Measure): string {
  return measure === 'impressions' ? 'views' : 'engagement';
}

function daysOf(month: string): readonly string[] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const [year = 0, number = 0] = month.split('-').map(Number);
  const length = (Date.UTC(year, number) - first) / DAY_MS;
  return Array.from({ length }, (_, index) => new Date(first + index * DAY_MS).toISOString().slice(0, 10));
}

function spendingLines(
  { sendUsd, readUsd, lines, usdPerThousand }: Spending,
  io: Io,
  width: number,
): readonly string[] {
  const each = usdPerThousand === null ? '' : `; ${money(usdPerThousand)} for 1,000 views`;
  const listed = lines.map(({ what, count: number, usd }) => `${figure(number)} × ${what} ${money(usd)}`).join(', ');
  return [
    `${io.paint('bold', 'cost')} sending ${money(sendUsd)}, reading the numbers ${money(readUsd)}${each}`,
    ...(listed === '' ? [] : wrap(listed, width).map((line) => io.paint('dim', line))),
  ];
}
