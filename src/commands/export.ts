import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Home } from '../config/home.ts';
import { codeOf, InputError } from '../errors.ts';
import { displayPath } from '../posts/read-file.ts';
import { NO_IMPRESSIONS } from '../report/numbers.ts';
import type { ReadOut } from '../stores/sql/exported.ts';
import { readOut } from '../stores/sqlite/read-out.ts';
import { type WrittenTable, writeTable } from './export-tables.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { count } from './show/text.ts';
import { refuseWithoutStore, withStore } from './with-store.ts';

/** Rows held in memory at once; a row group of the Parquet file. */
const AT_ONCE = 50_000;

/** Everything Spool knows in open formats, as it was at one instant: the folder appears complete or not at all. */
export async function exportAll(call: Call, folder: string): Promise<ExitCode> {
  const { home } = openSetting(call);
  const path = resolve(call.io.currentFolder, folder);
  refuseWithoutStore(home);
  refuseUnlessEmpty(path);
  const partial = `${path}.partial`;
  try {
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true, mode: 0o700 });
    const tables = await writeAll(home, partial);
    renameSync(partial, path);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    call.io.out(
      `${displayPath(path, home.root)}: ${count(tables.length, 'table')}, ${count(rows, 'row')}, described in manifest.json.`,
    );
    return 0;
  } catch (error) {
    throw folderFault(error, path);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Brought up to date first, as by every command. */
async function openReadOut(home: Home): Promise<ReadOut> {
  if (home.database === null) return readOut(home.data);
  await withStore(home, async () => {});
  return (await import('../stores/postgres/read-out.ts')).readOutDatabase(home.database);
}

async function writeAll(home: Home, folder: string): Promise<readonly WrittenTable[]> {
  const store = await openReadOut(home);
  const exportedAt = new Date().toISOString();
  try {
    const tables: WrittenTable[] = [];
    for (const table of store.tables) {
      tables.push(await writeTable(folder, table.name, table.columns, store.rows(table, AT_ONCE)));
    }
    const manifest = {
      version: 1,
      program: 'spool',
      schemaVersion: store.schemaVersion,
      exportedAt,
      notes: NOTES,
      tables,
    };
    writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    return tables;
  } finally {
    await store.close();
  }
}

const NOTES = [
  'Times are ISO 8601 in UTC; an empty cell or null is a number that the platform does not report, or that is not known.',
  `${NO_IMPRESSIONS}.`,
  'In CSV a text that a spreadsheet would run as a formula has an apostrophe in front; JSON lines and Parquet are exact.',
  'Secrets, sessions and what workers keep for themselves are not part of an export.',
];

function refuseUnlessEmpty(path: string): void {
  if (!existsSync(path)) return;
  const isEmptyFolder = statSync(path).isDirectory() && readdirSync(path).length === 0;
  if (isEmptyFolder) return;
  throw new InputError({ where: path, problem: 'there is something of this name already', next: 'Name a new folder' });
}

function folderFault(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (error instanceof InputError || code === null) return error;
  const words: Readonly<Record<string, string>> = {
    ENOSPC: 'the disk is full',
    EACCES: 'may not be written by this user',
  };
  return new InputError({
    where: path,
    problem: words[code] ?? `cannot be written (${code})`,
    next: 'Nothing was exported',
  });
}
