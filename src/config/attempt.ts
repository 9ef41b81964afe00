import { type Fault, InputError } from '../errors.ts';

/** What some work comes to, or what it complains of. */
export type Tried<T> = { readonly value?: T; readonly faults: readonly Fault[] };

/** `value` where there are no faults. */
export function tried<T>(work: () => T): Tried<T> {
  try {
    return { value: work(), faults: [] };
  } catch (error) {
    if (error instanceof InputError) return { faults: error.faults };
    throw error;
  }
}

/** What a check complains of; none where it passes. */
export function attempt(check: () => unknown): readonly Fault[] {
  return tried(check).faults;
}
