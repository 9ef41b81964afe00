import { type Attempt, type Delivery, type Receipt, STATES, type State } from '../../delivery/delivery.ts';
import { CAUSES } from '../../delivery/verdict.ts';
import { integer, integerOrNull, json, type Row, type Sql, type SqlValue, text, textOrNull } from './sql.ts';

/** The deliveries that `where` (with `?`) selects, whole: with their receipts and attempts. */
export async function readDeliveries(sql: Sql, where: string, ...parameters: readonly SqlValue[]): Promise<Delivery[]> {
  const rows = await sql.all(`SELECT * FROM delivery ${where}`, ...parameters);
  const [first, ...more] = rows;
  if (first === undefined) return [];
  const chosen = more.length === 0 ? 'WHERE delivery = ?' : `WHERE delivery IN (SELECT id FROM delivery ${where})`;
  const by = more.length === 0 ? [text(first, 'id')] : parameters;
  const receipts = await sql.all(`SELECT * FROM receipt ${chosen} ORDER BY post_index`, ...by);
  const attempts = await sql.all(`SELECT * FROM attempt ${chosen} ORDER BY step, number`, ...by);
  const receiptsById = Map.groupBy(receipts, (row) => text(row, 'delivery'));
  const attemptsById = Map.groupBy(attempts, (row) => text(row, 'delivery'));
  return rows.map((row) => {
    const id = text(row, 'id');
    return deliveryOf(row, receiptsById.get(id) ?? [], attemptsById.get(id) ?? []);
  });
}

function deliveryOf(row: Row, receipts: readonly Row[], attempts: readonly Row[]): Delivery {
  return {
    id: text(row, 'id'),
    article: {
      id: text(row, 'article_id'),
      title: text(row, 'article_title'),
      source: text(row, 'article_source'),
      contentHash: text(row, 'content_hash'),
    },
    account: text(row, 'account'),
    platform: text(row, 'platform'),
    live: integer(row, 'live') === 1,
    occasion: text(row, 'occasion'),
    schedule: textOrNull(row, 'schedule'),
    slotKey: textOrNull(row, 'slot_key'),
    slotMs: integerOrNull(row, 'slot_ms'),
    state: stateOf(text(row, 'state')),
    why: textOrNull(row, 'why'),
    cause: CAUSES.find((each) => each === textOrNull(row, 'cause')) ?? null,
    untilMs: integerOrNull(row, 'until_ms'),
    anewMs: integer(row, 'anew_ms'),
    plan: json(row, 'plan'),
    receipts: receipts.map(receiptOf),
    removed: receipts.filter((each) => each.removed_ms !== null).map((each) => integer(each, 'post_index')),
    attempts: attempts.map(attemptOf),
    measuredMs: integer(row, 'measured_ms'),
    createdMs: integer(row, 'created_ms'),
    updatedMs: integer(row, 'updated_ms'),
  };
}

function receiptOf(row: Row): Receipt {
  return {
    index: integer(row, 'post_index'),
    id: text(row, 'id'),
    uri: textOrNull(row, 'uri'),
    url: textOrNull(row, 'url'),
    cid: textOrNull(row, 'cid'),
    atMs: integer(row, 'at_ms'),
  };
}

function attemptOf(row: Row): Attempt {
  return {
    step: integer(row, 'step'),
    number: integer(row, 'number'),
    intentMs: integer(row, 'intent_ms'),
    outcome: outcomeOf(textOrNull(row, 'outcome')),
    why: textOrNull(row, 'why'),
    absentMs: json(row, 'absent_ms'),
  };
}

/** @throws TypeError for a word that is no state: the store was written by something else */
export function stateOf(word: string): State {
  const state = STATES.find((each) => each === word);
  if (state === undefined) throw new TypeError(`a delivery cannot be "${word}"`);
  return state;
}

function outcomeOf(word: string | null): Attempt['outcome'] {
  if (word === null || word === 'sent' || word === 'not-sent' || word === 'unknown' || word === 'absent') return word;
  throw new TypeError(`an attempt cannot be "${word}"`);
}
