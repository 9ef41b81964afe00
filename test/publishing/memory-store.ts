import { DatabaseSync } from 'node:sqlite';
import type { Store } from '../../src/store.ts';
import { migrate } from '../../src/stores/sqlite/migrate.ts';
import { storeOn } from '../../src/stores/sqlite/open.ts';

/** The store's own statements on an SQLite in memory, which thousands of runs use one after the other. */
export interface MemoryStore {
  readonly store: Store;
  /** Forgets everything, so that no run depends on those before it. */
  wipe(): void;
  /** Where all deliveries stand, in one cheap look. */
  stands(): readonly { readonly state: string; readonly untilMs: number | null }[];
}

const WIPED = ['receipt', 'attempt', 'delivery', 'lease', 'pause', 'host', 'account_memory', 'snapshot', 'series'];

export function openMemoryStore(): MemoryStore {
  const database = new DatabaseSync(':memory:');
  migrate(database, ':memory:', 1);
  const wiping = WIPED.map((table) => `DELETE FROM ${table}`).join('; ');
  const stands = database.prepare('SELECT state, until_ms FROM delivery');
  return {
    store: storeOn(database, ':memory:'),
    wipe: () => database.exec(wiping),
    stands: () => stands.all().map((row) => ({ state: String(row.state), untilMs: asNumber(row.until_ms) })),
  };
}

function asNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
