import { type Fault, InputError } from '../errors.ts';

/** What a check complains of; none where it passes. */
export function attempt(check: () => unknown): readonly Fault[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.faults;
    throw error;
  }
}
