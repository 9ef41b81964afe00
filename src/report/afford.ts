import type { Receipt } from '../delivery/delivery.ts';
import { utcDayMs } from './moments.ts';

/** How many of these posts a reading is charged for: those that were not read on the same UTC day before. */
export function unpaidPosts(posts: readonly Receipt[], readMs: number | null, nowMs: number): number {
  const isToday = readMs !== null && utcDayMs(readMs) === utcDayMs(nowMs);
  return isToday ? posts.filter(({ atMs }) => atMs > readMs).length : posts.length;
}

/**
 * Which readings the money is enough for, taken in their order; one that is too dear leaves the next its chance.
 * @param leftMicroUsd millionths of a US dollar; below 0 where more was spent than should have been
 */
export function affordable<T extends { readonly microUsd: number }>(
  readings: readonly T[],
  leftMicroUsd: number,
): { readonly taken: readonly T[]; readonly tooDear: readonly T[]; readonly leftMicroUsd: number } {
  const taken: T[] = [];
  const tooDear: T[] = [];
  let left = leftMicroUsd;
  for (const reading of readings) {
    const isTaken = reading.microUsd === 0 || reading.microUsd <= left;
    if (isTaken) left -= reading.microUsd;
    (isTaken ? taken : tooDear).push(reading);
  }
  return { taken, tooDear, leftMicroUsd: Math.max(0, left) };
}
