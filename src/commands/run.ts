import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../clock.ts';
import { type DeskPlace, deskPlaceOf } from '../config/desk.ts';
import { metricsPortOf, webhookOf } from '../config/environment.ts';
import type { Live } from '../desk/live.ts';
import type { Store } from '../store.ts';
import type { Emit } from '../worker/events.ts';
import { Happened } from '../worker/happened.ts';
import { startHeartbeat } from '../worker/heartbeat.ts';
import { createWorker } from '../worker/worker.ts';
import { newLive, openDeskOf } from './desk.ts';
import { type LiveSetting, openLiveSetting } from './live-setting.ts';
import { type LogForm, logger } from './log.ts';
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
export async function run(call: Call, options: { readonly log: LogForm }): Promise<ExitCode> {
  const setting = openLiveSetting(call);
  const watched = watch(withNotice(logger(call.io, options.log), setting));
  const ports = { metrics: metricsPortOf(setting.environment), desk: deskPlaceOf(setting.config, setting.environment) };
  await withStore(setting.home, (store) => work(setting, store, watched, ports));
  watched.emit({ event: 'stopped' });
  return 0;
}

/** Where every event goes, and what is made of it: counts for machines, the desk's pages, memory given back. */
interface Watched {
  readonly emit: Emit;
  readonly happened: Happened;
  readonly live: Live;
}

function watch(tell: Emit): Watched {
  const happened = new Happened();
  const live = newLive();
  const rest = restSoon();
  const emit: Emit = (event) => {
    happened.note(event);
    tell(event);
    live.emit(event);
    if (event.event === 'state-changed' || event.event === 'measured') rest();
  };
  return { emit, happened, live };
}

function withNotice(log: Emit, setting: Setting): Emit {
  const webhook = webhookOf(setting.environment);
  const notify = notifier({ command: () => setting.config.notifyCommand, webhook, emit: log });
  return (event) => {
    log(event);
    notify(event);
  };
}

/** Where pages are served; `null`: nowhere. */
interface Ports {
  readonly metrics: number | null;
  readonly desk: DeskPlace | null;
}

async function work(setting: LiveSetting, store: Store, watched: Watched, ports: Ports): Promise<void> {
  const { emit } = watched;
  const stopping = new AbortController();
  const queue = await openQueue(setting.home, emit);
  const studio = studioApart(setting, stopping.signal);
  const parts = workerParts({ setting, store, emit, stopping: stopping.signal, studio });
  const worker = createWorker(parts, queue);
  const stopped = untilStopped(stopping);
  emit({ event: 'started', ...shapeOf(setting) });
  const metrics = await openMetrics(ports.metrics, store, watched);
  const stopHeart = startHeartbeat(() => {
    setting.refresh(emit);
    return worker.tick();
  });
  const desk = await openDeskOf(setting, ports.desk, parts, studio, watched).catch(async (error: unknown) => {
    await stopHeart();
    throw error;
  });
  await stopped;
  emit({ event: 'stopping' });
  await desk?.close();
  const ended = Promise.all([stopHeart(), queue.close()])
    .then(() => worker.idle())
    .then(() => store.leave(parts.owner, parts.clock.nowMs()))
    .catch((error: unknown) => emit({ event: 'failed', what: 'stopping in order', why: String(error) }));
  await Promise.race([ended, wait(PATIENCE_MS, undefined, { ref: false })]);
  await metrics?.stop();
}

function shapeOf({ config, home }: Setting) {
  const accounts = config.accounts.map(({ id, live }) => `${id} (${live ? 'live' : 'rehearsal'})`);
  return { accounts, schedules: config.schedules.length, home: home.root };
}

async function openMetrics(port: number | null, store: Store, { happened, emit }: Watched) {
  if (port === null) return null;
  const { serveMetrics } = await import('../worker/metrics.ts');
  return serveMetrics({ port, store, happened, emit, clock: systemClock });
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
