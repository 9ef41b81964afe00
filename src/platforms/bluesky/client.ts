import { AsyncLocalStorage } from 'node:async_hooks';
import type { Agent } from '@atproto/api';
import { failureOf, type Reply, resetMsIn } from './reply.ts';

/** Where one request goes, and as whom. */
export interface Target {
  /** Origin of the server. */
  readonly server: string;
  /** Sent as it is; `null`: as anybody. */
  readonly token: string | null;
  /** Asked right before the request leaves. */
  readonly mayLeave?: () => boolean;
}

/** One call of the SDK. */
export type Run<T> = (agent: Agent) => Promise<{ readonly data: T }>;

/** Makes one call: one request, within a time, without a retry. Never throws for what comes. */
export type Call = <T>(target: Target, run: Run<T>) => Promise<Reply<T>>;

export interface ClientOptions {
  /** The wall clock, in epoch milliseconds. */
  readonly nowMs: () => number;
  /** After which a request is given up, from its first byte to the last one of its answer. */
  readonly requestMs: number;
  /** Makes a server's words fit to be repeated. */
  readonly clean: (words: string) => string;
}

/** What one request met on its way; the SDK's errors do not tell. */
interface Wire extends Target, Pick<ClientOptions, 'requestMs'> {
  isStale: boolean;
  failure: unknown;
  answer: Response | null;
}

/** An answer larger than this is not read: 25 posts with everything about them have some 0.2 MB. */
const MOST_BYTES = 8 * 1024 * 1024;

const wires = new AsyncLocalStorage<Wire>();
let sdk: Promise<Agent> | null = null;

/** The SDK is large: it is loaded with the first request, and one instance serves all accounts. */
function loadAgent(): Promise<Agent> {
  sdk ??= import('@atproto/api').then(({ Agent }) => new Agent(travel));
  return sdk;
}

/**
 * The only place where requests leave. Tokens are added on the way, so that nothing the SDK keeps or throws can hold
 * one.
 */
export function blueskyClient({ nowMs, requestMs, clean }: ClientOptions): Call {
  return async (target, run) => {
    const agent = await loadAgent();
    const wire: Wire = { ...target, requestMs, isStale: false, failure: null, answer: null };
    try {
      const { data } = await wires.run(wire, () => run(agent));
      return { kind: 'success', data };
    } catch (error) {
      if (wire.isStale) return { kind: 'unsent', why: 'it came too late', isStale: true };
      if (wire.failure !== null) return failureOf(wire.failure);
      // What is wrong before anything left is wrong in Spool.
      if (wire.answer === null) throw error;
      const { ok, status, headers } = wire.answer;
      if (ok) return { kind: 'lost', why: 'could not be read' };
      return { kind: 'refusal', problem: { status, ...said(error, clean), resetMs: resetMsIn(headers, nowMs()) } };
    }
  };
}

/** The SDK's way to the network. Redirects are not followed: they would carry the password along. */
async function travel(path: string, init: RequestInit): Promise<Response> {
  const wire = wires.getStore();
  if (wire === undefined) throw new Error('a request outside of a call');
  const headers = new Headers(init.headers);
  if (wire.token !== null) headers.set('authorization', `Bearer ${wire.token}`);
  const signal = AbortSignal.timeout(wire.requestMs);
  wire.isStale = wire.mayLeave?.() === false;
  if (wire.isStale) throw new Error('too late to leave');
  try {
    const answer = await fetch(new URL(path, wire.server), { ...init, headers, signal, redirect: 'manual' });
    const body = await wholeBody(answer);
    wire.answer = answer;
    return new Response(isBodiless(answer) ? null : body, { status: answer.status, headers: answer.headers });
  } catch (error) {
    wire.failure = error;
    throw error;
  }
}

async function wholeBody({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isBodiless({ status }: Response): boolean {
  return [101, 204, 205, 304].includes(status);
}

/** The server's name and words for an error; where it gives none, the SDK makes some up from the status. */
function said(error: unknown, clean: (words: string) => string): { readonly error: string; readonly says: string } {
  if (!(error instanceof Error)) return { error: '', says: '' };
  const name: unknown = Object.getOwnPropertyDescriptor(error, 'error')?.value;
  return { error: typeof name === 'string' && /^\w{1,60}$/.test(name) ? name : '', says: clean(error.message) };
}
