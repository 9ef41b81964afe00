import type pg from 'pg';
import { InputError } from '../../errors.ts';
import type { SqlValue } from '../sql/sql.ts';
import { readAddress } from './address.ts';
import { databaseFault } from './faults.ts';
import { openPool } from './pool.ts';
import { held } from './statement.ts';

/** A table as it is to be filled. Its rows may be asked for several times. */
export interface Filling {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns of its key. */
  readonly key: readonly string[];
  /** In the order of the key. */
  rows(): Iterable<readonly unknown[]>;
}

/** Told every row of a table, as it was given and then as it is read back. */
export type Compare = (
  table: Filling,
  given: Iterable<readonly unknown[]>,
  kept: AsyncIterable<readonly unknown[]>,
) => Promise<void>;

const AT_ONCE = 2_000;
const PATIENCE_MS = 3_600_000;

/** What tells that a database has been used since it was filled. What a worker keeps rewriting is not among it. */
const TELLING = new Set(['slot', 'delivery', 'attempt', 'receipt', 'host', 'ledger']);

/**
 * Replaces everything in a database by these tables: all or nothing, and only once `compare` is content with every one.
 * The database is up to date, and in use by nobody.
 * @throws InputError where it holds what these tables do not: then it has been used, and nothing is changed
 */
export async function fillDatabase(address: string, tables: readonly Filling[], compare: Compare): Promise<void> {
  const place = readAddress(address);
  const pool = openPool(place, PATIENCE_MS);
  try {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(`LOCK TABLE ${tables.map(({ name }) => name).join(', ')} IN ACCESS EXCLUSIVE MODE`);
      for (const table of tables) if (TELLING.has(table.name)) await refuseUsed(client, table, place.where);
      await client.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')} RESTART IDENTITY`);
      for (const table of tables) await fill(client, table);
      for (const table of tables) await compare(table, table.rows(), readBack(client, table));
      await client.query('COMMIT');
      await client.query('ANALYZE');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    } finally {
      client.release();
    }
  } catch (error) {
    throw databaseFault(error, place.where);
  } finally {
    await pool.end();
  }
}

/** Every row that is there must be one of those that come, by its key. */
async function refuseUsed(client: pg.PoolClient, table: Filling, where: string): Promise<void> {
  const places = table.key.map((column) => table.columns.indexOf(column));
  const keyOf = (row: readonly unknown[]) => JSON.stringify(places.map((place) => row[place]));
  const coming = new Set<string>();
  for (const row of table.rows()) coming.add(keyOf(row));
  for await (const row of readBack(client, table)) {
    if (coming.has(keyOf(row))) continue;
    const problem = `the database has been used: its table "${table.name}" holds what this store does not`;
    throw new InputError({ where, problem, next: 'Nothing was changed. Give it an empty database' });
  }
}

async function fill(client: pg.PoolClient, table: Filling): Promise<void> {
  const names = table.columns.join(', ');
  const text = `INSERT INTO ${table.name} (${names}) SELECT ${names} FROM json_populate_recordset(NULL::${table.name}, $1)`;
  let batch: unknown[] = [];
  const write = async () => {
    if (batch.length > 0) await client.query(text, [JSON.stringify(batch)]);
    batch = [];
  };
  for (const row of table.rows()) {
    batch.push(Object.fromEntries(table.columns.map((column, place) => [column, held(row[place])])));
    if (batch.length === AT_ONCE) await write();
  }
  await write();
  await continueNumbering(client, table);
}

/** Rows to come are numbered after those that came. */
async function continueNumbering(client: pg.PoolClient, { name, key }: Filling): Promise<void> {
  const [column, ...others] = key;
  if (others.length > 0) return;
  const { rows } = await client.query<{ sequence: string | null }>(
    'SELECT pg_get_serial_sequence($1, $2) AS sequence',
    [...[name, column]],
  );
  const sequence = rows[0]?.sequence;
  if (sequence)
    await client.query(`SELECT setval($1, COALESCE(MAX(${column}), 0) + 1, false) FROM ${name}`, [sequence]);
}

async function* readBack(client: pg.PoolClient, { name, columns, key }: Filling): AsyncGenerator<readonly SqlValue[]> {
  await client.query(`DECLARE reading CURSOR FOR SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${key.join(', ')}`);
  for (;;) {
    const { rows } = await client.query<SqlValue[]>({ text: `FETCH ${AT_ONCE} FROM reading`, rowMode: 'array' });
    if (rows.length === 0) break;
    yield* rows;
  }
  await client.query('CLOSE reading');
}
