import type { LeaseOperations } from '../../store/lanes.ts';
import { integer, type Sql } from './sql.ts';

export function leaseOperations(sql: Sql): LeaseOperations {
  return {
    async takeLease(name, owner, nowMs, forMs) {
      const untilMs = nowMs + forMs;
      const [row] = await sql.all(
        `INSERT INTO lease (name, owner, fence, until_ms) VALUES (?, ?, 1, ?)
         ON CONFLICT (name) DO UPDATE SET
           owner = excluded.owner,
           until_ms = excluded.until_ms,
           fence = lease.fence + CASE WHEN lease.owner = excluded.owner AND lease.until_ms > ? THEN 0 ELSE 1 END
         WHERE lease.owner = excluded.owner OR lease.until_ms <= ?
         RETURNING fence`,
        ...[name, owner, untilMs, nowMs, nowMs],
      );
      return row === undefined ? null : { name, owner, fence: integer(row, 'fence'), untilMs };
    },
    async dropLease({ name, owner, fence }) {
      // Negative, it still tells when the last one had its turn.
      await sql.run(
        'UPDATE lease SET until_ms = -until_ms WHERE name = ? AND owner = ? AND fence = ? AND until_ms > 0',
        ...[name, owner, fence],
      );
    },
  };
}
