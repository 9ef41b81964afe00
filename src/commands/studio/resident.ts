import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** A process that answers each line it is given with one. */
type Answering = ChildProcessByStdio<Writable, Readable, null>;

/**
 * A process that stays for the next piece of work while somebody is at it, so that who waits neither waits for a start
 * nor for code that has never run.
 */
export interface Resident {
  /** Starts it where it is not there yet, and keeps it a while longer. */
  ready(): void;
  /** The line it answers with; `null` where it is busy with another, and was not asked. @throws Ended */
  ask(line: string): Promise<string> | null;
}

/** The process ended instead of answering; how stands in the message. */
export class Ended extends Error {
  override readonly name = 'Ended';
}

/** After so long without work it ends: it holds half as much memory as the worker. */
const IDLE_MS = 2 * 60_000;

/** Answers after which a fresh one takes over, whatever articles may have left behind in it. */
const MOST_ANSWERS = 200;

/** @param deadlineMs an answer that takes longer ends it */
export function keepResident(start: () => Answering, deadlineMs: number): Resident {
  let child: Answering | null = null;
  let answers = 0;
  let isBusy = false;
  let idle: NodeJS.Timeout | undefined;
  const drop = () => {
    child?.kill('SIGKILL');
    child = null;
  };
  const present = (): Answering => {
    clearTimeout(idle);
    idle = setTimeout(drop, IDLE_MS).unref();
    if (child !== null && child.exitCode === null && child.signalCode === null) return child;
    child = start();
    answers = 0;
    child.stdout.setEncoding('utf8');
    // One that cannot start, or dies while nobody waits for it, is found gone when it is wanted.
    child.on('error', () => {});
    child.stdin.on('error', () => {});
    return child;
  };
  return {
    ready: () => void present(),
    ask(line) {
      if (isBusy) return null;
      isBusy = true;
      return answerOf(present(), line, deadlineMs).finally(() => {
        isBusy = false;
        answers += 1;
        if (answers >= MOST_ANSWERS) drop();
      });
    },
  };
}

function answerOf(child: Answering, line: string, deadlineMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: string[] = [];
    const deadline = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
    const settle = () => {
      clearTimeout(deadline);
      child.off('error', fail).off('close', end).stdout.off('data', hear);
    };
    const fail = (error: Error) => {
      settle();
      reject(error);
    };
    const end = (code: number | null, signal: NodeJS.Signals | null) => fail(new Ended(signal ?? `exit code ${code}`));
    const hear = (text: string) => {
      pieces.push(text);
      if (!text.endsWith('\n')) return;
      settle();
      resolve(pieces.join(''));
    };
    child.once('error', fail).once('close', end).stdout.on('data', hear);
    child.stdin.write(`${line}\n`);
  });
}
