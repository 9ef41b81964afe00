import { laneOf } from '../../delivery/lane.ts';
import { DAY_MS } from '../../schedule/duration.ts';
import type { HostOperations, SeenHost } from '../../store/hosts.ts';
import { integer, integerOrNull, type Row, type Sql, text } from './sql.ts';

/** A worker that was not seen for so long is forgotten, and so are the longest silent beyond so many. */
const FORGOTTEN_MS = DAY_MS;
const MOST_HOSTS = 200;

export function hostOperations(sql: Sql): HostOperations {
  return {
    beat: ({ owner, name, pid, version, startedMs }, atMs) =>
      sql.transaction(async (inside) => {
        await inside.run(
          `INSERT INTO host (owner, name, pid, version, started_ms, seen_ms) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (owner) DO UPDATE SET seen_ms = excluded.seen_ms`,
          ...[owner, name, pid, version, startedMs, atMs],
        );
        await inside.run(
          `DELETE FROM host WHERE seen_ms < ?
             OR owner NOT IN (SELECT owner FROM host ORDER BY seen_ms DESC, owner LIMIT ${MOST_HOSTS})`,
          atMs - FORGOTTEN_MS,
        );
      }),
    async leave(owner, atMs) {
      await sql.run('UPDATE host SET left_ms = ? WHERE owner = ?', atMs, owner);
    },
    async lastBeatMs() {
      const [row] = await sql.all('SELECT MAX(seen_ms) AS seen_ms FROM host');
      return row === undefined ? null : integerOrNull(row, 'seen_ms');
    },
    async hosts(nowMs) {
      const rows = await sql.all('SELECT * FROM host ORDER BY seen_ms DESC, owner');
      if (rows.length === 0) return [];
      const held = await sql.all('SELECT name, owner FROM lease WHERE until_ms > ? ORDER BY name', nowMs);
      const sending = await sendingLanes(sql);
      return rows.map((row) => hostOf(row, held, sending));
    },
  };
}

/** Counting, unlike a join or EXISTS, never makes PostgreSQL read all attempts there ever were. */
async function sendingLanes(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql.all(
    `SELECT account, live FROM delivery WHERE state = 'publishing'
       AND (SELECT COUNT(*) FROM attempt WHERE attempt.delivery = delivery.id AND outcome IS NULL) > 0`,
  );
  return new Set(rows.map((row) => laneOf({ account: text(row, 'account'), live: integer(row, 'live') === 1 })));
}

function hostOf(row: Row, held: readonly Row[], sending: ReadonlySet<string>): SeenHost {
  const owner = text(row, 'owner');
  const names = held.filter((lease) => lease.owner === owner).map((lease) => text(lease, 'name'));
  return {
    ...{ owner, name: text(row, 'name'), pid: integer(row, 'pid'), version: text(row, 'version') },
    startedMs: integer(row, 'started_ms'),
    seenMs: integer(row, 'seen_ms'),
    leftMs: integerOrNull(row, 'left_ms'),
    leases: names.map((name) => ({ name, isSending: sending.has(name) })),
  };
}
