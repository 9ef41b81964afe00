import { expect, test } from 'vitest';
import type { BlueskyParts } from '../../../src/platforms/bluesky/parts.ts';
import { pointsOf } from '../../../src/platforms/bluesky/points.ts';
import { failureOf, type Problem, resetMsIn } from '../../../src/platforms/bluesky/reply.ts';
import type { SealedPost } from '../../../src/platforms/bluesky/sealed.ts';
import { send } from '../../../src/platforms/bluesky/send.ts';
import { hindrance, judge } from '../../../src/platforms/bluesky/verdicts.ts';
import { deliveryOf, planned } from './stage.ts';

const asked = { what: 'the thread', nowMs: 1_000_000 };

function problem(status: number, error = '', change: Partial<Problem> = {}): Problem {
  return { status, error, says: '', resetMs: null, ...change };
}

test.for([
  [400, 'InvalidRequest', 'invalid', 'final'],
  [400, 'InvalidRecord', 'invalid', 'final'],
  [400, 'BlobNotFound', 'picture gone', 'not-sent'],
  [400, 'InvalidMimeType', 'picture', 'mendable'],
  [400, 'InvalidSize', 'picture', 'mendable'],
  [400, 'ExpiredToken', 'session', 'mendable'],
  [400, 'InvalidToken', 'session', 'mendable'],
  [400, 'RepoDeactivated', 'deactivated', 'mendable'],
  [400, 'RepoTakendown', 'taken down', 'mendable'],
  [400, 'RepoSuspended', 'taken down', 'mendable'],
  [400, 'InvalidSwap', 'other', 'mendable'],
  [400, 'SomethingNew', 'other', 'mendable'],
  [401, 'AuthenticationRequired', 'password', 'mendable'],
  [401, 'AuthFactorTokenRequired', 'second factor', 'mendable'],
  [401, 'AccountTakedown', 'taken down', 'mendable'],
  [401, 'AuthMissing', 'session', 'mendable'],
  [403, 'AccountNotFound', 'other', 'mendable'],
  [404, 'XRPCNotSupported', 'other', 'mendable'],
  [408, '', 'not certain', 'unknown'],
  [409, '', 'not certain', 'unknown'],
  [413, 'PayloadTooLargeError', 'too large', 'final'],
  [429, 'RateLimitExceeded', 'rate limit', 'wait'],
  [301, '', 'not certain', 'unknown'],
  [500, 'InternalServerError', 'not certain', 'unknown'],
  [502, 'UpstreamFailure', 'not certain', 'unknown'],
  [503, '', 'not certain', 'unknown'],
  [520, '', 'not certain', 'unknown'],
] as const)('%i %s is the row "%s": %s', ([status, error, row, kind]) => {
  const judged = judge(problem(status, error), asked);
  const { verdict } = judged;
  expect([judged.row, verdict.kind === 'give-up' ? (verdict.mendable ? 'mendable' : 'final') : verdict.kind]).toEqual([
    row,
    kind,
  ]);
  expect(verdict.why).toMatch(/^\S.*[^.]$/s);
  // Where asking again is harmless, nothing is uncertain.
  expect(hindrance({ kind: 'refusal', problem: problem(status, error) }, asked).kind).not.toBe('unknown');
});

test.each([
  ['AuthenticationRequired', 'secrets'],
  ['AuthFactorTokenRequired', 'secrets'],
  ['ExpiredToken', 'secrets'],
  ['AccountTakedown', 'account'],
  ['AccountDeactivated', 'account'],
  ['SomethingNew', undefined],
])('%s is mended at: %s', (error, cause) => {
  const { verdict } = judge(problem(error === 'SomethingNew' ? 403 : 401, error), asked);
  expect(verdict).toMatchObject({ kind: 'give-up', mendable: true });
  expect('cause' in verdict ? verdict.cause : undefined).toBe(cause);
});

test('whatever nobody has described is never taken for a reason to send again at once', () => {
  for (let status = 300; status < 600; status++)
    expect(judge(problem(status), asked).verdict.kind).not.toBe('not-sent');
});

test('a limit is waited for until it opens, but neither less than seconds nor longer than a day', () => {
  const until = (resetMs: number | null) => judge(problem(429, '', { resetMs }), asked).verdict;
  expect(until(asked.nowMs + 60_000)).toMatchObject({ untilMs: asked.nowMs + 61_000 });
  expect(until(null)).toMatchObject({ untilMs: asked.nowMs + 300_000 });
  expect(until(0)).toMatchObject({ untilMs: asked.nowMs + 5_000 });
  expect(until(Number.MAX_SAFE_INTEGER)).toMatchObject({ untilMs: asked.nowMs + 86_400_000 });
});

test('a limit opens by the clock of the server, whatever ours says', () => {
  const headers = new Headers({ 'ratelimit-reset': '1795512600', date: 'Tue, 24 Nov 2026 09:28:20 GMT' });
  const sentMs = Date.parse('2026-11-24T09:28:20Z');
  for (const aheadMs of [0, 3_600_000, -90_000]) {
    expect(resetMsIn(headers, sentMs + aheadMs)).toBe(1_795_512_600_000 + aheadMs);
  }
  expect(resetMsIn(new Headers({ 'ratelimit-reset': 'soon' }), 0)).toBeNull();
  expect(resetMsIn(new Headers(), 0)).toBeNull();
});

test('only a connection that never stood is sure to have carried nothing', () => {
  const fetched = (cause: unknown) => Object.assign(new TypeError('fetch failed'), { cause });
  const failing = (fields: object) => Object.assign(new Error('no'), fields);
  const refused = failing({ code: 'ECONNREFUSED', syscall: 'connect' });
  for (const cause of [
    refused,
    new AggregateError([refused, refused]),
    failing({ code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
    failing({ code: 'UND_ERR_CONNECT_TIMEOUT' }),
    failing({ code: 'CERT_HAS_EXPIRED' }),
  ]) {
    expect(failureOf(fetched(cause))).toMatchObject({ kind: 'unsent', isStale: false });
  }
  for (const error of [
    fetched(failing({ code: 'ECONNRESET', syscall: 'read' })),
    fetched(failing({ code: 'EHOSTUNREACH', syscall: 'write' })),
    fetched(failing({ code: 'UND_ERR_SOCKET' })),
    new DOMException('late', 'TimeoutError'),
    new TypeError('terminated'),
    'odd',
  ]) {
    expect(failureOf(error).kind).toBe('lost');
  }
});

test('a picture that the server has lost is uploaded again at the next attempt', async () => {
  let uploads = 0;
  let forgotten = 0;
  const refused = { kind: 'refusal', problem: problem(400, 'BlobNotFound') } as const;
  const session = {
    kind: 'session',
    did: 'did:plc:a',
    handle: 'a.test',
    pds: '',
    accessJwt: '',
    refreshJwt: '',
  } as const;
  const parts: BlueskyParts = {
    ...{ call: async () => refused, ask: async () => refused, nowMs: () => 0, handle: 'a.test', appView: '' },
    sessions: {
      current: async () => session,
      renew: async () => session,
      signIn: async () => ({ ...session, status: null }),
    },
    points: pointsOf({ spent: async () => 0, add: async () => {} }),
    blobs: {
      media: async () => ({ kind: 'media', media: {} }),
      upload: async () => {
        uploads++;
        return null;
      },
      forget: () => {
        forgotten++;
      },
    },
  };
  const record = { $type: 'app.bsky.feed.post', text: 'one', createdAt: '2026-11-24T09:00:00.000Z' } as const;
  const payload: SealedPost = { rkey: '3mz', uri: 'at://did:plc:a/app.bsky.feed.post/3mz', cid: 'bafy', record };
  const delivery = deliveryOf(planned(['one']).map(({ post }) => ({ post, payload })));
  const verdict = await send(parts, { delivery, step: 0, nowMs: 0, mayLeave: () => true });
  expect(verdict).toEqual({ kind: 'not-sent', why: 'Bluesky no longer has a picture of the post' });
  expect([uploads, forgotten]).toEqual([1, 1]);
});
