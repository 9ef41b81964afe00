/** How often the wall clock is looked at. */
const TICK_MS = 1_000;

/**
 * Calls `late` once, when `ms` have passed by either clock: the machine's own stands still while it sleeps, the wall
 * clock may be set back.
 * @returns call it to disarm
 */
export function deadline(ms: number, nowMs: () => number, late: () => void): () => void {
  const endMs = nowMs() + ms;
  const disarm = () => {
    clearTimeout(timer);
    clearInterval(ticker);
  };
  const strike = () => {
    disarm();
    late();
  };
  const timer = setTimeout(strike, ms);
  const ticker = setInterval(() => nowMs() > endMs && strike(), TICK_MS);
  return disarm;
}
