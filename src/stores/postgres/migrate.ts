import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';
import { InputError } from '../../errors.ts';
import { SCHEMA } from './pool.ts';
import { postgresSchema } from './schema.ts';

/** One definition for both engines. */
const FOLDER = new URL('../sqlite/migrations/', import.meta.url);

/** Key of the lock under which hosts migrate one after the other: the letters "spol". */
const LOCK = 0x73706f6c;

/** Whether the database is of an older version than this program. @throws InputError where it is of a newer one */
export async function isBehind(client: pg.PoolClient, where: string): Promise<boolean> {
  const newest = migrations().length;
  const version = await versionOf(client);
  if (version <= newest) return version < newest;
  throw new InputError({
    where,
    problem: `this store is of version ${version}, made by a newer Spool; this one knows versions up to ${newest}`,
    next: 'Update Spool on this host; the store has not been touched',
  });
}

/** Brings the database to the newest version, all or nothing; hosts that start together do it once. */
export async function migrate(client: pg.PoolClient): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await client.query(
      `CREATE SCHEMA IF NOT EXISTS ${SCHEMA}; CREATE TABLE IF NOT EXISTS ${SCHEMA}.migration (version BIGINT PRIMARY KEY)`,
    );
    const reached = await versionOf(client);
    for (const [index, file] of migrations().entries()) {
      if (index < reached) continue;
      await client.query(postgresSchema(readFileSync(new URL(file, FOLDER), 'utf8')));
      await client.query('INSERT INTO migration (version) VALUES ($1)', [index + 1]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** The numbered files in order: `001-start.sql` is version 1. */
function migrations(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => /^\d{3}-.*\.sql$/.test(file))
    .toSorted();
}

/** 0 where there is no store yet. */
export async function versionOf(client: pg.PoolClient): Promise<number> {
  const there = await client.query<{ name: string | null }>(`SELECT to_regclass('${SCHEMA}.migration') AS name`);
  if (there.rows[0]?.name == null) return 0;
  const found = await client.query<{ version: number }>(
    `SELECT COALESCE(MAX(version), 0) AS version FROM ${SCHEMA}.migration`,
  );
  return found.rows[0]?.version ?? 0;
}
