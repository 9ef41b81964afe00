/** The time, as a parameter: the real clock in the program, a made-up one in tests. */
export interface Clock {
  /** Epoch milliseconds by the wall clock, which may jump. */
  nowMs(): number;
  /** Calls `work` every `ms`, until the function that comes back is called. */
  every(ms: number, work: () => void): () => void;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  every(ms, work) {
    const timer = setInterval(work, ms);
    return () => clearInterval(timer);
  },
};
