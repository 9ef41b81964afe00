import { type AgedThread, near } from '../../report/comparable.ts';
import type { LatestNumbers } from '../../report/glance.ts';
import { type ComparedThread, type Kind, type ReportedThread, SIMULATED } from '../../report/groups.ts';
import { NUMBER_NAMES } from '../../report/numbers.ts';
import type { ReportOperations } from '../../store/reports.ts';
import { numbersOf } from './snapshots.ts';
import { integer, integerOrNull, type Row, type Sql, text, textOrNull } from './sql.ts';
import { tally } from './tally.ts';

/** Its first post says when a thread began. */
const FIRST = 'first.post_index = 0 AND first.at_ms >= ? AND first.at_ms < ?';

const NUMBERS = NUMBER_NAMES.map((name) => `snapshot.${name}`).join(', ');
const SUMS = NUMBER_NAMES.map((name) => `SUM(${name}) AS ${name}`).join(', ');

/**
 * Numbers of threads: of every post of theirs the one reading that is first in this order, added up where they lie, for
 * there are twenty times as many readings as threads.
 */
function numbersBy(order: string, which: string): string {
  return `SELECT delivery, COUNT(*) AS posts, MAX(at_ms) AS at_ms, ${SUMS} FROM (
      SELECT series.delivery, snapshot.at_ms, ${NUMBERS},
        ROW_NUMBER() OVER (PARTITION BY series.delivery, snapshot.post_index ORDER BY ${order}) AS place
      FROM receipt AS first CROSS JOIN series CROSS JOIN snapshot
      WHERE series.delivery = first.delivery AND snapshot.series = series.number AND snapshot.gone = 0
        AND ${FIRST} ${which}) AS chosen
    WHERE place = 1 GROUP BY delivery`;
}

const LATEST = numbersBy('snapshot.at_ms DESC, series.number DESC', '');
const AGED = numbersBy(
  'ABS(snapshot.age_ms - ?), snapshot.at_ms, series.number',
  'AND snapshot.age_ms BETWEEN ? AND ?',
);

/** @param further columns of `delivery` and of its `first` receipt */
function threads(...further: readonly string[]): string {
  const columns = [
    'delivery.id, article_id, account, platform, live, schedule, slot_ms, posts, opening, first.at_ms AS first_ms',
    'EXISTS (SELECT 1 FROM series WHERE series.delivery = delivery.id AND series.source = ?) AS simulated',
  ];
  return `SELECT ${[...columns, ...further].join(', ')}
    FROM receipt AS first JOIN delivery ON delivery.id = first.delivery
    WHERE ${FIRST} ORDER BY first.at_ms, delivery.id`;
}

const LISTED = threads(
  'article_title, cost_micro_usd, first.url',
  '(SELECT COUNT(*) FROM receipt WHERE receipt.delivery = delivery.id) AS sent',
);
const COMPARED = threads();

export function reportOperations(sql: Sql): ReportOperations {
  return {
    async threadsBetween(fromMs, toMs) {
      return (await sql.all(LISTED, SIMULATED, fromMs, toMs)).map(threadOf);
    },
    async nthNewest(newest, toMs) {
      const [row] = await sql.all(
        'SELECT at_ms FROM receipt WHERE post_index = 0 AND at_ms < ? ORDER BY at_ms DESC LIMIT 1 OFFSET ?',
        ...[toMs, newest - 1],
      );
      return row === undefined ? null : integer(row, 'at_ms');
    },
    async comparedThreads(fromMs, toMs) {
      return (await sql.all(COMPARED, SIMULATED, fromMs, toMs)).map(comparedOf);
    },
    async agedThreads(fromMs, toMs, ageMs) {
      const ages = near(ageMs);
      return (await sql.all(AGED, ageMs, fromMs, toMs, ages.fromMs, ages.toMs)).map(agedOf);
    },
    async latestNumbers(fromMs, toMs) {
      return (await sql.all(LATEST, fromMs, toMs)).map(latestOf);
    },
    tally: (newest) => tally(sql, newest),
  };
}

function agedOf(row: Row): AgedThread {
  return { delivery: text(row, 'delivery'), posts: integer(row, 'posts'), numbers: numbersOf(row) };
}

function latestOf(row: Row): LatestNumbers {
  return { delivery: text(row, 'delivery'), atMs: integer(row, 'at_ms'), numbers: numbersOf(row) };
}

function comparedOf(row: Row): ComparedThread {
  return {
    id: text(row, 'id'),
    articleId: text(row, 'article_id'),
    account: text(row, 'account'),
    platform: text(row, 'platform'),
    kind: kindOf(row),
    schedule: textOrNull(row, 'schedule'),
    slotMs: integerOrNull(row, 'slot_ms'),
    firstMs: integer(row, 'first_ms'),
    posts: integer(row, 'posts'),
    opening: text(row, 'opening'),
  };
}

function threadOf(row: Row): ReportedThread {
  return {
    ...comparedOf(row),
    title: text(row, 'article_title'),
    sent: integer(row, 'sent'),
    url: textOrNull(row, 'url'),
    costUsd: integer(row, 'cost_micro_usd') / 1e6,
  };
}

function kindOf(row: Row): Kind {
  if (integer(row, 'simulated') > 0) return 'simulated';
  return integer(row, 'live') === 1 ? 'live' : 'rehearsal';
}
