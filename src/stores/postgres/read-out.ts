import type pg from 'pg';
import type { Row } from '../../report/table.ts';
import { cellOf, EXPORTED, type ExportedTable, type ReadOut } from '../sql/exported.ts';
import { readAddress } from './address.ts';
import { databaseFault } from './faults.ts';
import { versionOf } from './migrate.ts';
import { openPool } from './pool.ts';

/** A large table takes its time to be sorted, and what was fetched takes its time to be written. */
const PATIENCE_MS = 3_600_000;

/** The store in a database, for the export. @throws InputError, Unreachable where it cannot be read */
export async function readOutDatabase(address: string): Promise<ReadOut> {
  const place = readAddress(address);
  const pool = openPool(place, PATIENCE_MS);
  try {
    const client = await pool.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SET LOCAL idle_in_transaction_session_timeout TO ${PATIENCE_MS}`);
    return {
      // The first read of a transaction fixes what all of it sees.
      schemaVersion: await versionOf(client),
      tables: EXPORTED,
      rows: (table, atOnce) => chunks(client, table, { atOnce, where: place.where }),
      async close() {
        client.release(true);
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw databaseFault(error, place.where);
  }
}

async function* chunks(
  client: pg.PoolClient,
  { statement, inPostgres = statement }: ExportedTable,
  { atOnce, where }: { readonly atOnce: number; readonly where: string },
): AsyncGenerator<readonly Row[]> {
  try {
    await client.query(`DECLARE export NO SCROLL CURSOR FOR ${inPostgres}`);
    for (;;) {
      const { rows } = await client.query<unknown[]>({ text: `FETCH ${atOnce} FROM export`, rowMode: 'array' });
      if (rows.length === 0) break;
      yield rows.map((values) => values.map(cellOf));
    }
    await client.query('CLOSE export');
  } catch (error) {
    throw databaseFault(error, where);
  }
}
