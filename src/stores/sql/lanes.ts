import type { LaneOperations } from '../../store.ts';
import { DUE, DUE_ORDER } from './deliveries.ts';
import { integer, type Sql, text } from './sql.ts';

/** The lease of a lane that a worker is at. `?`: now. */
const HELD = `SELECT 1 FROM lease
  WHERE lease.name = delivery.account || CASE delivery.live WHEN 1 THEN '/live' ELSE '/rehearsal' END
    AND lease.until_ms > ?`;

export function laneOperations(sql: Sql): LaneOperations {
  return {
    async dueLanes(nowMs, limit) {
      const rows = await sql.all(
        `SELECT account, live, MIN(COALESCE(until_ms, slot_ms, created_ms)) AS since_ms FROM delivery
         WHERE ${DUE} AND NOT EXISTS (${HELD})
         GROUP BY account, live ORDER BY since_ms, account, live LIMIT ?`,
        ...[nowMs, nowMs, limit],
      );
      return rows.map((row) => ({
        account: text(row, 'account'),
        live: integer(row, 'live') === 1,
        sinceMs: integer(row, 'since_ms'),
      }));
    },
    async nextDue({ account, live }, nowMs) {
      const [row] = await sql.all(
        `SELECT id FROM delivery WHERE account = ? AND live = ? AND ${DUE} ORDER BY ${DUE_ORDER} LIMIT 1`,
        ...[account, live ? 1 : 0, nowMs],
      );
      return row === undefined ? null : text(row, 'id');
    },
  };
}
