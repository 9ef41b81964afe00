import type { Delivery } from '../../delivery/delivery.ts';
import type { Kind } from '../../report/groups.ts';
import { measured, NO_IMPRESSIONS, NUMBER_NAMES } from '../../report/numbers.ts';
import type { ThreadReport } from '../../report/thread.ts';
import type { Io } from '../io.ts';
import { barTable } from './chart.ts';
import { type Alignment, age, atAge, figure, moment, money, percent, span } from './figures.ts';
import { count, printable, shorten, wrap } from './text.ts';

/** A thread with its report, as the author sees it. */
export interface ShownThread {
  readonly delivery: Delivery;
  readonly kind: Kind;
  readonly report: ThreadReport;
  readonly firstMs: number;
  /** Whose clock times are shown by. */
  readonly zone: string;
}

/** Beyond this lines are no easier to read. */
const MOST_WIDTH = 100;
const MOST_CORRECTIONS = 5;

/** How one thread did: every post, the drop-off, the growth and what it cost. */
export function threadText(shown: ShownThread, io: Io): string {
  const width = Math.min(io.width, MOST_WIDTH);
  const { report } = shown;
  const sections =
    report.readings === 0
      ? [['Its numbers have not been read yet.']]
      : [postLines(report, io, width), remarks(shown, io, width), growthLines(report, io, width)];
  return [
    heading(shown, io, width),
    ...sections,
    notes(shown).flatMap((note) => wrap(note, width).map((line) => io.paint('dim', line))),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function remarks({ report, firstMs }: ShownThread, io: Io, width: number): string[] {
  const odd = oddities(report, firstMs).flatMap((line) => wrap(line, width).map((each) => io.paint('yellow', each)));
  return [...dropOff(report), ...clicks(report), ...odd];
}

function notes({ delivery, kind }: ShownThread): string[] {
  return [
    ...(kind === 'rehearsal'
      ? ['A rehearsal is seen on the local timeline only ("spool timeline"); nobody likes it there.']
      : []),
    ...(delivery.platform === 'bluesky' ? [`${NO_IMPRESSIONS}.`] : []),
  ];
}

function heading({ delivery, kind, report, firstMs, zone }: ShownThread, io: Io, width: number): string[] {
  const { id, account, platform, article, plan, receipts } = delivery;
  const url = receipts[0]?.url ?? null;
  const read =
    report.lastAgeMs === null ? [] : [`read ${count(report.readings, 'time')}, last ${atAge(report.lastAgeMs)}`];
  return [
    io.paint('bold', shorten(printable(article.title), width)),
    `${id} · ${account === platform ? account : `${account} (${platform})`} · ${kindText(kind, io)}`,
    io.paint('dim', [moment(firstMs, zone), count(receipts.length, 'post'), ...read].join(' · ')),
    ...(plan.costUsd === 0 || kind === 'rehearsal' ? [] : [io.paint('dim', costLine(plan.costUsd, report))]),
    ...(url === null ? [] : [io.paint('dim', shorten(printable(url), width))]),
  ];
}

/** Nothing made up is ever shown without saying so. */
export function kindText(kind: Kind, io: Pick<Io, 'paint'>): string {
  return kind === 'simulated' ? io.paint('yellow', 'SIMULATED: made up, nothing of it happened') : kind;
}

function costLine(usd: number, { total }: ThreadReport): string {
  const { impressions } = total;
  const each =
    impressions === null || impressions === 0 ? '' : `, ${money((usd * 1_000) / impressions)} for 1,000 views`;
  return `sending it costs ${money(usd)}${each}`;
}

function postLines({ posts, measure, total }: ThreadReport, io: Io, width: number): string[] {
  const names = NUMBER_NAMES.filter((name) => name !== 'impressions' || measure === 'impressions');
  const rows = posts.map(({ index, latest, ofFirst, corrections, goneMs }) => [
    `${index + 1}${goneMs === null ? '' : ' †'}`,
    percent(ofFirst),
    ...names.map((name) => (corrections.some(({ number }) => number === name) ? '↓' : '') + figure(latest[name])),
  ]);
  const header = ['post', 'of 1st', ...names.map((name) => (name === 'impressions' ? 'views' : name))];
  const alignments: Alignment[] = ['left', ...Array.from({ length: names.length + 1 }, () => 'right' as const)];
  const sums = ['all', '', ...names.map((name) => figure(total[name]))];
  const values = [...posts.map(({ latest }) => measured(latest, measure) ?? 0), null];
  const lines = barTable({ header, rows: [...rows, sums], alignments, values, width }, io);
  return [...lines.slice(0, -1), io.paint('bold', lines.at(-1) ?? '')];
}

function dropOff({ posts, measure }: ThreadReport): string[] {
  const [second, last] = [posts[1]?.ofFirst ?? null, posts.at(-1)?.ofFirst ?? null];
  if (second === null || last === null) return [];
  const what = measure === 'impressions' ? 'views' : 'engagement';
  const rest = posts.length > 2 ? `, the last one ${percent(last)}` : '';
  return [`Drop-off: post 2 has ${percent(second)} of the first post's ${what}${rest}.`];
}

function clicks({ clicks: { links, profile } }: ThreadReport): string[] {
  if (links === null && profile === null) return [];
  return [`Clicks: ${figure(links)} on links, ${figure(profile)} on your name or picture.`];
}

/** Counters that fell and posts that vanished: both are in the log, and both are said. */
function oddities({ posts }: ThreadReport, firstMs: number): string[] {
  const falls = posts.flatMap(({ index, corrections }) =>
    corrections.map(({ atMs, number, from, to }) => {
      return `↓ post ${index + 1}: ${number} corrected from ${figure(from)} to ${figure(to)} at ${age(atMs - firstMs)}`;
    }),
  );
  const gone = posts.flatMap(({ index, goneMs }) =>
    goneMs === null ? [] : [`† post ${index + 1} was gone at ${age(goneMs - firstMs)}; what it had before stands`],
  );
  const further = falls.length - MOST_CORRECTIONS;
  return [
    ...falls.slice(0, MOST_CORRECTIONS),
    ...(further > 0 ? [`  and ${count(further, 'further correction')}`] : []),
    ...gone,
  ];
}

function growthLines({ growth, halfLife, measure }: ThreadReport, io: Io, width: number): string[] {
  const last = growth.at(-1);
  if (last === undefined || growth.length < 2) return [];
  const title = measure === 'impressions' ? 'views' : 'engagement';
  const rows = growth.map(({ ageMs, value }) => [
    age(ageMs),
    figure(value),
    last.value === 0 ? '' : percent(value / last.value),
  ]);
  const table = barTable(
    {
      ...{ header: ['age', title, 'of last'], rows, width },
      alignments: ['right', 'right', 'right'],
      values: growth.map(({ value }) => value),
    },
    io,
  );
  const half =
    halfLife === null
      ? 'Too few to speak of a half-life.'
      : `Half-life ${span(halfLife.ms)}: half of the ${title} by the last reading came within it ${between(halfLife)}.`;
  return [...table, '', ...wrap(half, width)];
}

function between({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): string {
  return fromMs === 0 ? `(before the reading at ${age(toMs)})` : `(read at ${age(fromMs)} and ${age(toMs)})`;
}
