import type { State } from '../delivery/delivery.ts';

/** What decides when a delivery's numbers are read next. It has posts out that are neither taken down nor gone. */
export interface Measurable {
  readonly id: string;
  readonly account: string;
  readonly platform: string;
  readonly live: boolean;
  readonly state: State;
  /** When the first of these posts appeared: ages are counted from then on. */
  readonly firstMs: number;
  /** Greatest reading age served so far, in milliseconds; -1 before the first. */
  readonly measuredMs: number;
  /** When it was last read; `null`: never. */
  readonly readMs: number | null;
}

/** States in which no further post is about to appear. */
const SETTLED: readonly State[] = ['published', 'needs-author', 'failed', 'cancelled'];
/** States that rest half-way, perhaps for hours: what is out is read meanwhile. */
const HALF_WAY: readonly State[] = ['waiting', 'uncertain'];

/** Whether there is anything to read at this age; at age 0 a thread is not read before it is complete. */
export function isReadAt({ state }: Measurable, ageMs: number): boolean {
  return SETTLED.includes(state) || (ageMs > 0 && HALF_WAY.includes(state));
}
