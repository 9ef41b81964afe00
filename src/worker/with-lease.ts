import { type HeldLease, holdLease } from './lease.ts';
import type { PublishingParts } from './parts.ts';

/** Does a piece of work that only one worker may do at a time; `null`, and nothing done, where another is at it. */
export async function withLease<T>(
  parts: PublishingParts,
  name: string,
  work: (held: HeldLease) => Promise<T>,
): Promise<T | null> {
  const held = await holdLease(parts, name);
  if (held === null) return null;
  try {
    return await work(held);
  } finally {
    await held.release();
  }
}
