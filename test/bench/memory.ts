import { readFileSync } from 'node:fs';
import { printed, TestHome } from '../commands/spool.ts';
import { figure } from './print.ts';

/** Resident memory of the worker, idle after its first rehearsal. */
export async function benchMemory(): Promise<void> {
  const home = new TestHome();
  try {
    const worker = home.start('run');
    await printed(worker, /nothing left to publish/);
    await printed(worker, /read at once[\s\S]*read at once/);
    figure('worker idle after its first rehearsal', residentMb(worker.child.pid), 'MB', { most: 100 });
  } finally {
    await home.remove();
  }
}

/** `VmRSS` of a process on Linux, in megabytes. */
export function residentMb(pid: number | undefined): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1] ?? Number.NaN) / 1000;
}
