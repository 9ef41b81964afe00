import { setTimeout as wait } from 'node:timers/promises';
import { oneLine } from '../errors.ts';
import { describeEvent } from '../worker/describe.ts';
import type { Emit } from '../worker/events.ts';
import { startHeartbeat } from '../worker/heartbeat.ts';
import { createWorker } from '../worker/worker.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { studioApart } from './studio/apart.ts';
import { withStore } from './with-store.ts';
import { workerParts } from './worker-parts.ts';

/** Longest wait, once asked to stop, for a request under way; its outcome is settled at the next start. */
const PATIENCE_MS = 1_500;

/** The worker: runs until SIGINT or SIGTERM, then stops in order. */
export async function run(call: Call, options: { readonly log: 'text' | 'json' }): Promise<ExitCode> {
  const setting = openSetting(call);
  const stopping = new AbortController();
  const emit = logger(call.io, options.log);
  await withStore(setting.home, async (store) => {
    const worker = createWorker(
      workerParts({
        ...setting,
        store,
        emit,
        stopping: stopping.signal,
        studio: studioApart(setting, stopping.signal),
      }),
    );
    const { config, home } = setting;
    const accounts = config.accounts.map(({ id, live }) => `${id} (${live ? 'live' : 'rehearsal'})`);
    const stopped = untilStopped(stopping);
    emit({ event: 'started', accounts, schedules: config.schedules.length, home: home.root });
    const stopHeart = startHeartbeat(() => worker.tick());
    await stopped;
    emit({ event: 'stopping' });
    await Promise.race([stopHeart().then(() => worker.idle()), wait(PATIENCE_MS, undefined, { ref: false })]);
  });
  emit({ event: 'stopped' });
  return 0;
}

/** Resolves at the first SIGINT or SIGTERM; a second SIGINT ends the process the usual way. */
function untilStopped(stopping: AbortController): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      stopping.abort();
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  });
}

/** One line an event: local time and words, or a JSON document. */
export function logger(io: Io, form: 'text' | 'json'): Emit {
  return (event) => {
    const now = new Date();
    if (form === 'json') io.out(JSON.stringify({ time: now.toISOString(), ...event }));
    else io.out(`${io.paint('dim', localTime(now))} ${oneLine(describeEvent(event))}`);
  };
}

/** `2026-11-24 09:00:00` by this machine's zone. */
function localTime(date: Date): string {
  return date.toLocaleString('sv-SE');
}
