import type { Hindrance, StepRequest } from '../../publisher.ts';
import type { Blobs } from './blobs.ts';
import type { Call, Run } from './client.ts';
import type { Points } from './points.ts';
import type { Reply } from './reply.ts';
import { accountOf, type StrongRef } from './sealed.ts';
import type { Session, Sessions } from './session.ts';
import { isTokenRefused } from './verdicts.ts';

/** What the parts of the adapter share: one set for each account. */
export interface BlueskyParts {
  readonly call: Call;
  readonly ask: Ask;
  readonly sessions: Sessions;
  readonly blobs: Blobs;
  readonly points: Points;
  /** The wall clock, in epoch milliseconds. */
  readonly nowMs: () => number;
  /** Without the leading `@`. */
  readonly handle: string;
  /** Origin of the AppView, which counts likes. */
  readonly appView: string;
}

/** Asks the server that the account lives on, as the account. */
export type Ask = <T>(run: Run<T>, mayLeave?: () => boolean) => Promise<Reply<T> | Hindrance>;

/** A session may be refused as kept by another process, and once more as expired. */
const TRIES = 3;

/** A call with the present session. One that is refused for its token was not carried out, and is made again with a new one. */
export function asking(call: Call, sessions: Sessions): Ask {
  return async (run, mayLeave) => {
    let session = await sessions.current();
    for (let tries = 1; ; tries++) {
      if (session.kind !== 'session') return session;
      const reply = await call(targetOf(session, mayLeave), run);
      const isRefused = reply.kind === 'refusal' && isTokenRefused(reply.problem);
      if (!isRefused || tries === TRIES) return reply;
      session = await sessions.renew(session);
    }
  };
}

function targetOf({ pds: server, accessJwt: token }: Session, mayLeave: (() => boolean) | undefined) {
  return mayLeave === undefined ? { server, token } : { server, token, mayLeave };
}

/**
 * A plan is sealed for one account; a handle may have come to belong to another since, and its server knows nothing of
 * the records of the first.
 */
export async function accountHindrance(
  { sessions, handle }: BlueskyParts,
  records: readonly StrongRef[],
): Promise<Hindrance | null> {
  const session = await sessions.current();
  if (session.kind !== 'session') return session;
  if (records.every((record) => accountOf(record) === session.did)) return null;
  return { kind: 'give-up', mendable: true, why: `it was made for another account than @${handle} is now` };
}

/** `the thread`, for words about a step. */
export function threadWords({ delivery }: Pick<StepRequest, 'delivery'>): string {
  return delivery.plan.posts.length === 1 ? 'the post' : 'the thread';
}
