import { hostname } from 'node:os';
import { findHome } from '../config/home.ts';
import { describeFault, InputError, Unreachable } from '../errors.ts';
import { durationInWords } from '../schedule/duration.ts';
import type { Store } from '../store.ts';
import { faultyWords, type Health, healthOf, healthOfHost } from '../worker/health.ts';
import type { ExitCode } from './program.ts';
import type { Call } from './setting.ts';
import { faultyDocument } from './show/faulty.ts';
import { readStore } from './with-store.ts';

const NO_STORE: Health = {
  isHealthy: false,
  beatMs: null,
  overdue: [],
  problems: ['there is no store here yet; "spool run" makes one'],
  faulty: [],
};

interface Options {
  readonly json?: boolean;
  /** Only whether the worker of this machine is alive. */
  readonly here?: boolean;
}

/**
 * One line, and exit code 0 or 1: a worker is alive, the store answers, nothing is overdue. Reads no settings, so that a
 * broken edit of theirs, which the worker survives, is no illness.
 */
export async function health({ io, directory }: Call, options: Options): Promise<ExitCode> {
  const home = findHome(directory, io.environment, io.currentFolder);
  const nowMs = Date.now();
  const look = (store: Store) => (options.here ? healthOfHost(store, nowMs, hostname()) : healthOf(store, nowMs));
  const found = await readStore(home, look, NO_STORE).catch((error: unknown) => {
    if (error instanceof InputError) return { ...NO_STORE, problems: error.faults.map(describeFault) };
    if (error instanceof Unreachable) return { ...NO_STORE, problems: [error.message] };
    throw error;
  });
  if (options.json) io.out(JSON.stringify(healthDocument(found, nowMs), null, 2));
  else io.out(healthLine(found, nowMs, options.here ?? false));
  return found.isHealthy ? 0 : 1;
}

function healthLine({ isHealthy, beatMs, problems, faulty }: Health, nowMs: number, isHere: boolean): string {
  const beside = faulty.map((each) => `; ${faultyWords(each)}`).join('');
  if (!isHealthy) return `unhealthy: ${problems.join('; ')}${beside}`;
  const looked = `a worker looked ${durationInWords(nowMs - (beatMs ?? nowMs))} ago, the store answers`;
  return `healthy: ${looked}${isHere ? '' : ', nothing is overdue'}${beside}`;
}

/** `spool health --json`, version 1. */
function healthDocument({ isHealthy, beatMs, overdue, problems, faulty }: Health, nowMs: number) {
  return {
    version: 1,
    healthy: isHealthy,
    worker: {
      lastLook: beatMs === null ? null : new Date(beatMs).toISOString(),
      ageSeconds: beatMs === null ? null : Math.round((nowMs - beatMs) / 1000),
    },
    overdue: overdue.map(({ sinceMs, ...delivery }) => ({ ...delivery, since: new Date(sinceMs).toISOString() })),
    problems,
    faultyAuthors: faultyDocument(faulty),
  };
}
