import type { Store } from '../../src/store.ts';

/** What a killed process throws at itself: nothing in the program may catch it and go on. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

const WRITES: ReadonlySet<string> = new Set<keyof Store>([
  ...(['takeLease', 'dropLease', 'recordIntent', 'recordOutcome', 'recordAbsence', 'changeState'] as const),
]);

/** Told of every write of a store; what it throws, the writer gets. */
export interface Gate {
  before?(write: number): void;
  after?(write: number): void;
}

/** A store whose writes pass a gate, counted from 1. Once killed, it does nothing any more. */
export function gated(store: Store, gate: Gate): Store {
  let writes = 0;
  let killed: Killed | null = null;
  const meet = (work: () => void) => {
    try {
      work();
    } catch (error) {
      if (error instanceof Killed) killed = error;
      throw error;
    }
  };
  return new Proxy(store, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]) => {
        if (killed !== null) throw killed;
        if (typeof key !== 'string' || !WRITES.has(key)) return Reflect.apply(value, target, given);
        const write = ++writes;
        meet(() => gate.before?.(write));
        const result: unknown = await Reflect.apply(value, target, given);
        meet(() => gate.after?.(write));
        return result;
      };
    },
  });
}
