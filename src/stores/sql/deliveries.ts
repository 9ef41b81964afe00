import { DUE_STATES, OPEN_STATES, type Plan, type Receipt, type State } from '../../delivery/delivery.ts';
import { UNFINISHED_STATES } from '../../delivery/half.ts';
import type { Change, Delivered, DeliveryOperations, Intent, Outcome } from '../../store/deliveries.ts';
import type { Lease } from '../../store/lanes.ts';
import { insertDelivery } from './insert-delivery.ts';
import { PLAN_COLUMNS, planValues } from './plan-columns.ts';
import { readDeliveries, stateOf } from './read-deliveries.ts';
import { integer, integerOrNull, type Row, type Sql, text } from './sql.ts';

const OPEN = listed(OPEN_STATES);

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
    recordIntent: (intent, lease, sealed) => sql.transaction((inside) => recordIntent(inside, intent, lease, sealed)),
    recordOutcome: (outcome, change) => sql.transaction((inside) => recordOutcome(inside, outcome, change)),
    recordAbsence: (delivery, step, attempt, atMs, change) =>
      sql.transaction((inside) => recordAbsence(inside, delivery, step, attempt, atMs, change)),
    recordReceipts: (delivery, receipts, from, change) =>
      sql.transaction(async (inside) => {
        const isChanged = await changeState(inside, delivery, from, change);
        if (isChanged) await insertReceipts(inside, delivery, receipts);
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

async function changeState(sql: Sql, delivery: string, from: readonly State[], change: Change): Promise<boolean> {
  const { state, why, cause = null, untilMs, atMs, isByAuthor = false } = change;
  const changed = await sql.run(
    `UPDATE delivery SET state = ?, why = ?, cause = ?, until_ms = ?, updated_ms = ?, anew_ms = COALESCE(?, anew_ms)
     WHERE id = ? AND state IN (${listed(from)})`,
    ...[state, why, cause, untilMs, atMs, isByAuthor ? atMs : null, delivery],
  );
  return changed === 1;
}

function listed(states: readonly State[]): string {
  return states.map((state) => `'${state}'`).join(', ');
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

async function recordIntent(sql: Sql, intent: Intent, lease: Lease, sealed: Plan | undefined): Promise<boolean> {
  const { delivery, step, attempt, atMs } = intent;
  const moved = await sql.run(
    `UPDATE delivery SET state = 'publishing', why = NULL, cause = NULL, until_ms = NULL, updated_ms = ?
     WHERE id = ? AND state IN (${OPEN})
       AND EXISTS (SELECT 1 FROM lease WHERE name = ? AND owner = ? AND fence = ? AND until_ms > ?)
       AND NOT EXISTS (SELECT 1 FROM pause WHERE account IN ('*', delivery.account))
       AND ? = 1 + (SELECT COUNT(*) FROM attempt WHERE delivery = ? AND step = ?)`,
    ...[atMs, delivery, lease.name, lease.owner, lease.fence, atMs, attempt, delivery, step],
  );
  if (moved === 0) return false;
  if (sealed !== undefined) {
    await sql.run(
      `UPDATE delivery SET ${PLAN_COLUMNS.map((column) => `${column} = ?`).join(', ')}
       WHERE id = ? AND NOT EXISTS (SELECT 1 FROM attempt WHERE delivery = ?)`,
      ...[...planValues(sealed), delivery, delivery],
    );
  }
  await sql.run(
    'INSERT INTO attempt (delivery, step, number, intent_ms, fence) VALUES (?, ?, ?, ?, ?)',
    ...[delivery, step, attempt, atMs, lease.fence],
  );
  return true;
}

async function recordOutcome(sql: Sql, outcome: Outcome, change: Change): Promise<void> {
  const { delivery, step, attempt } = outcome;
  await sql.run(
    'UPDATE attempt SET outcome = ?, why = ? WHERE delivery = ? AND step = ? AND number = ?',
    ...[outcome.outcome, change.why, delivery, step, attempt],
  );
  await insertReceipts(sql, delivery, outcome.receipts);
  await move(sql, delivery, change);
}

async function insertReceipts(sql: Sql, delivery: string, receipts: readonly Receipt[]): Promise<void> {
  for (const { index, id, uri, url, cid, atMs } of receipts) {
    await sql.run(
      `INSERT INTO receipt (delivery, post_index, id, uri, url, cid, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (delivery, post_index) DO NOTHING`,
      ...[delivery, index, id, uri, url, cid, atMs],
    );
  }
}

async function recordAbsence(sql: Sql, delivery: string, step: number, attempt: number, atMs: number, change: Change) {
  const [row] = await sql.all(
    'SELECT absent_ms FROM attempt WHERE delivery = ? AND step = ? AND number = ?',
    ...[delivery, step, attempt],
  );
  const before: number[] = row ? JSON.parse(text(row, 'absent_ms')) : [];
  await sql.run(
    'UPDATE attempt SET absent_ms = ? WHERE delivery = ? AND step = ? AND number = ?',
    ...[JSON.stringify([...before, atMs]), delivery, step, attempt],
  );
  await move(sql, delivery, change);
}

/** A delivery that the author ended meanwhile stays ended: a late answer adds its receipts and nothing else. */
async function move(sql: Sql, delivery: string, change: Change): Promise<void> {
  await changeState(sql, delivery, OPEN_STATES, change);
}
