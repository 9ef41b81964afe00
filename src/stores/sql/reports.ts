import { type AgedThread, near } from '../../report/comparable.ts';
import { type Kind, type ReportedThread, SIMULATED } from '../../report/groups.ts';
import { NUMBER_NAMES } from '../../report/numbers.ts';
import type { ReportOperations } from '../../store/reports.ts';
import { numbersOf, snapshotOf } from './snapshots.ts';
import { integer, integerOrNull, type Row, type Sql, text, textOrNull } from './sql.ts';
import { tally } from './tally.ts';

/** Its first post says when a thread began. */
const FIRST = 'first.post_index = 0 AND first.at_ms >= ? AND first.at_ms < ?';

/**
 * Readings of the posts of such threads at certain instants: found by the key, post by post. SQLite never reorders a
 * CROSS JOIN, and would otherwise read whole series.
 */
function readingsAt(columns: string, instant: string): string {
  return `SELECT series.delivery, ${columns}
    FROM receipt AS first
    CROSS JOIN series CROSS JOIN receipt AS post CROSS JOIN snapshot
    WHERE series.delivery = first.delivery AND post.delivery = first.delivery
      AND snapshot.series = series.number AND snapshot.post_index = post.post_index AND snapshot.at_ms ${instant}
      AND snapshot.gone = 0 AND ${FIRST}`;
}

const LAST = readingsAt(
  'series.source, snapshot.*',
  `= (SELECT MAX(l.at_ms) FROM snapshot AS l
      WHERE l.series = series.number AND l.post_index = post.post_index AND l.gone = 0)`,
);

const NUMBERS = NUMBER_NAMES.map((name) => `snapshot.${name}`).join(', ');
const SUMS = NUMBER_NAMES.map((name) => `SUM(${name}) AS ${name}`).join(', ');

/**
 * Chosen and added up where they lie: a year holds twenty times as many readings as threads. The age, which follows from
 * the instants, spares PostgreSQL to join the others.
 */
const AGED = `SELECT delivery, COUNT(*) AS posts, ${SUMS} FROM (${readingsAt(
  `${NUMBERS}, ROW_NUMBER() OVER (PARTITION BY series.delivery, snapshot.post_index
     ORDER BY ABS(snapshot.at_ms - post.at_ms - ?), snapshot.at_ms, series.number) AS place`,
  'BETWEEN post.at_ms + ? AND post.at_ms + ? AND snapshot.age_ms BETWEEN ? AND ?',
)}) AS nearest WHERE place = 1 GROUP BY delivery`;

export function reportOperations(sql: Sql): ReportOperations {
  return {
    async threadsBetween(fromMs, toMs) {
      const rows = await sql.all(
        `SELECT delivery.id, article_id, article_title, account, platform, live, schedule, slot_ms, posts, opening,
           cost_micro_usd, first.at_ms AS first_ms, first.url,
           (SELECT COUNT(*) FROM receipt WHERE receipt.delivery = delivery.id) AS sent,
           (SELECT COUNT(*) FROM series WHERE series.delivery = delivery.id AND series.source = ?) AS simulated
         FROM receipt AS first JOIN delivery ON delivery.id = first.delivery
         WHERE ${FIRST} ORDER BY first.at_ms, delivery.id`,
        ...[SIMULATED, fromMs, toMs],
      );
      return rows.map(threadOf);
    },
    async agedThreads(fromMs, toMs, ageMs) {
      const ages = near(ageMs);
      return (await sql.all(AGED, ...[ageMs, ages.fromMs, ages.toMs, ages.fromMs, ages.toMs, fromMs, toMs])).map(
        agedOf,
      );
    },
    async lastReadings(fromMs, toMs) {
      const rows = await sql.all(LAST, fromMs, toMs);
      return rows.map((row) => ({ delivery: text(row, 'delivery'), ...snapshotOf(row) }));
    },
    tally: (newest) => tally(sql, newest),
  };
}

function agedOf(row: Row): AgedThread {
  return {
    delivery: text(row, 'delivery'),
    posts: integer(row, 'posts'),
    numbers: numbersOf(row),
  };
}

function threadOf(row: Row): ReportedThread {
  return {
    id: text(row, 'id'),
    articleId: text(row, 'article_id'),
    title: text(row, 'article_title'),
    account: text(row, 'account'),
    platform: text(row, 'platform'),
    kind: kindOf(row),
    schedule: textOrNull(row, 'schedule'),
    slotMs: integerOrNull(row, 'slot_ms'),
    firstMs: integer(row, 'first_ms'),
    posts: integer(row, 'posts'),
    sent: integer(row, 'sent'),
    opening: text(row, 'opening'),
    url: textOrNull(row, 'url'),
    costUsd: integer(row, 'cost_micro_usd') / 1e6,
  };
}

function kindOf(row: Row): Kind {
  if (integer(row, 'simulated') > 0) return 'simulated';
  return integer(row, 'live') === 1 ? 'live' : 'rehearsal';
}
