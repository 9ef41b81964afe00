import type { Kind, ReportedThread } from '../../report/groups.ts';
import { SIMULATED } from '../../report/groups.ts';
import type { ReportOperations } from '../../store.ts';
import { snapshotOf } from './snapshots.ts';
import { integer, integerOrNull, type Row, type Sql, text, textOrNull } from './sql.ts';
import { tally } from './tally.ts';

/** Its first post says when a thread began. */
const FIRST = 'first.post_index = 0 AND first.at_ms >= ? AND first.at_ms < ?';

const AGED = 'snapshot.age_ms >= ? AND snapshot.age_ms <= ?';

const LAST = `snapshot.gone = 0 AND NOT EXISTS (SELECT 1 FROM snapshot AS later
  WHERE later.series = snapshot.series AND later.post_index = snapshot.post_index
    AND later.at_ms > snapshot.at_ms AND later.gone = 0)`;

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
    async readingsBetween(fromMs, toMs, ages) {
      const [which, ...bounds] = ages === 'last' ? [LAST] : [AGED, ages.fromMs, ages.toMs];
      const rows = await sql.all(
        `SELECT series.delivery, series.source, snapshot.*
         FROM receipt AS first
         JOIN series ON series.delivery = first.delivery
         JOIN snapshot ON snapshot.series = series.number
         WHERE ${FIRST} AND ${which}
         ORDER BY series.number, snapshot.post_index, snapshot.at_ms`,
        ...[fromMs, toMs, ...bounds],
      );
      return rows.map((row) => ({ delivery: text(row, 'delivery'), ...snapshotOf(row) }));
    },
    tally: (newest) => tally(sql, newest),
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
