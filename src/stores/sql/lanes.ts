import type { LaneOperations } from '../../store/lanes.ts';
import { DUE, DUE_ON_LANE, DUE_ORDER, RESTED } from './deliveries.ts';
import { integer, type Sql, text } from './sql.ts';

/** The lease of a lane; there is none before its first turn. */
const LEASE = `LEFT JOIN lease
  ON lease.name = delivery.account || CASE delivery.live WHEN 1 THEN '/live' ELSE '/rehearsal' END`;

export function laneOperations(sql: Sql): LaneOperations {
  return {
    async dueLanes(nowMs, limit) {
      // At most ticks nothing is due, and that is quick to see.
      const [any] = await sql.all(`SELECT 1 AS due FROM delivery WHERE ${RESTED} LIMIT 1`, nowMs);
      if (any === undefined) return [];
      const rows = await sql.all(
        `SELECT due.account, due.live, due.since_ms, due.turn_ms FROM
           (SELECT account, live, MIN(COALESCE(delivery.until_ms, slot_ms, created_ms)) AS since_ms,
              MAX(COALESCE(-lease.until_ms, 0)) AS turn_ms, MAX(COALESCE(lease.until_ms, 0)) AS held_ms
            FROM delivery ${LEASE} WHERE ${DUE} GROUP BY account, live) AS due
         WHERE due.held_ms <= ?
         ORDER BY CASE WHEN due.turn_ms > due.since_ms THEN due.turn_ms ELSE due.since_ms END, due.account, due.live`,
        ...[nowMs, nowMs],
      );
      // All are sorted either way; with a LIMIT SQLite makes a temporary table for it, which takes longer than the rest.
      return rows.slice(0, limit).map((row) => ({
        account: text(row, 'account'),
        live: integer(row, 'live') === 1,
        sinceMs: integer(row, 'since_ms'),
        // A worker that died gave nothing back: that was a turn too, and not one that counts.
        turnMs: Math.max(0, integer(row, 'turn_ms')),
      }));
    },
    async nextDue({ account, live }, nowMs) {
      const [row] = await sql.all(
        `SELECT id FROM delivery WHERE account = ? AND live = ? AND ${DUE_ON_LANE} ORDER BY ${DUE_ORDER} LIMIT 1`,
        ...[account, live ? 1 : 0, nowMs, account, live ? 1 : 0],
      );
      return row === undefined ? null : text(row, 'id');
    },
  };
}
