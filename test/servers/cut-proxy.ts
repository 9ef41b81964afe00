import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type FaultyServer, startFaultyServer } from './faulty-server.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { seededRandom } from './random.ts';

/** A faulty server in front of a PDS. Faults aim at XRPC methods: `{ on: 'com.atproto.repo.applyWrites' }`. */
export interface CutProxy extends FaultyServer<never> {
  /** What a client is given instead of the PDS's address. */
  readonly url: string;
}

/**
 * Stands between a client and a PDS and understands HTTP, so that a fault hits one request at one point. The PDS's
 * address in answers becomes the proxy's: a client follows the one in the DID document of its session.
 */
export async function startCutProxy(upstream: string, seed = 1): Promise<CutProxy> {
  let url = '';
  const site = {
    name: (_method: string, path: string) => path.replace('/xrpc/', ''),
    handle: async (request: HttpRequest, signal: AbortSignal) =>
      redirected(await forward(upstream, request, signal), upstream, url),
    refuse: (problem: never) => problem,
    latencyMs: () => 0,
  };
  const server = await startFaultyServer<never>(site, seededRandom(seed));
  url = `http://localhost:${server.port}`;
  return Object.assign(server, { url });
}

async function forward(upstream: string, request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const { method, target, body } = request;
  const { host: _host, connection: _connection, ...headers } = request.headers;
  const options = { method, headers: { ...headers, 'accept-encoding': 'identity' }, signal, agent: false } as const;
  const outgoing = httpRequest(new URL(target, upstream), options);
  outgoing.end(body);
  const [answer]: IncomingMessage[] = await once(outgoing, 'response', { signal });
  if (!answer) throw new Error('The PDS gave no answer.');
  return { status: answer.statusCode ?? 0, headers: passedOn(answer.headers), body: await buffer(answer) };
}

/** Headers of a connection are not those of an answer. */
function passedOn(headers: IncomingMessage['headers']): Record<string, string> {
  const own = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      own.has(name) || value === undefined ? [] : [[name, String(value)]],
    ),
  );
}

function redirected(answer: HttpAnswer, upstream: string, url: string): HttpAnswer {
  if (!answer.headers['content-type']?.includes('json')) return answer;
  return { ...answer, body: answer.body.toString().replaceAll(`"${upstream}"`, `"${url}"`) };
}
