import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Row } from '../../report/table.ts';
import { cellOf, EXPORTED, type ExportedTable, type ReadOut } from '../sql/exported.ts';
import { storeFault } from './faults.ts';

/** The store of a folder, for the export. @throws InputError where it cannot be read */
export function readOut(folder: string): ReadOut {
  const path = join(folder, 'spool.db');
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    database.exec('PRAGMA busy_timeout = 5000; BEGIN');
    // The first read of a transaction fixes what all of it sees.
    const schemaVersion = Number(database.prepare('PRAGMA user_version').get()?.user_version);
    database.prepare('SELECT COUNT(*) FROM delivery').get();
    return {
      schemaVersion,
      tables: EXPORTED,
      rows: (table, atOnce) => chunks(database, table, atOnce),
      close: () => database.close(),
    };
  } catch (error) {
    throw storeFault(error, path);
  }
}

function* chunks(database: DatabaseSync, { statement }: ExportedTable, atOnce: number): Generator<readonly Row[]> {
  let chunk: Row[] = [];
  const prepared = database.prepare(statement);
  prepared.setReturnArrays(true);
  for (const values of prepared.iterate()) {
    chunk.push(Object.values(values).map(cellOf));
    if (chunk.length === atOnce) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}
