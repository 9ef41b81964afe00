import type { Home } from '../config/home.ts';
import type { Store } from '../store.ts';
import { hasStore, openStore } from '../stores/sqlite/open.ts';

/** Opens the store for one piece of work and closes it again, whatever happens. */
export async function withStore<T>(home: Home, work: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore(home.data);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The same for commands that only read: where there is no store yet none is made, and the answer is `otherwise`. */
export async function readStore<T>(home: Home, work: (store: Store) => Promise<T>, otherwise: T): Promise<T> {
  return hasStore(home.data) ? withStore(home, work) : otherwise;
}
