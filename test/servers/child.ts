import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A server in a process of its own that said it is ready. */
export interface Child {
  readonly pid: number;
  /** The line of JSON it printed. */
  readonly ready: Readonly<Record<string, unknown>>;
  /** SIGTERM, then SIGKILL after five seconds; returns when the process is gone. */
  stop(): Promise<void>;
  /** SIGKILL; returns when the process is gone. */
  kill(): Promise<void>;
}

export interface ChildOptions {
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** How long it may take to get ready, in milliseconds. Default 60,000. */
  readonly patienceMs?: number;
}

/**
 * Starts this Node with the arguments and waits for the line `{"ready":true,…}`. The child's standard input is a pipe
 * from here: it closes when this process dies, however it dies, and the child must then stop.
 */
export async function startChild({ args, cwd, env, patienceMs = 60_000 }: ChildOptions): Promise<Child> {
  const child = spawn(process.execPath, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = async (signal: NodeJS.Signals) => {
    const deadline = setTimeout(() => child.kill('SIGKILL'), 5000);
    child.kill(signal);
    await gone;
    clearTimeout(deadline);
  };
  try {
    const ready = await readiness(child, patienceMs);
    return { pid: child.pid ?? 0, ready, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
  } catch (error) {
    if (child.pid !== undefined) await end('SIGKILL');
    throw error;
  }
}

function readiness(child: ChildProcess, patienceMs: number): Promise<Readonly<Record<string, unknown>>> {
  let complaints = '';
  child.stderr?.on('data', (data) => {
    complaints = (complaints + data).slice(-10_000);
  });
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`${child.spawnargs.join(' ')}: ${why}\n${complaints}`));
    };
    const timer = setTimeout(() => fail(`not ready after ${patienceMs} ms`), patienceMs);
    child.once('error', (error) => fail(error.message));
    child.once('close', (code, signal) => fail(`ended with ${code ?? signal}`));
    if (child.stdout === null) return fail('has no standard output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const ready = parseReady(line);
      if (ready === null) return;
      clearTimeout(timer);
      resolve(ready);
    });
  });
}

function parseReady(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  const parsed: unknown = JSON.parse(line);
  return typeof parsed === 'object' && parsed !== null && 'ready' in parsed ? { ...parsed } : null;
}
