import { closeSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

const FOLDER = new URL('migrations/', import.meta.url);

interface Migration {
  readonly version: number;
  readonly file: string;
}

/** The numbered files in order: `001-start.sql` is version 1. */
function migrations(): readonly Migration[] {
  return readdirSync(FOLDER)
    .filter((file) => /^\d{3}-.*\.sql$/.test(file))
    .toSorted()
    .map((file) => ({ version: Number(file.slice(0, 3)), file }));
}

/** The version this program writes. */
export function newestVersion(): number {
  return migrations().at(-1)?.version ?? 0;
}

/**
 * Brings the store to the newest version, each step a transaction; several processes may start together. A store that
 * holds something is copied to `PATH.before-vN` first.
 */
export function migrate(database: DatabaseSync, path: string, applicationId: number): void {
  const before = versionOf(database);
  if (before >= newestVersion()) return;
  if (before > 0) keepCopy(database, `${path}.before-v${newestVersion()}`);
  for (const migration of migrations()) applyOnce(database, migration, applicationId);
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}

function keepCopy(database: DatabaseSync, copy: string): void {
  rmSync(copy, { force: true });
  closeSync(openSync(copy, 'a', 0o600));
  database.prepare('VACUUM INTO ?').run(copy);
}

/** Whoever comes second finds, inside the lock, that the version has been reached. */
function applyOnce(database: DatabaseSync, { version, file }: Migration, applicationId: number): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    if (versionOf(database) < version) {
      database.exec(readFileSync(new URL(file, FOLDER), 'utf8'));
      database.exec(`PRAGMA user_version = ${version}; PRAGMA application_id = ${applicationId}`);
    }
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
