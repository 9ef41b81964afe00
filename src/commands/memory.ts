import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void;

/**
 * Gives memory that is not needed back to the system. V8 keeps what it once had for as long as nothing else asks for it,
 * and a worker that has just started, or has just shown some pages, keeps a third of its heap for nothing. Takes some
 * 50 ms, so it is for moments in which nobody waits.
 */
export function giveBackMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect: Collect = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  collect({ type: 'major', flavor: 'last-resort' });
}

/** Nobody waits for a worker that has told of nothing for so long. */
const REST_MS = 10_000;

/** Gives memory back once this has not been called for a while: publishing loads the platforms' large libraries. */
export function restSoon(): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(giveBackMemory, REST_MS);
    timer.unref();
  };
}
