import { holdLease } from './lease.ts';
import type { PublishingParts } from './parts.ts';

/** Does a piece of work that only one worker may do at a time; nothing where another is at it. */
export async function withLease(parts: PublishingParts, name: string, work: () => Promise<void>): Promise<void> {
  const held = await holdLease(parts, name);
  if (held === null) return;
  try {
    await work();
  } finally {
    await held.release();
  }
}
