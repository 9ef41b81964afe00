import cron from 'node-cron';

/** Every five seconds, on the second: a slot at 09:00 is seen at 09:00:00. */
const BEAT = '*/5 * * * * *';

/**
 * Calls `beat` at once and then every five seconds, never twice at the same time. What is due is not decided here: a beat
 * that is skipped, late or repeated changes nothing but the moment at which the store is looked at.
 */
export function startHeartbeat(beat: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  const once = () => {
    running ??= beat().finally(() => {
      running = null;
    });
    return running;
  };
  const task = cron.schedule(BEAT, once, { timezone: 'UTC' });
  void once();
  return async () => {
    await task.destroy();
    await running;
  };
}
