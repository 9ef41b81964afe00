import type { Clock } from '../../clock.ts';
import type { Settling } from '../../delivery/verdict.ts';
import type { LoadMedia, Publisher } from '../../publisher.ts';
import { originOf } from './address.ts';
import { adopt } from './adopt.ts';
import { blobsOf } from './blobs.ts';
import { blueskyClient } from './client.ts';
import { checkAccount } from './health.ts';
import { lockUnder } from './locked-text.ts';
import { look } from './look.ts';
import { measure } from './measure.ts';
import { asking, type BlueskyParts } from './parts.ts';
import { type PointMemory, pointsOf } from './points.ts';
import { preflight } from './preflight.ts';
import { remove } from './remove.ts';
import { seal } from './sealing.ts';
import { send } from './send.ts';
import { type SessionMemory, sessionsOf } from './session.ts';
import { cleanerFor } from './words.ts';

export interface BlueskyOptions {
  /** With or without the leading `@`. */
  readonly handle: string;
  readonly appPassword: string;
  /** Address of the account's own server; `null`: Bluesky's entrance, `https://bsky.social`. */
  readonly service: string | null;
  /** Address of the AppView, for numbers; `null`: `https://public.api.bsky.app`. */
  readonly appView: string | null;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** After which a request is given up, in milliseconds. */
  readonly requestMs: number;
  /** Keeps the session, locked under the app password. */
  readonly sessions: SessionMemory;
  readonly loadMedia: LoadMedia;
  /** Keeps the write points that were spent. */
  readonly points: PointMemory;
}

/** The account's own server knows at once what it has: one look settles. */
const SETTLING: Settling = { reads: 1, apartMs: 0, quarantineMs: 0 };

/**
 * One live account of Bluesky. Keeps its session, and what it has uploaded, for as long as it lives: one for each
 * account, not one for each delivery.
 * @throws InputError for a service or AppView that is no address
 */
export function blueskyPublisher(options: BlueskyOptions): Publisher {
  const { appPassword, clock, requestMs } = options;
  const handle = options.handle.replace(/^@/, '');
  const service = originOf(options.service ?? 'https://bsky.social', 'service of a Bluesky account');
  const nowMs = () => clock.nowMs();
  const call = blueskyClient({ nowMs, requestMs, clean: cleanerFor(appPassword) });
  const lock = lockUnder(appPassword, `Bluesky session of ${handle} at ${service}`);
  const sessions = sessionsOf({ handle, appPassword, service, nowMs, call, lock, memory: options.sessions });
  const ask = asking(call, sessions);
  const parts: BlueskyParts = {
    ...{ call, ask, sessions, nowMs, handle },
    blobs: blobsOf(options.loadMedia, ask, nowMs),
    points: pointsOf(options.points),
    appView: originOf(options.appView ?? 'https://public.api.bsky.app', 'AppView of a Bluesky account'),
  };
  return {
    settling: SETTLING,
    seal: (delivery, atMs) => seal(parts, delivery, atMs),
    send: (request) => send(parts, request),
    look: (request) => look(parts, request),
    measure: (question) => measure(parts, question),
    preflight: (delivery, atMs) => preflight(parts, delivery, atMs),
    adopt: (request, url) => adopt(parts, request, url),
    remove: (request) => remove(parts, request),
    checkAccount: (atMs) => checkAccount(parts, atMs),
  };
}
