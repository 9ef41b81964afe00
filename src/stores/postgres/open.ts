import type pg from 'pg';
import { InputError } from '../../errors.ts';
import type { Store } from '../../store.ts';
import { storeOperations } from '../sql/operations.ts';
import { type Address, readAddress } from './address.ts';
import { databaseFault } from './faults.ts';
import { isBehind, migrate } from './migrate.ts';
import { openPool } from './pool.ts';
import { postgresSql } from './postgres-sql.ts';

/** A change of a large table may take its time. */
const MIGRATION_MS = 3_600_000;

/**
 * Opens the store in a PostgreSQL database, which many hosts may use at once, and brings it up to date.
 * @param address `postgres://…`; a secret, never repeated
 * @throws InputError where the address is wrong, the database refuses, would lose what it acknowledged, or is of a newer
 * version; Unreachable where the database cannot be reached at the moment
 */
export async function openPostgresStore(address: string): Promise<Store> {
  const place = readAddress(address);
  const pool = openPool(place);
  try {
    await prepare(place, pool);
    return { ...storeOperations(postgresSql(pool, place.where)), close: () => pool.end() };
  } catch (error) {
    await pool.end();
    throw databaseFault(error, place.where);
  }
}

async function prepare(place: Address, pool: pg.Pool): Promise<void> {
  const isOld = await onClient(pool, async (client) => {
    await refuseForgetful(client, place.where);
    return isBehind(client, place.where);
  });
  if (!isOld) return;
  const patient = openPool(place, MIGRATION_MS);
  await onClient(patient, migrate).finally(() => patient.end());
}

async function onClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

/** An intent that the database forgets when it crashes is none: what had been sent would be sent again. */
async function refuseForgetful(client: pg.PoolClient, where: string): Promise<void> {
  const { rows } = await client.query<{ fsync: string; commit: string }>(
    `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit`,
  );
  const [found] = rows;
  if (found?.fsync === 'on' && found.commit !== 'off') return;
  throw new InputError({
    where,
    problem: 'this server answers before it has written: after a crash, posts could appear twice',
    next: 'Set fsync = on and synchronous_commit = on',
  });
}
