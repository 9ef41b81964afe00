import { OPEN_STATES, type Receipt, type State } from '../../delivery/delivery.ts';
import type { Change } from '../../store/deliveries.ts';
import type { Sql, Statement } from './sql.ts';

/** For `IN (…)`. */
export function listed(states: readonly State[]): string {
  return states.map((state) => `'${state}'`).join(', ');
}

/** The states in which a delivery is under way. */
export const OPEN = listed(OPEN_STATES);

export async function changeState(
  sql: Sql,
  delivery: string,
  from: readonly State[],
  change: Change,
): Promise<boolean> {
  return (await sql.run(...stateChange(delivery, from, change))) === 1;
}

export function stateChange(delivery: string, from: readonly State[], change: Change): Statement {
  const { state, why, cause = null, untilMs, atMs, isByAuthor = false } = change;
  return [
    `UPDATE delivery SET state = ?, why = ?, cause = ?, until_ms = ?, updated_ms = ?, anew_ms = COALESCE(?, anew_ms)
     WHERE id = ? AND state IN (${listed(from)})`,
    ...[state, why, cause, untilMs, atMs, isByAuthor ? atMs : null, delivery],
  ];
}

export function receiptOf(delivery: string, { index, id, uri, url, cid, atMs }: Receipt): Statement {
  return [
    `INSERT INTO receipt (delivery, post_index, id, uri, url, cid, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (delivery, post_index) DO NOTHING`,
    ...[delivery, index, id, uri, url, cid, atMs],
  ];
}
