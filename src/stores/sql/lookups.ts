import type { LookupOperations } from '../../store/lookups.ts';
import { readDeliveries, stateOf } from './read-deliveries.ts';
import { integer, integerOrNull, type Sql, text } from './sql.ts';

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
    async stands() {
      const rows = await sql.all(
        `SELECT article_id, account, live, state, created_ms, slot_ms FROM delivery AS d WHERE created_ms =
           (SELECT MAX(created_ms) FROM delivery WHERE article_id = d.article_id AND account = d.account AND live = d.live)
         ORDER BY created_ms DESC`,
      );
      return rows.map((row) => ({
        articleId: text(row, 'article_id'),
        account: text(row, 'account'),
        live: integer(row, 'live') === 1,
        state: stateOf(text(row, 'state')),
        atMs: Math.max(integerOrNull(row, 'slot_ms') ?? 0, integer(row, 'created_ms')),
      }));
    },
  };
}
