import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Config } from '../config/config.ts';
import { oneLine } from '../errors.ts';
import { describeEvent } from '../worker/describe.ts';
import type { Emit, SpoolEvent } from '../worker/events.ts';

/** A message that is not delivered within this time is given up; the worker never waits for one. */
const DEADLINE_MS = 30_000;

interface Channels {
  /** The present configuration's. */
  readonly command: () => Config['notifyCommand'];
  /** Address from the environment; `undefined` for none. Never told: it may hold a secret. */
  readonly webhook: string | undefined;
  /** Where it is told that a message did not get through. */
  readonly emit: Emit;
}

/** Tells the author, beside the log, of what needs them: by a command of theirs, by a webhook, or both. */
export function notifier({ command, webhook, emit }: Channels): Emit {
  return (event) => {
    if (!needsAuthor(event)) return;
    const message = JSON.stringify({ text: describeEvent(event), ...event });
    const run = command();
    if (run !== null) attempt('the notification command', () => runCommand(run, message), emit);
    if (webhook !== undefined) attempt('the notification webhook', () => post(webhook, message), emit);
  };
}

const CALLING = ['needs-author', 'failed', 'held'];

function needsAuthor(event: SpoolEvent): boolean {
  if (event.event === 'approval-wanted' || event.event === 'config-broken') return true;
  if (event.event === 'author-faulty') return true;
  return event.event === 'half-thread' || (event.event === 'state-changed' && CALLING.includes(event.state));
}

function attempt(what: string, send: () => Promise<void>, emit: Emit): void {
  send().catch((error: unknown) => {
    emit({ event: 'failed', what, why: oneLine(error instanceof Error ? error.message : String(error)) });
  });
}

/** Without a shell; the message is on its standard input, one line of JSON. */
async function runCommand([file = '', ...given]: readonly string[], message: string): Promise<void> {
  const child = spawn(file, given, {
    stdio: ['pipe', 'ignore', 'ignore'],
    timeout: DEADLINE_MS,
    killSignal: 'SIGKILL',
  });
  // A command that does not read its input closes it: that is no fault.
  child.stdin.on('error', () => {});
  child.stdin.end(`${message}\n`);
  const [code, signal] = await once(child, 'close');
  if (code !== 0) throw new Error(`it ended with ${code ?? signal}`);
}

/** The address stays out of every message: it may hold a token. */
async function post(address: string, message: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const answer = await fetch(address, { method: 'POST', headers, body: message, signal, redirect: 'error' }).catch(
    (error: unknown) => {
      throw new Error(error instanceof Error && error.name === 'TimeoutError' ? 'no answer' : 'it cannot be reached');
    },
  );
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`it answered ${answer.status}`);
}
