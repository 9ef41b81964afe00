import { DUE_STATES } from '../../delivery/delivery.ts';
import { UNFINISHED_STATES } from '../../delivery/half.ts';
import type { Delivered, DeliveryOperations } from '../../store/deliveries.ts';
import { attemptOperations } from './attempts.ts';
import { changeState, listed, OPEN, receiptOf } from './changes.ts';
import { insertDelivery } from './insert-delivery.ts';
import { readDeliveries, stateOf } from './read-deliveries.ts';
import { integer, integerOrNull, type Row, type Sql, text } from './sql.ts';

/**
 * A started delivery of an account in a mode: it is finished first. Counting, unlike a join or EXISTS, never makes
 * PostgreSQL read all attempts there ever were.
 */
function started(account: string, live: string): string {
  return `SELECT 1 FROM delivery AS started
  WHERE started.account = ${account} AND started.live = ${live} AND started.state IN (${OPEN})
    AND (SELECT COUNT(*) FROM attempt WHERE attempt.delivery = started.id) > 0`;
}

const BEGUN = 'EXISTS (SELECT 1 FROM attempt WHERE attempt.delivery = delivery.id)';

/** One made ahead waits for its slot, whose decision may be that it is missed. */
const DECIDED = `EXISTS
  (SELECT 1 FROM slot WHERE slot.schedule = delivery.schedule AND slot.key = delivery.slot_key)`;

/** What does not rest any longer. `?`: now. */
export const RESTED = `state IN (${listed(DUE_STATES)}) AND (delivery.until_ms IS NULL OR delivery.until_ms <= ?)`;

function due(account: string, live: string): string {
  return `${RESTED}
  AND (state = 'unpublishing' OR ${BEGUN} OR NOT EXISTS (${started(account, live)}))
  AND (state <> 'planned' OR slot_key IS NULL OR ${DECIDED})`;
}

/** What the worker goes on with now. `?`: now. */
export const DUE = due('delivery.account', 'delivery.live');

/** The same on one lane, whose started ones are looked for once. `?`: now, account, mode. */
export const DUE_ON_LANE = due('?', '?');

/** A started one before a planned one, then the oldest. */
export const DUE_ORDER = `CASE state WHEN 'planned' THEN 1 ELSE 0 END, created_ms, id`;

export function deliveryOperations(sql: Sql): DeliveryOperations {
  return {
    addDelivery: (delivery) => sql.transaction((inside) => insertDelivery(inside, delivery)),
    async delivery(id) {
      return (await readDeliveries(sql, 'WHERE id = ?', id)).at(0) ?? null;
    },
    deliveries: (limit) => readDeliveries(sql, 'ORDER BY created_ms DESC, id LIMIT ?', limit),
    dueDeliveries: (nowMs) => readDeliveries(sql, `WHERE ${DUE} ORDER BY ${DUE_ORDER}`, nowMs),
    begunDeliveries: (untilMs) =>
      readDeliveries(
        sql,
        `WHERE state IN (${listed(UNFINISHED_STATES)})
           AND (SELECT MAX(at_ms) FROM receipt WHERE receipt.delivery = delivery.id) <= ? ORDER BY created_ms, id`,
        untilMs,
      ),
    async raiseAlarm(delivery, sinceMs) {
      const raised = await sql.run(
        'UPDATE delivery SET alarmed_ms = ? WHERE id = ? AND alarmed_ms < ?',
        ...[sinceMs, delivery, sinceMs],
      );
      return raised === 1;
    },
    deliveredArticles: (articles) => deliveredArticles(sql, articles),
    ...attemptOperations(sql),
    recordReceipts: (delivery, receipts, from, change) =>
      sql.transaction(async (inside) => {
        const isChanged = await changeState(inside, delivery, from, change);
        for (const receipt of isChanged ? receipts : []) await inside.run(...receiptOf(delivery, receipt));
        return isChanged;
      }),
    async recordRemoval(delivery, indices, atMs) {
      const marks = indices.map(() => '?').join(', ');
      await sql.run(
        `UPDATE receipt SET removed_ms = ? WHERE delivery = ? AND removed_ms IS NULL AND post_index IN (${marks})`,
        ...[atMs, delivery, ...indices],
      );
    },
    changeState: (delivery, from, change) => changeState(sql, delivery, from, change),
  };
}

/** Articles asked about in one statement: always as many, so that the statement is prepared once. */
const AT_ONCE = 100;

/** Reads what is known of the present articles only: five years of deliveries of others cost nothing. */
async function deliveredArticles(sql: Sql, articles: readonly string[]): Promise<Delivered[]> {
  const marks = Array.from({ length: AT_ONCE }, () => '?').join(', ');
  const found: Delivered[] = [];
  for (let from = 0; from < articles.length; from += AT_ONCE) {
    const some = articles.slice(from, from + AT_ONCE);
    const filled = [...some, ...Array.from({ length: AT_ONCE - some.length }, () => some[0] ?? '')];
    const rows = await sql.all(
      `SELECT article_id, account, live, slot_ms, created_ms, content_hash, state FROM delivery
       WHERE state <> 'missed' AND article_id IN (${marks})`,
      ...filled,
    );
    found.push(...rows.map(deliveredOf));
  }
  return found.sort((a, b) => a.atMs - b.atMs);
}

function deliveredOf(row: Row): Delivered {
  return {
    articleId: text(row, 'article_id'),
    account: text(row, 'account'),
    live: integer(row, 'live') === 1,
    atMs: Math.max(integerOrNull(row, 'slot_ms') ?? 0, integer(row, 'created_ms')),
    contentHash: text(row, 'content_hash'),
    state: stateOf(text(row, 'state')),
  };
}
