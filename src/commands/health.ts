import { findHome } from '../config/home.ts';
import { describeFault, InputError, Unreachable } from '../errors.ts';
import { durationInWords } from '../schedule/duration.ts';
import { type Health, healthOf } from '../worker/health.ts';
import type { ExitCode } from './program.ts';
import type { Call } from './setting.ts';
import { readStore } from './with-store.ts';

const NO_STORE: Health = {
  isHealthy: false,
  beatMs: null,
  overdue: [],
  problems: ['there is no store here yet; "spool run" makes one'],
};

/**
 * One line, and exit code 0 or 1: a worker is alive, the store answers, nothing is overdue. Reads no settings, so that a
 * broken edit of theirs, which the worker survives, is no illness.
 */
export async function health({ io, directory }: Call, options: { readonly json?: boolean }): Promise<ExitCode> {
  const home = findHome(directory, io.environment, io.currentFolder);
  const nowMs = Date.now();
  const found = await readStore(home, (store) => healthOf(store, nowMs), NO_STORE).catch((error: unknown) => {
    if (error instanceof InputError) return { ...NO_STORE, problems: error.faults.map(describeFault) };
    if (error instanceof Unreachable) return { ...NO_STORE, problems: [error.message] };
    throw error;
  });
  if (options.json) io.out(JSON.stringify(healthDocument(found, nowMs), null, 2));
  else io.out(healthLine(found, nowMs));
  return found.isHealthy ? 0 : 1;
}

function healthLine({ isHealthy, beatMs, problems }: Health, nowMs: number): string {
  if (!isHealthy) return `unhealthy: ${problems.join('; ')}`;
  return `healthy: a worker looked ${durationInWords(nowMs - (beatMs ?? nowMs))} ago, the store answers, nothing is overdue`;
}

/** `spool health --json`, version 1. */
function healthDocument({ isHealthy, beatMs, overdue, problems }: Health, nowMs: number) {
  return {
    version: 1,
    healthy: isHealthy,
    worker: {
      lastLook: beatMs === null ? null : new Date(beatMs).toISOString(),
      ageSeconds: beatMs === null ? null : Math.round((nowMs - beatMs) / 1000),
    },
    overdue: overdue.map(({ sinceMs, ...delivery }) => ({ ...delivery, since: new Date(sinceMs).toISOString() })),
    problems,
  };
}
