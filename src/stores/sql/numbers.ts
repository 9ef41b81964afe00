import type { Measurable } from '../../report/reading.ts';
import type { Snapshot } from '../../report/snapshot.ts';
import type { NumberOperations } from '../../store.ts';
import { stateOf } from './read-deliveries.ts';
import { integer, integerOrNull, type Row, type Sql, text } from './sql.ts';

export function numberOperations(sql: Sql): NumberOperations {
  return {
    addSnapshots: (delivery, servedMs, snapshots) =>
      sql.transaction(async (inside) => {
        for (const snapshot of snapshots) await insertSnapshot(inside, delivery, snapshot);
        await inside.run(
          'UPDATE delivery SET measured_ms = ? WHERE id = ? AND measured_ms < ?',
          ...[servedMs, delivery, servedMs],
        );
      }),
    async snapshots(delivery) {
      const rows = await sql.all('SELECT * FROM snapshot WHERE delivery = ? ORDER BY post_index, at_ms', delivery);
      return rows.map(snapshotOf);
    },
    async measurable(lastAgeMs) {
      const rows = await sql.all(
        `SELECT delivery.id, delivery.live, delivery.state, delivery.measured_ms, MIN(receipt.at_ms) AS first_ms
         FROM delivery JOIN receipt ON receipt.delivery = delivery.id
         WHERE delivery.measured_ms < ?
         GROUP BY delivery.id, delivery.live, delivery.state, delivery.measured_ms
         ORDER BY first_ms, delivery.id`,
        lastAgeMs,
      );
      return rows.map(measurableOf);
    },
  };
}

function measurableOf(row: Row): Measurable {
  return {
    id: text(row, 'id'),
    live: integer(row, 'live') === 1,
    state: stateOf(text(row, 'state')),
    measuredMs: integer(row, 'measured_ms'),
    firstMs: integer(row, 'first_ms'),
  };
}

async function insertSnapshot(sql: Sql, delivery: string, snapshot: Snapshot): Promise<void> {
  const { index, atMs, source, ageMs, impressions, likes, reposts, replies, quotes, bookmarks } = snapshot;
  await sql.run(
    `INSERT INTO snapshot (delivery, post_index, at_ms, source, age_ms, impressions, likes, reposts, replies, quotes,
       bookmarks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    ...[delivery, index, atMs, source, ageMs, impressions, likes, reposts, replies, quotes, bookmarks],
  );
}

function snapshotOf(row: Row): Snapshot {
  return {
    index: integer(row, 'post_index'),
    atMs: integer(row, 'at_ms'),
    ageMs: integer(row, 'age_ms'),
    source: text(row, 'source'),
    impressions: integerOrNull(row, 'impressions'),
    likes: integerOrNull(row, 'likes'),
    reposts: integerOrNull(row, 'reposts'),
    replies: integerOrNull(row, 'replies'),
    quotes: integerOrNull(row, 'quotes'),
    bookmarks: integerOrNull(row, 'bookmarks'),
  };
}
