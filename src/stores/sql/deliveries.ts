import { OPEN_STATES } from '../../delivery/delivery.ts';
import type { Change, DeliveryOperations, Intent, Lease, Outcome } from '../../store.ts';
import { insertDelivery } from './insert-delivery.ts';
import { readDeliveries } from './read-deliveries.ts';
import { integer, type Sql, text } from './sql.ts';

const OPEN = OPEN_STATES.map((state) => `'${state}'`).join(', ');

export function deliveryOperations(sql: Sql): DeliveryOperations {
  return {
    addDelivery: (delivery) => sql.transaction((inside) => insertDelivery(inside, delivery)),
    async delivery(id) {
      return (await readDeliveries(sql, 'WHERE id = ?', id)).at(0) ?? null;
    },
    deliveries: (limit) => readDeliveries(sql, 'ORDER BY created_ms DESC, id LIMIT ?', limit),
    dueDeliveries: (nowMs) =>
      readDeliveries(
        sql,
        `WHERE state IN (${OPEN}) AND (until_ms IS NULL OR until_ms <= ?)
         ORDER BY CASE state WHEN 'planned' THEN 1 ELSE 0 END, created_ms, id`,
        nowMs,
      ),
    deliveredArticles: () => deliveredArticles(sql),
    recordIntent: (intent, lease) => sql.transaction((inside) => recordIntent(inside, intent, lease)),
    recordOutcome: (outcome, change) => sql.transaction((inside) => recordOutcome(inside, outcome, change)),
    recordAbsence: (delivery, step, attempt, atMs, change) =>
      sql.transaction((inside) => recordAbsence(inside, delivery, step, attempt, atMs, change)),
    async changeState(delivery, from, change) {
      const marks = from.map(() => '?').join(', ');
      const { state, why, untilMs, atMs } = change;
      const changed = await sql.run(
        `UPDATE delivery SET state = ?, why = ?, until_ms = ?, updated_ms = ? WHERE id = ? AND state IN (${marks})`,
        ...[state, why, untilMs, atMs, delivery, ...from],
      );
      return changed === 1;
    },
  };
}

async function deliveredArticles(sql: Sql) {
  const rows = await sql.all(
    `SELECT article_id, account, live, created_ms, content_hash FROM delivery WHERE state <> 'missed'`,
  );
  return rows.map((row) => ({
    articleId: text(row, 'article_id'),
    account: text(row, 'account'),
    live: integer(row, 'live') === 1,
    atMs: integer(row, 'created_ms'),
    contentHash: text(row, 'content_hash'),
  }));
}

async function recordIntent(sql: Sql, intent: Intent, lease: Lease): Promise<boolean> {
  const { delivery, step, attempt, atMs } = intent;
  const moved = await sql.run(
    `UPDATE delivery SET state = 'publishing', why = NULL, until_ms = NULL, updated_ms = ?
     WHERE id = ? AND state IN (${OPEN})
       AND EXISTS (SELECT 1 FROM lease WHERE name = ? AND owner = ? AND fence = ? AND until_ms > ?)
       AND ? = 1 + (SELECT COUNT(*) FROM attempt WHERE delivery = ? AND step = ?)`,
    ...[atMs, delivery, lease.name, lease.owner, lease.fence, atMs, attempt, delivery, step],
  );
  if (moved === 0) return false;
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
  for (const { index, id, uri, url, cid, atMs } of outcome.receipts) {
    await sql.run(
      `INSERT INTO receipt (delivery, post_index, id, uri, url, cid, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (delivery, post_index) DO NOTHING`,
      ...[delivery, index, id, uri, url, cid, atMs],
    );
  }
  await move(sql, delivery, change);
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
async function move(sql: Sql, delivery: string, { state, why, untilMs, atMs }: Change): Promise<void> {
  await sql.run(
    `UPDATE delivery SET state = ?, why = ?, until_ms = ?, updated_ms = ? WHERE id = ? AND state IN (${OPEN})`,
    ...[state, why, untilMs, atMs, delivery],
  );
}
