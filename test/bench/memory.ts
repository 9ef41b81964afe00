import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printed, TestHome } from '../commands/spool.ts';
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
  figure('worker idle after its first rehearsal', await idleMb(), 'MB', { most: 100 });
}

async function idleMb(environment: NodeJS.ProcessEnv = {}): Promise<number> {
  const home = new TestHome();
  try {
    const worker = home.startWith(environment, 'run');
    await printed(worker, /nothing left to publish/);
    await printed(worker, /read at once[\s\S]*read at once/);
    return residentMb(worker.child.pid);
  } finally {
    await home.remove();
  }
}

/** `VmRSS` of a process on Linux, in megabytes. */
export function residentMb(pid: number | undefined): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1] ?? Number.NaN) / 1000;
}
