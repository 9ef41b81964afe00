import type { FaultyAuthorNote } from '../../store/authors.ts';
import { faultyWords } from '../../worker/health.ts';
import type { Io } from '../io.ts';
import { printable } from './text.ts';

/** Authors whose settings the worker cannot use, as documents for scripts tell them. */
export function faultyDocument(faulty: readonly FaultyAuthorNote[]) {
  return faulty.map(({ author, why, goesOn, sinceMs }) => {
    return { author, stopped: !goesOn, why, since: new Date(sinceMs).toISOString() };
  });
}

/** A line for each. */
export function faultyText(faulty: readonly FaultyAuthorNote[], io: Io): readonly string[] {
  return faulty.map((each) => io.paint(each.goesOn ? 'yellow' : 'red', printable(faultyWords(each))));
}
