import { STATES } from '../../delivery/delivery.ts';
import type { Measurable } from '../../report/measurable.ts';
import type { Snapshot } from '../../report/snapshot.ts';
import type { NumberOperations } from '../../store/numbers.ts';
import { stateOf } from './read-deliveries.ts';
import { insertSnapshots, readSnapshots } from './snapshots.ts';
import { integer, integerOrNull, type Row, type Sql, type SqlValue, text } from './sql.ts';

export function numberOperations(sql: Sql): NumberOperations {
  return {
    addSnapshots: (delivery, servedMs, snapshots) =>
      sql.transaction(async (inside) => {
        await insertSnapshots(inside, delivery, snapshots);
        if (servedMs >= 0) await noteReading(inside, delivery, servedMs, snapshots);
      }),
    snapshots: (delivery) => readSnapshots(sql, delivery),
    // Two lists let each use an index of its own: most deliveries have all their readings, and are not looked at.
    measurable: (lastAgeMs, readSinceMs) =>
      measurable(
        sql,
        `IN (SELECT id FROM delivery WHERE measured_ms < ? UNION ALL SELECT id FROM delivery WHERE read_ms >= ?)`,
        ...[lastAgeMs, readSinceMs],
      ),
    measurableSince: (lastAgeMs, changedMs) =>
      measurable(
        sql,
        `IN (SELECT id FROM delivery WHERE state IN (${ALL_STATES}) AND updated_ms >= ? AND measured_ms < ?)`,
        ...[changedMs, lastAgeMs],
      ),
    async measurableDelivery(id) {
      return (await measurable(sql, '= ?', id)).at(0) ?? null;
    },
    async gonePosts(delivery) {
      const rows = await sql.all(
        `SELECT snapshot.post_index FROM series JOIN snapshot ON snapshot.series = series.number
         WHERE series.delivery = ? AND snapshot.gone = 1`,
        delivery,
      );
      return new Set(rows.map((row) => integer(row, 'post_index')));
    },
  };
}

/** Neither ever moves back. */
async function noteReading(
  sql: Sql,
  delivery: string,
  servedMs: number,
  snapshots: readonly Snapshot[],
): Promise<void> {
  await sql.run(
    'UPDATE delivery SET measured_ms = ? WHERE id = ? AND measured_ms < ?',
    ...[servedMs, delivery, servedMs],
  );
  if (snapshots.length === 0) return;
  const readMs = Math.max(...snapshots.map(({ atMs }) => atMs));
  await sql.run(
    'UPDATE delivery SET read_ms = ? WHERE id = ? AND (read_ms IS NULL OR read_ms < ?)',
    ...[readMs, delivery, readMs],
  );
}

/** Named one by one, so that the index by state and change serves. */
const ALL_STATES = STATES.map((state) => `'${state}'`).join(', ');

/** @param chosen which ids, as the end of a condition with `?` */
async function measurable(
  sql: Sql,
  chosen: string,
  ...parameters: readonly SqlValue[]
): Promise<readonly Measurable[]> {
  const rows = await sql.all(
    `SELECT delivery.id, delivery.account, delivery.platform, delivery.live, delivery.state, delivery.measured_ms,
       delivery.read_ms, MIN(receipt.at_ms) AS first_ms
     FROM delivery JOIN receipt ON receipt.delivery = delivery.id
     WHERE delivery.id ${chosen}
       AND receipt.removed_ms IS NULL
       AND NOT EXISTS (
         SELECT 1 FROM series JOIN snapshot ON snapshot.series = series.number AND snapshot.gone = 1
         WHERE series.delivery = receipt.delivery AND snapshot.post_index = receipt.post_index)
     GROUP BY delivery.id, delivery.account, delivery.platform, delivery.live, delivery.state, delivery.measured_ms,
       delivery.read_ms
     ORDER BY first_ms DESC, delivery.id`,
    ...parameters,
  );
  return rows.map(measurableOf);
}

function measurableOf(row: Row): Measurable {
  return {
    id: text(row, 'id'),
    account: text(row, 'account'),
    platform: text(row, 'platform'),
    live: integer(row, 'live') === 1,
    state: stateOf(text(row, 'state')),
    measuredMs: integer(row, 'measured_ms'),
    readMs: integerOrNull(row, 'read_ms'),
    firstMs: integer(row, 'first_ms'),
  };
}
