import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../config/config.ts';
import type { Home } from '../../config/home.ts';
import { type Fault, InputError } from '../../errors.ts';
import type { Studio } from '../../worker/studio.ts';

const SERVE = fileURLToPath(new URL('serve.mjs', import.meta.url));

/** No article is worth more time; an input that takes it is given up, and the worker goes on. */
const DEADLINE_MS = 60_000;

/** One piece of work for the studio, and where to do it. */
export type StudioRequest = { readonly home: Home; readonly config: Config } & (
  | { readonly kind: 'read'; readonly paths: readonly string[] }
  | { readonly kind: 'plan'; readonly source: string; readonly account: string }
);

export type StudioAnswer = { readonly result: unknown } | { readonly faults: readonly Fault[] };

/**
 * The studio in a process of its own, started for each piece of work and gone afterwards: the worker stays small, and
 * no article can hold it up. What is under way when the worker stops is given up.
 */
export function studioApart(
  { home, config }: { readonly home: Home; readonly config: Config },
  stopping: AbortSignal,
): Studio {
  return {
    read: (paths) => ask({ home, config, kind: 'read', paths }, stopping),
    plan: (source, account) => ask({ home, config, kind: 'plan', source, account }, stopping),
  };
}

async function ask<T>(request: StudioRequest, signal: AbortSignal): Promise<T> {
  const child = spawn(process.execPath, [SERVE], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: DEADLINE_MS,
    signal,
    killSignal: 'SIGKILL',
  });
  const closed = new Promise<string | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code === 0 ? null : (signal ?? `exit code ${code}`)));
  });
  // A child that dies early closes its end; what it says about that is in its exit.
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(request));
  const [answer, failure] = await Promise.all([text(child.stdout), closed]);
  if (failure !== null) throw new InputError(tooHard(request, failure));
  return unwrap(JSON.parse(answer));
}

/** The other end of the pipe is this program too: what it sends has the shape it was asked for. */
function unwrap<T>(answer: { readonly result: T } | { readonly faults: readonly Fault[] }): T {
  if ('faults' in answer) throw new InputError(...answer.faults);
  return answer.result;
}

function tooHard(request: StudioRequest, failure: string): Fault {
  const where = request.kind === 'plan' ? request.source : request.paths.join(', ');
  const problem =
    failure === 'SIGKILL' ? `could not be read within ${DEADLINE_MS / 1000} s` : `reading it ended with ${failure}`;
  return { where, problem, next: 'Look at it with "spool preview"' };
}
