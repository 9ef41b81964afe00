import type { Hindrance } from '../../publisher.ts';

/**
 * Write points as Bluesky counts them, for each record of a commit, and what it grants an account (reference: its guide
 * "Rate Limits"). Its answers do not tell how many are left.
 */
export const POINTS = { create: 3, delete: 1 } as const;
export const WINDOWS = [
  { name: 'hour', ms: 3_600_000, limit: 5_000 },
  { name: 'day', ms: 24 * 3_600_000, limit: 35_000 },
] as const;

/** Keeps what was spent beyond this process. */
export interface PointMemory {
  /** Points spent at or after this instant. */
  spent(sinceMs: number): Promise<number>;
  add(atMs: number, points: number): Promise<void>;
}

export interface Points extends PointMemory {
  /** `null`: so many points are free now. */
  hindrance(points: number, nowMs: number): Promise<Hindrance | null>;
}

/** How exactly the end of a wait is found. */
const EXACT_MS = 1_000;

export function pointsOf(memory: PointMemory): Points {
  return {
    spent: (sinceMs) => memory.spent(sinceMs),
    add: (atMs, points) => memory.add(atMs, points),
    async hindrance(points, nowMs) {
      for (const { name, ms, limit } of WINDOWS) {
        const freeMs = await whenFree(memory, { points, ms, limit, nowMs });
        if (freeMs > nowMs) {
          return { kind: 'wait', untilMs: freeMs, why: `the account's write points of this ${name} are used up` };
        }
      }
      return null;
    },
  };
}

interface Wanted {
  readonly points: number;
  readonly ms: number;
  readonly limit: number;
  readonly nowMs: number;
}

/**
 * When the points of the window before it are few enough. What was spent since an instant only falls as that instant
 * moves on, so that it is found by halving. Bluesky's own windows begin when they like; one that slides is never longer.
 */
async function whenFree({ spent }: PointMemory, { points, ms, limit, nowMs }: Wanted): Promise<number> {
  const isFree = async (sinceMs: number) => (await spent(sinceMs)) + points <= limit;
  let low = nowMs - ms;
  if (await isFree(low)) return nowMs;
  let high = nowMs + 1;
  while (high - low > EXACT_MS) {
    const middle = Math.floor((low + high) / 2);
    if (await isFree(middle)) high = middle;
    else low = middle;
  }
  return high + ms;
}
