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
