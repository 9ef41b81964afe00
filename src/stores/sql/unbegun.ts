import type { Move } from '../../store/slots.ts';
import type { SlotDelivery, ThreadTime, UnbegunOperations } from '../../store/unbegun.ts';
import { insertDelivery } from './insert-delivery.ts';
import { readDeliveries, stateOf } from './read-deliveries.ts';
import { integer, type Row, type Sql, text, textOrNull } from './sql.ts';

/** Nothing of it has been sent, and nothing is being sent: `recordIntent` ends this, in one transaction. */
export const UNBEGUN = `state IN ('held', 'planned', 'waiting')
  AND NOT EXISTS (SELECT 1 FROM attempt WHERE attempt.delivery = delivery.id)`;

export function unbegunOperations(sql: Sql): UnbegunOperations {
  return {
    unbegun: () => readDeliveries(sql, `WHERE slot_key IS NOT NULL AND ${UNBEGUN} ORDER BY slot_ms, created_ms, id`),
    async deliveriesOfSlot(key) {
      const rows = await sql.all('SELECT id, account, live, state FROM delivery WHERE slot_key = ? ORDER BY id', key);
      return rows.map(slotDeliveryOf);
    },
    moveUnbegun: (move) => moveUnbegun(sql, move),
    replaceUnbegun: (id, by) =>
      sql.transaction(async (inside) => {
        const taken = await inside.run(`DELETE FROM delivery WHERE id = ? AND ${UNBEGUN}`, id);
        if (taken === 0) return false;
        if (by !== null) await insertDelivery(inside, by);
        return true;
      }),
    async threads(sinceMs) {
      const rows = await sql.all(THREADS, sinceMs);
      return rows.map(threadOf);
    },
  };
}

export async function moveUnbegun(sql: Sql, { delivery, change }: Move): Promise<boolean> {
  const { state, why, untilMs, atMs } = change;
  const moved = await sql.run(
    `UPDATE delivery SET state = ?, why = ?, until_ms = ?, updated_ms = ? WHERE id = ? AND ${UNBEGUN}`,
    ...[state, why, untilMs, atMs, delivery],
  );
  return moved === 1;
}

/** One that was ended before anything of it went out keeps no other away. */
const THREADS = `
  SELECT id, account, live, article_title, state, schedule, until_ms, slot_ms, created_ms,
    (SELECT MIN(intent_ms) FROM attempt WHERE attempt.delivery = delivery.id) AS begun_ms
  FROM delivery
  WHERE created_ms >= ? AND state <> 'missed'
    AND (state NOT IN ('cancelled', 'failed')
      OR EXISTS (SELECT 1 FROM receipt WHERE receipt.delivery = delivery.id))
  ORDER BY created_ms, id`;

function threadOf(row: Row): ThreadTime {
  const may = ['until_ms', 'slot_ms', 'created_ms'].map((column) => (row[column] === null ? 0 : integer(row, column)));
  return {
    delivery: text(row, 'id'),
    account: text(row, 'account'),
    live: integer(row, 'live') === 1,
    title: text(row, 'article_title'),
    state: stateOf(text(row, 'state')),
    schedule: textOrNull(row, 'schedule'),
    atMs: row.begun_ms === null ? Math.max(...may) : integer(row, 'begun_ms'),
  };
}

function slotDeliveryOf(row: Row): SlotDelivery {
  return {
    id: text(row, 'id'),
    account: text(row, 'account'),
    live: integer(row, 'live') === 1,
    state: stateOf(text(row, 'state')),
  };
}
