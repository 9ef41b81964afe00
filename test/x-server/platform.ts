import { ApiPartialResponseError, ApiRequestError, ApiResponseError, type TwitterApi } from 'twitter-api-v2';
import { onTestFinished } from 'vitest';
import { xClient } from './client.ts';
import { startXServer, type XServer } from './server.ts';
import type { XOptions } from './x.ts';

/** A stand-in for one test, which closes it however the test ends, with a client of its first account. */
export async function platform(options: XOptions = {}): Promise<{ x: XServer; client: TwitterApi; self: string }> {
  const x = await startXServer(options);
  onTestFinished(() => x.close());
  const self = x.settings.accounts[0]?.id ?? '';
  return { x, client: xClient(x.port, x.settings.accounts[0]), self };
}

/** A clock that only moves when told to. */
export function stoppedClock(at = Date.parse('2026-11-24T09:00:00Z')): {
  now: () => number;
  advance(ms: number): void;
} {
  let time = at;
  return {
    now: () => time,
    advance(ms) {
      time += ms;
    },
  };
}

/** What the published client makes of an answer that is not a success. */
export interface Trouble {
  readonly kind: 'response' | 'partial' | 'request';
  readonly status: number | undefined;
  readonly data: unknown;
}

export async function trouble(call: Promise<unknown>): Promise<Trouble> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiResponseError) return { kind: 'response', status: error.code, data: error.data };
    if (error instanceof ApiPartialResponseError) {
      return { kind: 'partial', status: error.response.statusCode, data: error.rawContent };
    }
    if (error instanceof ApiRequestError) return { kind: 'request', status: undefined, data: undefined };
    throw error;
  }
  throw new Error('The call succeeded.');
}
