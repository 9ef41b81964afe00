import type { ChildProcess } from 'node:child_process';

/** A process that was started before there is work for it, so that who waits does not wait for its start. */
export interface Spare<T extends ChildProcess> {
  /** A fresh process: the spare one, or one that is started now. Another is got ready meanwhile. */
  take(): T;
}

/** After so long without use none is kept ready. */
const IDLE_MS = 60_000;

/** Keeps one ready once the first was asked for. @param start starts one that loads all it will need and waits */
export function keepSpare<T extends ChildProcess>(start: () => T): Spare<T> {
  let ready: T | null = null;
  let timer: NodeJS.Timeout | null = null;
  const drop = () => {
    ready?.kill('SIGKILL');
    ready = null;
  };
  return {
    take() {
      const taken = ready !== null && ready.exitCode === null && ready.signalCode === null ? ready : start();
      ready = start();
      // Nobody waits for what becomes of it: one that fails to start is found gone when it is wanted.
      ready.on('error', () => {});
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(drop, IDLE_MS).unref();
      return taken;
    },
  };
}
