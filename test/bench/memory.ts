import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { printed, TestHome } from '../commands/spool.ts';
import { startLiveHome } from './live-home.ts';
import { figure, print } from './print.ts';

/**
 * Resident memory of the worker, idle after its first rehearsal. The first start after an install or an update compiles
 * the program and keeps what that took until it is restarted; every later one finds it compiled.
 */
export async function benchMemory(): Promise<void> {
  print(
    `  first start, compiling: ${(await idleMb({ NODE_COMPILE_CACHE: mkdtempSync(join(tmpdir(), 'spool-cold-')) })).toFixed(0)} MB`,
  );
  await idleMb();
  figure('worker idle after its first rehearsal, its desk ready', await idleMb(), 'MB', { most: 115 });
  figure('worker idle after having published live on both', await liveMb(), 'MB', { most: 165 });
}

/** After a thread on X, at the stand-in, and one on Bluesky, at its real server; the readings at once included. */
export async function liveMb(): Promise<number> {
  const { home, stop } = await startLiveHome();
  try {
    const worker = home.start('run', '--log', 'json');
    await printed(worker, /"state":"published"[\s\S]*"state":"published"/);
    await setTimeout(SETTLED_MS);
    return residentMb(worker.child.pid);
  } finally {
    await stop();
  }
}

async function idleMb(environment: NodeJS.ProcessEnv = {}): Promise<number> {
  const home = new TestHome();
  try {
    const worker = home.startWith(environment, 'run');
    await printed(worker, /nothing left to publish/);
    await printed(worker, /read at once[\s\S]*read at once/);
    await setTimeout(SETTLED_MS);
    return residentMb(worker.child.pid);
  } finally {
    await home.remove();
  }
}

/** What a worker has published it reads at once, and then it is idle. */
const SETTLED_MS = 15_000;

/** `VmRSS` of a process on Linux, in megabytes. */
export function residentMb(pid: number | undefined): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1] ?? Number.NaN) / 1000;
}
