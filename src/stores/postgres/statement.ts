import { createHash } from 'node:crypto';

/** `IN ()` and `NOT IN ()`, which SQLite takes for an empty list, and PostgreSQL for a mistake. */
const EMPTY_LIST = /\b(NOT )?IN \(\)/g;

/** Text in quotes, and the marks outside of it. */
const MARKS = /'(?:[^']|'')*'|\?/g;

/** The same statement in PostgreSQL's words: `?` becomes `$1`, `$2`, … */
export function postgresStatement(statement: string): string {
  let count = 0;
  return statement
    .replace(EMPTY_LIST, (_, not) => (not ? "<> ALL ('{}')" : "= ANY ('{}')"))
    .replace(MARKS, (found) => (found === '?' ? `$${++count}` : found));
}

/**
 * What PostgreSQL holds of a value where SQLite takes it as it is: its text has no U+0000, and its integers no fractions,
 * which halved waiting times have. A moment is never made earlier.
 */
export function held<T>(value: T): T | string | number {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd');
  return typeof value === 'number' ? Math.ceil(value) : value;
}

/** By which a connection keeps a statement planned: PostgreSQL's names have up to 63 characters. */
export function statementName(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
