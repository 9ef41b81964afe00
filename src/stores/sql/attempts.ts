import { OPEN_STATES, type Plan } from '../../delivery/delivery.ts';
import type { Change, DeliveryOperations, Intent, Outcome } from '../../store/deliveries.ts';
import type { Lease } from '../../store/lanes.ts';
import { changeState, OPEN, receiptOf, stateChange } from './changes.ts';
import { PLAN_COLUMNS, planValues } from './plan-columns.ts';
import { type Sql, type SqlValue, type Statement, text } from './sql.ts';

export function attemptOperations(
  sql: Sql,
): Pick<DeliveryOperations, 'recordIntent' | 'recordOutcome' | 'recordAbsence'> {
  return {
    async recordIntent(intent, lease, sealed) {
      // Recorded a second time, it is refused: whether it was sent meanwhile is for reading to tell.
      const [made] = await sql.together([attempt(intent, lease), ...begin(intent, lease, sealed)]);
      return made === 1;
    },
    recordOutcome: (outcome, change) => recordOutcome(sql, outcome, change),
    recordAbsence: (delivery, step, number, atMs, change) =>
      sql.transaction((inside) => recordAbsence(inside, delivery, step, number, atMs, change)),
  };
}

function attempt({ delivery, step, attempt: number, atMs }: Intent, lease: Lease): Statement {
  return [
    `INSERT INTO attempt (delivery, step, number, intent_ms, fence)
     SELECT id, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT) FROM delivery
     WHERE id = ? AND state IN (${OPEN})
       AND EXISTS (SELECT 1 FROM lease WHERE name = ? AND owner = ? AND fence = ? AND until_ms > ?)
       AND NOT EXISTS (SELECT 1 FROM pause WHERE account IN ('*', delivery.account))
       AND ? = 1 + (SELECT COUNT(*) FROM attempt WHERE delivery = ? AND step = ?)
     ON CONFLICT (delivery, step, number) DO NOTHING`,
    ...[step, number, atMs, lease.fence, delivery, lease.name, lease.owner, lease.fence, atMs],
    ...[number, delivery, step],
  ];
}

/** What the delivery becomes where the attempt was recorded, and nothing where it was not. */
function begin({ delivery, step, attempt: number, atMs }: Intent, { fence }: Lease, sealed: Plan | undefined) {
  const update = (set: string, values: readonly SqlValue[], only = ''): Statement => [
    `UPDATE delivery SET ${set} WHERE id = ? AND EXISTS
       (SELECT 1 FROM attempt WHERE delivery = ? AND step = ? AND number = ? AND intent_ms = ? AND fence = ?
        AND outcome IS NULL) ${only}`,
    ...[...values, delivery, delivery, step, number, atMs, fence],
  ];
  const moved = update(`state = 'publishing', why = NULL, cause = NULL, until_ms = NULL, updated_ms = ?`, [atMs]);
  if (sealed === undefined) return [moved];
  const columns = PLAN_COLUMNS.map((column) => `${column} = ?`).join(', ');
  const isFirst = 'AND (SELECT COUNT(*) FROM attempt WHERE attempt.delivery = delivery.id) = 1';
  return [moved, update(columns, planValues(sealed), isFirst)];
}

async function recordOutcome(sql: Sql, outcome: Outcome, change: Change): Promise<void> {
  const { delivery, step, attempt: number } = outcome;
  await sql.together([
    [
      'UPDATE attempt SET outcome = ?, why = ? WHERE delivery = ? AND step = ? AND number = ?',
      ...[outcome.outcome, change.why, delivery, step, number],
    ],
    ...outcome.receipts.map((receipt) => receiptOf(delivery, receipt)),
    // A delivery that the author ended meanwhile stays ended: a late answer adds its receipts and nothing else.
    stateChange(delivery, OPEN_STATES, change),
  ]);
}

async function recordAbsence(sql: Sql, delivery: string, step: number, number: number, atMs: number, change: Change) {
  const [row] = await sql.all(
    'SELECT absent_ms FROM attempt WHERE delivery = ? AND step = ? AND number = ?',
    ...[delivery, step, number],
  );
  const before: number[] = row ? JSON.parse(text(row, 'absent_ms')) : [];
  await sql.run(
    'UPDATE attempt SET absent_ms = ? WHERE delivery = ? AND step = ? AND number = ?',
    ...[JSON.stringify([...before, atMs]), delivery, step, number],
  );
  await changeState(sql, delivery, OPEN_STATES, change);
}
