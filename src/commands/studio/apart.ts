import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { authorOf, HOUSE } from '../../author-id.ts';
import { authorIds, onlyOf } from '../../config/authors.ts';
import type { Config } from '../../config/config.ts';
import type { Home } from '../../config/home.ts';
import type { Choices, DeskStudio } from '../../desk/studio.ts';
import { type Fault, InputError, Unreachable } from '../../errors.ts';
import { folderNames, ownerOf } from '../../posts/owner.ts';
import type { PictureUse, Studio } from '../../worker/studio.ts';
import type { StudioPlace } from './inside.ts';
import { Ended, keepResident, type Resident } from './resident.ts';

const SERVE = fileURLToPath(new URL('serve.mjs', import.meta.url));

/** No article is worth more time; an input that takes it is given up, and the worker goes on. */
const DEADLINE_MS = 60_000;

/** One piece of work for the studio, and where to do it. */
export type StudioRequest = StudioPlace &
  (
    | { readonly kind: 'read'; readonly paths: readonly string[] }
    | { readonly kind: 'plan'; readonly source: string; readonly account: string; readonly repeat: number }
    | { readonly kind: 'picture'; readonly source: string; readonly use: PictureUse }
    | { readonly kind: 'preview'; readonly source: string; readonly choices: Choices }
  );

export type StudioAnswer =
  | { readonly result: unknown }
  | { readonly faults: readonly Fault[] }
  | { readonly unreachable: string };

/**
 * The studio in a process of its own, started for each piece of work and gone afterwards: the worker stays small, and
 * no article can hold it up. For previews one stays while somebody looks at the desk. What is under way when the worker
 * stops is given up.
 */
export function studioApart(
  setting: { readonly home: Home; readonly config: Config },
  stopping: AbortSignal,
): Studio & DeskStudio {
  // Read anew for every piece of work, for the configuration may have changed; what concerns other authors stays here.
  const place = (author: string) => {
    const { home, config } = setting;
    return { home, config: onlyOf(config, author), folders: authorIds(config) };
  };
  const ownerIn = (source: string) => ownerOf(source, folderNames(authorIds(setting.config)));
  const resident = keepResident(() => start(stopping, 'warm'), DEADLINE_MS);
  return {
    read: (paths) => ask({ ...place(HOUSE), kind: 'read', paths }, start(stopping)),
    plan: (source, account, repeat) =>
      ask({ ...place(authorOf(account)), kind: 'plan', source, account, repeat }, start(stopping)),
    picture: (source, use) => ask({ ...place(HOUSE), kind: 'picture', source, use }, start(stopping)),
    preview(source, choices) {
      const request: StudioRequest = { ...place(ownerIn(source)), kind: 'preview', source, choices };
      return askResident(resident, request) ?? ask(request, start(stopping));
    },
    ready: resident.ready,
  };
}

/** @param how `warm`: to load and try, before there is a request, all that previewing needs */
function start(signal: AbortSignal, ...how: readonly 'warm'[]) {
  return spawn(process.execPath, [SERVE, ...how], {
    stdio: ['pipe', 'pipe', 'inherit'],
    signal,
    killSignal: 'SIGKILL',
  });
}

function askResident<T>(resident: Resident, request: StudioRequest): Promise<T> | null {
  const answer = resident.ask(JSON.stringify(request));
  if (answer === null) return null;
  return answer.then(
    (line) => unwrap<T>(JSON.parse(line)),
    (error: unknown) => {
      throw error instanceof Ended ? new InputError(tooHard(request, error.message)) : error;
    },
  );
}

async function ask<T>(request: StudioRequest, child: ReturnType<typeof start>): Promise<T> {
  const deadline = setTimeout(() => child.kill('SIGKILL'), DEADLINE_MS);
  const closed = new Promise<string | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code === 0 ? null : (signal ?? `exit code ${code}`)));
  });
  // A child that dies early closes its end; what it says about that is in its exit.
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(request));
  const [answer, failure] = await Promise.all([text(child.stdout), closed]).finally(() => clearTimeout(deadline));
  if (failure !== null) throw new InputError(tooHard(request, failure));
  return unwrap(JSON.parse(answer));
}

/** The other end of the pipe is this program too: what it sends has the shape it was asked for. */
function unwrap<T>(
  answer: { readonly result: T } | { readonly faults: readonly Fault[] } | { readonly unreachable: string },
): T {
  if ('faults' in answer) throw new InputError(...answer.faults);
  if ('unreachable' in answer) throw new Unreachable(answer.unreachable);
  return answer.result;
}

function tooHard(request: StudioRequest, failure: string): Fault {
  const where = request.kind === 'read' ? request.paths.join(', ') : request.source;
  const problem =
    failure === 'SIGKILL' ? `could not be read within ${DEADLINE_MS / 1000} s` : `reading it ended with ${failure}`;
  return { where, problem, next: 'Look at it with "spool preview"' };
}
