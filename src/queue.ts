import type { Lane } from './delivery/lane.ts';

/**
 * In which order lanes are looked at, and by whom: the port. A request only says "look at this lane"; what is to be done
 * there, and whether, is in the store. One that comes twice, late, never or to two hosts costs time and nothing else.
 */
export interface Queue {
  /** Asks that these lanes be looked at, in this order; one that waits already keeps its place. */
  add(lanes: readonly Wanting[]): Promise<void>;
  /**
   * Hands lanes out from now on, the one that has waited longest first, each to one look at a time as far as this process
   * knows, and never more at once than the queue was made for. A lane that wants another look goes to the end. Called
   * once.
   */
  start(look: Look): Promise<void>;
  /** Resolves when no look is under way and, as far as this process knows, nothing waits. */
  idle(): Promise<void>;
  /** Hands out nothing more, and resolves when what is under way is done. */
  close(): Promise<void>;
}

/** A lane that is to be looked at. */
export interface Wanting extends Lane {
  /** Since when it waits, epoch milliseconds: where a queue forgets a request, its place in the order is not lost. */
  readonly waitsMs: number;
}

/** Answers whether there may be more to do on the lane at once. Never throws. */
export type Look = (lane: Lane) => Promise<boolean>;
