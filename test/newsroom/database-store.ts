import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import type { Store } from '../../src/store.ts';
import { openPostgresStore } from '../../src/stores/postgres/open.ts';
import { EventClock } from '../publishing/clock.ts';
import type { MemoryStore } from '../publishing/memory-store.ts';

/** A store in PostgreSQL for the worlds of test/publishing: their clock stands still while the database is at work. */
export interface DatabaseStore extends MemoryStore {
  /** Forgets everything; to be awaited, unlike `wipe`. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

const EMPTIED = ['receipt', 'attempt', 'delivery', 'lease', 'pause', 'host', 'account_memory', 'snapshot', 'series'];

export async function openDatabaseStore(address: string): Promise<DatabaseStore> {
  const store = await openPostgresStore(address);
  const client = new pg.Pool({ connectionString: address, max: 1 });
  let stands: { state: string; untilMs: number | null }[] = [];
  const look = async () => {
    const { rows } = await client.query<{ state: string; until_ms: string | null }>(
      'SELECT state, until_ms FROM spool.delivery',
    );
    stands = rows.map(({ state, until_ms: untilMs }) => ({
      state,
      untilMs: untilMs === null ? null : Number(untilMs),
    }));
  };
  const pending = new Set<Promise<unknown>>();
  const { settle } = EventClock;
  EventClock.settle = async () => {
    do {
      await setImmediate();
      await Promise.allSettled([...pending]);
      await setImmediate();
    } while (pending.size > 0);
  };
  return {
    store: watched(store, pending, look),
    wipe: () => {},
    stands: () => stands,
    empty: async () => {
      await client.query(EMPTIED.map((table) => `DELETE FROM spool.${table}`).join('; '));
      stands = [];
    },
    close: async () => {
      EventClock.settle = settle;
      await client.end();
      await store.close();
    },
  };
}

/** The same store; every operation is known as long as it lasts, and `look` follows it. */
function watched(store: Store, pending: Set<Promise<unknown>>, look: () => Promise<void>): Store {
  return new Proxy(store, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        const work = (async () => {
          const result: unknown = await Reflect.apply(value, target, given);
          await look();
          return result;
        })();
        pending.add(work);
        const ended = () => pending.delete(work);
        work.then(ended, ended);
        return work;
      };
    },
  });
}
