import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { codeOf } from '../errors.ts';
import { type BodyLimit, ENCODINGS, readBody } from './body.ts';
import { type Fetched, Refusal } from './fetched.ts';
import { guardedLookup, PUBLIC_WEB, type Reach, reachable } from './reach.ts';

/** Most redirects that are followed. */
const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Answers below 500 that may change by themselves: time-out, too early, too many requests. */
const PASSING = new Set([408, 425, 429]);

export interface FetchOptions extends BodyLimit {
  /** For everything together: names, connections, redirects and the whole body. */
  readonly timeoutMs: number;
  /** Media types that are wanted: `text/html`, `image/*`. */
  readonly accept: readonly string[];
  /** Stops it; the signal's reason is thrown. */
  readonly signal?: AbortSignal;
  /** Default: the public web. */
  readonly reach?: Reach;
}

/**
 * Fetches a public web address that somebody else wrote: http(s) on the web's own ports only, never a private address,
 * by no name, notation or redirect; at most three redirects, each checked like the first; without cookies, credentials,
 * referrer and proxy; within a total time and a total size.
 * @returns what came of it; nothing but the caller's own abort is thrown
 */
export async function guardedFetch(written: string, options: FetchOptions): Promise<Fetched> {
  const { signal: given, timeoutMs } = options;
  given?.throwIfAborted();
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = given === undefined ? deadline : AbortSignal.any([given, deadline]);
  try {
    return await follow(written, options, signal);
  } catch (error) {
    given?.throwIfAborted();
    if (error instanceof Refusal) return { kind: 'refused', why: error.message };
    if (deadline.aborted) return { kind: 'failed', why: `it was not there in full within ${timeoutMs / 1000} s` };
    return { kind: 'failed', why: wordsFor(error) };
  }
}

async function follow(written: string, options: FetchOptions, signal: AbortSignal): Promise<Fetched> {
  const reach = options.reach ?? PUBLIC_WEB;
  let url = reachable(written, reach);
  for (let redirects = 0; ; redirects += 1) {
    const response = await ask(url, reach, options.accept, signal);
    try {
      const next = redirectOf(response, url);
      if (next === null) return await answerOf(response, url, options);
      if (redirects === MAX_REDIRECTS) throw new Refusal(`it redirects more than ${MAX_REDIRECTS} times`);
      url = redirected(next, reach);
    } finally {
      response.destroy();
    }
  }
}

/** One request on a connection of its own: none is shared, so none is open to a host that was not checked for it. */
function ask(url: URL, reach: Reach, accept: readonly string[], signal: AbortSignal): Promise<IncomingMessage> {
  const headers = { accept: accept.join(', '), 'accept-encoding': ENCODINGS, 'user-agent': 'Spool' };
  const options = { headers, signal, lookup: guardedLookup(reach) };
  const request =
    url.protocol === 'https:'
      ? secureRequest(url, { ...options, agent: new SecureAgent() })
      : plainRequest(url, { ...options, agent: new PlainAgent() });
  return new Promise((resolve, reject) => {
    request.on('response', resolve).on('error', reject).end();
  });
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL): string | null {
  if (!REDIRECTS.has(statusCode)) return null;
  // Node reads headers as Latin-1; where a server writes other characters unescaped they are UTF-8, as browsers take it.
  const location = Buffer.from(headers.location ?? '', 'latin1').toString();
  const next = headers.location === undefined ? null : URL.parse(location, from.href);
  if (next === null) throw new Refusal('it redirects to no address');
  return next.href;
}

function redirected(next: string, reach: Reach): URL {
  try {
    return reachable(next, reach);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(`it redirects to a place that is refused: ${error.message}`) : error;
  }
}

async function answerOf(response: IncomingMessage, url: URL, options: FetchOptions): Promise<Fetched> {
  const { statusCode = 0, headers } = response;
  if (statusCode >= 500 || PASSING.has(statusCode)) return { kind: 'failed', why: `it answers ${statusCode}` };
  if (statusCode !== 200) throw new Refusal(`it answers ${statusCode}`);
  const mimeType = (headers['content-type'] ?? '').replace(/;.*$/s, '').trim().toLowerCase();
  if (!options.accept.some((wanted) => isOfType(mimeType, wanted))) {
    throw new Refusal(`it is ${mimeType === '' ? 'of no known type' : mimeType}, not ${options.accept.join(' or ')}`);
  }
  return { kind: 'fetched', url: url.href, mimeType, bytes: await readBody(response, options) };
}

function isOfType(mimeType: string, wanted: string): boolean {
  return wanted.endsWith('/*') ? mimeType.startsWith(wanted.slice(0, -1)) : mimeType === wanted;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name could not be looked up',
  ECONNREFUSED: 'the host refuses connections',
  ECONNRESET: 'the connection broke off',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'the host does not answer',
};

function wordsFor(error: unknown): string {
  const code = codeOf(error) ?? 'unknown error';
  return WORDS[code] ?? `the request failed (${code})`;
}
