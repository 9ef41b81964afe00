import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Home } from '../config/home.ts';
import { InputError } from '../errors.ts';
import type { Store } from '../store.ts';
import * as sqlite from '../stores/sqlite/open.ts';

/** The store of this home: in PostgreSQL where `SPOOL_DATABASE` says so, whose driver nobody else pays for. */
async function openStore({ database, data }: Home): Promise<Store> {
  if (database === null) return sqlite.openStore(data);
  const { openPostgresStore } = await import('../stores/postgres/open.ts');
  return openPostgresStore(database);
}

/** Whether there is one to read from; a database is made ready when it is first opened. */
export function hasStore({ database, data }: Home): boolean {
  return database !== null || sqlite.hasStore(data);
}

/** Opens the store for one piece of work and closes it again, whatever happens. */
export async function withStore<T>(home: Home, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(home);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The same for commands that only read: where there is no store yet none is made, and the answer is `otherwise`. */
export async function readStore<T>(home: Home, work: (store: Store) => Promise<T>, otherwise: T): Promise<T> {
  return hasStore(home) ? withStore(home, work) : otherwise;
}

/** The same for commands that work the answer out: where there is no store yet they are given an empty one to look at. */
export async function lookAtStore<T>(home: Home, work: (store: Store) => Promise<T>): Promise<T> {
  if (hasStore(home)) return withStore(home, work);
  const folder = mkdtempSync(join(tmpdir(), 'spool-'));
  try {
    return await withStore({ ...home, data: folder }, work);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** For commands that work on the file of the embedded store. @throws InputError where the store is in PostgreSQL */
export function refuseDatabase({ database }: Home, where: string, next: string): void {
  if (database !== null) throw new InputError({ where, problem: 'the store is in PostgreSQL', next });
}

/** For commands that have nothing to do without one. @throws InputError where there is no store yet */
export function refuseWithoutStore(home: Home): void {
  if (hasStore(home)) return;
  const next = 'The worker, or the first thing published, makes one';
  throw new InputError({ where: join(home.data, 'spool.db'), problem: 'there is no store yet', next });
}
