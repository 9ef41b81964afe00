import { setTimeout as wait } from 'node:timers/promises';
import { deskPlaceOf } from '../config/desk.ts';
import { metricsPortOf, webhookOf } from '../config/environment.ts';
import { oneLine } from '../errors.ts';
import { describeEvent } from '../worker/describe.ts';
import type { Emit } from '../worker/events.ts';
import { Happened } from '../worker/happened.ts';
import { startHeartbeat } from '../worker/heartbeat.ts';
import { createWorker } from '../worker/worker.ts';
import { newLive, openDeskOf } from './desk.ts';
import type { Io } from './io.ts';
import { openLiveSetting } from './live-setting.ts';
import { restSoon } from './memory.ts';
import { notifier } from './notify.ts';
import { openQueue } from './open-queue.ts';
import type { ExitCode } from './program.ts';
import type { Call, Setting } from './setting.ts';
import { studioApart } from './studio/apart.ts';
import { withStore } from './with-store.ts';
import { workerParts } from './worker-parts.ts';

/** Longest wait, once asked to stop, for a request under way; its outcome is settled at the next start. */
const PATIENCE_MS = 1_500;

/** The worker: runs until SIGINT or SIGTERM, then stops in order. */
export async function run(call: Call, options: { readonly log: 'text' | 'json' }): Promise<ExitCode> {
  const setting = openLiveSetting(call);
  const stopping = new AbortController();
  const happened = new Happened();
  const live = newLive();
  const rest = restSoon();
  const tell = loggerAndNotifier(call.io, options.log, setting);
  const emit: Emit = (event) => {
    happened.note(event);
    tell(event);
    live.emit(event);
    if (event.event === 'state-changed' || event.event === 'measured') rest();
  };
  const port = metricsPortOf(setting.environment);
  const deskPlace = deskPlaceOf(setting.config, setting.environment);
  await withStore(setting.home, async (store) => {
    const queue = await openQueue(setting.home, emit);
    const studio = studioApart(setting, stopping.signal);
    const parts = workerParts({
      home: setting.home,
      get config() {
        return setting.config;
      },
      get environment() {
        return setting.environment;
      },
      ...{ store, emit, stopping: stopping.signal, studio },
    });
    const worker = createWorker(parts, queue);
    const { config, home } = setting;
    const accounts = config.accounts.map(({ id, live }) => `${id} (${live ? 'live' : 'rehearsal'})`);
    const stopped = untilStopped(stopping);
    emit({ event: 'started', accounts, schedules: config.schedules.length, home: home.root });
    const metrics =
      port === null ? null : await (await import('../worker/metrics.ts')).serveMetrics({ port, store, happened, emit });
    const stopHeart = startHeartbeat(() => {
      setting.refresh(emit);
      return worker.tick();
    });
    const desk = await openDeskOf(setting, deskPlace, parts, studio, live, happened).catch(async (error: unknown) => {
      await stopHeart();
      throw error;
    });
    await stopped;
    emit({ event: 'stopping' });
    await desk?.close();
    const ended = Promise.all([stopHeart(), queue.close()]).then(() => worker.idle());
    await Promise.race([ended, wait(PATIENCE_MS, undefined, { ref: false })]);
    await metrics?.stop();
  });
  emit({ event: 'stopped' });
  return 0;
}

function loggerAndNotifier(io: Io, form: 'text' | 'json', setting: Setting): Emit {
  const log = logger(io, form);
  const webhook = webhookOf(setting.environment);
  const notify = notifier({ command: () => setting.config.notifyCommand, webhook, emit: log });
  return (event) => {
    log(event);
    notify(event);
  };
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
