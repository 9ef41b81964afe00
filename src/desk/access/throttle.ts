/** Counts attempts, so that nobody can try many passwords. */
export interface Throttle {
  /** Notes an attempt; how long this address has to wait instead, in milliseconds, or `null` where it may try. */
  attempt(address: string, nowMs: number): number | null;
  /** Somebody at this address knew the password. */
  forgive(address: string): void;
}

const WINDOW_MS = 15 * 60_000;
const MOST_OF_ONE = 5;
/** From all addresses together: somebody may have thousands. */
const MOST_OF_ALL = 50;

export function createThrottle(): Throttle {
  let attempts: readonly { readonly address: string; readonly atMs: number }[] = [];
  return {
    attempt(address, nowMs) {
      // A clock that was set back leaves nobody out for longer than the window.
      attempts = attempts.filter(({ atMs }) => atMs > nowMs - WINDOW_MS && atMs <= nowMs);
      const own = attempts.filter((each) => each.address === address);
      const full = own.length >= MOST_OF_ONE ? own : attempts.length >= MOST_OF_ALL ? attempts : null;
      const [oldest] = full ?? [];
      if (oldest !== undefined) return oldest.atMs + WINDOW_MS - nowMs;
      attempts = [...attempts, { address, atMs: nowMs }];
      return null;
    },
    forgive(address) {
      attempts = attempts.filter((each) => each.address !== address);
    },
  };
}
