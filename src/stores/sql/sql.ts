export type SqlValue = string | number | null;
export type Row = Readonly<Record<string, SqlValue>>;

/**
 * The little that the store's operations need of a database: statements with `?` parameters, in the dialect that SQLite
 * and PostgreSQL share, and transactions.
 */
export interface Sql {
  all(statement: string, ...parameters: readonly SqlValue[]): Promise<readonly Row[]>;
  /** Number of rows changed. */
  run(statement: string, ...parameters: readonly SqlValue[]): Promise<number>;
  /** All of `work` or nothing; durable when the promise resolves. Not to be nested. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /**
   * All of these in this order or none, in one journey to the database; durable when the promise resolves. They are done
   * again where it stays open whether they were: for what does no harm a second time.
   * @returns number of rows that each changed
   */
  together(statements: readonly Statement[]): Promise<readonly number[]>;
}

/** A statement, and what stands for its `?`. */
export type Statement = readonly [text: string, ...parameters: SqlValue[]];

/** What a transaction inside another answers. @throws Error always */
export function noNesting(): never {
  throw new Error('transactions do not nest');
}

/** A column that the schema says is text. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} holds ${typeof value}, not text`);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

/** A column that the schema says is an integer. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`column ${column} holds ${typeof value}, not a number`);
  return value;
}

export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

/** A column of JSON that only this program writes. */
export function json<T>(row: Row, column: string): T {
  return JSON.parse(text(row, column));
}
