import type { JsonObject } from '../../json.ts';
import { OneRequestAgent } from './connection.ts';
import { deadline } from './deadline.ts';
import { factsOf, type HeaderValues, problemOf, type Reply } from './reply.ts';
import { cleanerFor, type XCredentials } from './secrets.ts';
import { endpointOf } from './service.ts';

export interface XRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `https://api.x.com/2/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** `body` goes as multipart/form-data instead of JSON. */
  readonly isForm?: boolean;
  /** Asked before connecting, and again right before the request leaves. */
  readonly mayLeave?: () => boolean;
}

/** Sends one request to X: once, signed, on a connection of its own, within a time. Throws for nothing that comes. */
export type Send = (request: XRequest) => Promise<Reply>;

export interface ClientOptions {
  readonly credentials: XCredentials;
  readonly service: string | null;
  /** The wall clock, in epoch milliseconds. */
  readonly nowMs: () => number;
  /** After which a request is given up, from its first thought to the last byte of its answer. */
  readonly requestMs: number;
}

type Sdk = Pick<typeof import('twitter-api-v2'), 'TwitterApi' | 'ApiResponseError' | 'ApiPartialResponseError'>;

/**
 * The only place where twitter-api-v2 is used. Its errors carry the request with its signed headers, so none of them,
 * nor a message of theirs, goes any further than this file.
 * @throws InputError for a service that is no address
 */
export function xClient({ credentials, service, nowMs, requestMs }: ClientOptions): Send {
  const endpoint = endpointOf(service);
  const clean = cleanerFor(credentials);
  return async (request) => {
    const mayLeave = request.mayLeave ?? (() => true);
    const sdk: Sdk = await import('twitter-api-v2');
    if (!mayLeave()) return { kind: 'unsent', why: 'it came too late', isStale: true };
    const agent = new OneRequestAgent(endpoint, mayLeave);
    const disarm = deadline(requestMs, nowMs, () => agent.abandon());
    try {
      // Uncompressed: the library leaves the errors of a decompressor, as of a broken answer, to end the process.
      const client = new sdk.TwitterApi(credentials, { httpAgent: agent, compression: false });
      const { data, headers } = await dispatch(client, request);
      return { kind: 'success', body: data, facts: factsOf(headers, nowMs()) };
    } catch (error) {
      if (!agent.hasLeft) return unsent(agent);
      if (agent.isAbandoned) return { kind: 'lost', why: 'did not come in time' };
      return replyIn(error, sdk, nowMs(), clean);
    } finally {
      disarm();
      agent.destroy();
    }
  };
}

function unsent({ failure, isStale }: OneRequestAgent): Reply {
  return { kind: 'unsent', why: `no connection to X (${failure ?? 'it took too long'})`, isStale };
}

interface Answer {
  readonly data: unknown;
  readonly headers: HeaderValues;
}

function dispatch(client: InstanceType<Sdk['TwitterApi']>, request: XRequest): Promise<Answer> {
  const { method, path, query = {}, body, isForm = false } = request;
  const { v2 } = client;
  if (method === 'GET') return v2.get<unknown>(path, { ...query }, { fullResponse: true });
  if (method === 'DELETE') return v2.delete<unknown>(path, { ...query }, { fullResponse: true });
  const form = isForm ? ({ forceBodyMode: 'form-data' } as const) : {};
  return v2.post<unknown>(path, { ...body }, { fullResponse: true, ...form });
}

/** What the library's error says of a request that left. */
function replyIn(error: unknown, sdk: Sdk, nowMs: number, clean: (words: string) => string): Reply {
  if (error instanceof sdk.ApiResponseError) {
    return { kind: 'refusal', problem: problemOf(error.code, error.data, factsOf(error.headers, nowMs), clean) };
  }
  if (!(error instanceof sdk.ApiPartialResponseError)) return { kind: 'lost', why: 'did not come' };
  const { statusCode = 0, headers } = error.response;
  if (statusCode < 400) return { kind: 'lost', why: 'could not be read' };
  return { kind: 'refusal', problem: problemOf(statusCode, undefined, factsOf(headers, nowMs), clean) };
}
