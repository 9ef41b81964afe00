import { NO_IMPRESSIONS, NUMBER_NAMES } from '../../report/numbers.ts';
import type { Io } from '../io.ts';
import { widthOf } from './columns.ts';
import { age, aligned, figure } from './figures.ts';
import { count, printable, shorten, wrap } from './text.ts';
import type { ShownThread } from './thread-text.ts';

/** The newest threads, two lines each: what it is, and all its posts together as last read. */
export function logText(shown: readonly ShownThread[], io: Io): string {
  if (shown.length === 0) return 'There are no numbers yet: nothing has been published.';
  const [header = '', ...lines] = aligned(
    [HEADER, ...shown.map(cells)],
    ['left', 'left', 'right', ...NUMBER_NAMES.map(() => 'right' as const)],
  );
  const width = Math.min(io.width, Math.max(60, widthOf(header)));
  const hasBluesky = shown.some(({ delivery }) => delivery.platform === 'bluesky');
  return [
    io.paint('dim', header),
    ...shown.flatMap((each, index) => [io.paint('bold', shorten(title(each), width)), lines[index] ?? '']),
    '',
    ...wrap(`"spool impressions ${shown[0]?.delivery.id}" shows how one thread did, "spool report" the month.`, width),
    ...(hasBluesky ? wrap(`${NO_IMPRESSIONS}.`, width) : []).map((line) => io.paint('dim', line)),
  ].join('\n');
}

const HEADER = ['thread', 'posts', 'read at', ...NUMBER_NAMES.map((name) => (name === 'impressions' ? 'views' : name))];

function title({ delivery, kind }: ShownThread): string {
  const mode = kind === 'live' ? '' : ` (${kind})`;
  return `${delivery.account}${mode} ${printable(delivery.article.title)}`;
}

function cells({ delivery, report }: ShownThread): string[] {
  const read = report.lastAgeMs === null ? 'not yet' : age(report.lastAgeMs);
  return [
    delivery.id,
    count(delivery.receipts.length, 'post'),
    read,
    ...NUMBER_NAMES.map((name) => figure(report.total[name])),
  ];
}
