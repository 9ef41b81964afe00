import type { LookupOperations } from '../../store.ts';
import { readDeliveries, stateOf } from './read-deliveries.ts';
import { snapshotOf } from './snapshots.ts';
import { integer, type Row, type Sql, text } from './sql.ts';

export function lookupOperations(sql: Sql): LookupOperations {
  return {
    deliveriesIn: (states, limit) =>
      readDeliveries(
        sql,
        `WHERE state IN (${states.map(() => '?').join(', ')}) ORDER BY updated_ms DESC, id LIMIT ?`,
        ...[...states, limit],
      ),
    deliveriesOf: (article, limit) =>
      readDeliveries(sql, 'WHERE article_id = ? ORDER BY created_ms DESC, id LIMIT ?', article, limit),
    async readingsNear(fromMs, toMs, ages) {
      const between = 'BETWEEN post.at_ms + ? AND post.at_ms + ?';
      const rows = await sql.all(readingsAt(between), ...[ages.fromMs, ages.toMs, fromMs, toMs]);
      return rows.map(readingOf);
    },
    async lastReadings(fromMs, toMs) {
      const last = `= (SELECT MAX(l.at_ms) FROM snapshot AS l
        WHERE l.series = series.number AND l.post_index = post.post_index AND l.gone = 0)`;
      return (await sql.all(readingsAt(last), fromMs, toMs)).map(readingOf);
    },
    async stands() {
      const rows = await sql.all(
        `SELECT article_id, account, live, state, created_ms FROM delivery AS d WHERE created_ms =
           (SELECT MAX(created_ms) FROM delivery WHERE article_id = d.article_id AND account = d.account AND live = d.live)
         ORDER BY created_ms DESC`,
      );
      return rows.map((row) => ({
        articleId: text(row, 'article_id'),
        account: text(row, 'account'),
        live: integer(row, 'live') === 1,
        state: stateOf(text(row, 'state')),
        atMs: integer(row, 'created_ms'),
      }));
    },
  };
}

/**
 * Readings at certain instants of the posts of threads by their beginning: found by the key, post by post. SQLite never
 * reorders a CROSS JOIN, and would otherwise read whole series.
 */
function readingsAt(instant: string): string {
  return `SELECT series.delivery, series.source, snapshot.*
    FROM receipt AS first
    CROSS JOIN series CROSS JOIN receipt AS post CROSS JOIN snapshot
    WHERE series.delivery = first.delivery AND post.delivery = first.delivery
      AND snapshot.series = series.number AND snapshot.post_index = post.post_index AND snapshot.at_ms ${instant}
      AND first.post_index = 0 AND first.at_ms >= ? AND first.at_ms < ?`;
}

function readingOf(row: Row) {
  return { delivery: text(row, 'delivery'), ...snapshotOf(row) };
}
