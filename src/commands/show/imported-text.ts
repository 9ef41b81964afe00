import type { ImportedHistory } from '../../report/imported/history.ts';
import type { Estimate } from '../../report/interval.ts';
import type { MonthReport } from '../../report/month.ts';
import { toLocal } from '../../schedule/offsets.ts';
import type { Io } from '../io.ts';
import { aligned, dayName, figure } from './figures.ts';
import { count, printable, shorten, wrap } from './text.ts';

/** The log from before Spool, in its own section: it is never added to anything. */
export function importedLines({ imported, zone }: MonthReport, io: Io, width: number): readonly string[] {
  if (imported === null) return [];
  const { posts, firstMs, lastMs } = imported;
  const [from, to] = [date(firstMs, zone), date(lastMs, zone)];
  const when = from === to ? from : `${from} to ${to}`;
  const head = `${count(posts, 'post')} of ${when}, single posts and replies among them`;
  return [
    `${io.paint('bold', 'Imported history')} ${io.paint('dim', 'from your archive or analytics')}`,
    ...wrap(`${head}. ${told(imported)}`, width),
    ...bestLines(imported, zone, io, width),
  ];
}

function told({ impressions, likes }: ImportedHistory): string {
  const views = estimateText(impressions, 'views');
  const liked = estimateText(likes, 'likes');
  const missing = impressions.count === 0 ? 'The archive tells no views.' : '';
  return [views, liked, missing].filter((text) => text !== '').join(' ');
}

function estimateText({ count: number, median, interval }: Estimate, what: string): string {
  if (median === null) return '';
  const sure = interval === null ? 'too few to say more' : `95 %: ${figure(interval.low)} to ${figure(interval.high)}`;
  return `Median ${what} ${figure(median)} (${sure}, ${figure(number)} known).`;
}

function bestLines({ best }: ImportedHistory, zone: string, io: Io, width: number): readonly string[] {
  const rows = best.map(({ postedMs, numbers, text }) => [
    ...[figure(numbers.impressions), figure(numbers.likes), date(postedMs, zone)],
    printable(text).replace(/\s+/g, ' '),
  ]);
  const [top = '', ...lines] = aligned(
    [['views', 'likes', 'posted', 'most seen'], ...rows],
    ['right', 'right', 'left'],
  );
  return [io.paint('dim', top), ...lines.map((line) => shorten(line, width))];
}

/** `3 Nov 2026` */
function date(ms: number, zone: string): string {
  const localMs = toLocal(zone, ms);
  return `${dayName(localMs).slice(4)} ${new Date(localMs).getUTCFullYear()}`;
}
