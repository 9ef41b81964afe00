import { expect, test } from 'vitest';
import type { Verdict } from '../../../src/delivery/verdict.ts';
import { problemOf } from '../../../src/platforms/x/reply.ts';
import { judge } from '../../../src/platforms/x/verdicts.ts';
import { type ProblemName, problemNames } from '../../x-server/problems.ts';
import { attempt, deliveryOf, planned, receipt, type Stage, sending, stage } from './stage.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Sends the second post of a thread whose first is out, and has X refuse it. */
async function refused(
  name: ProblemName,
  earlier: readonly string[] = [],
  parentAgeMs = 2 * SECOND,
): Promise<[Verdict, Stage]> {
  const on = await stage();
  const root = on.x.postByHand({ text: 'the first' });
  const nowMs = on.clock.nowMs();
  const delivery = deliveryOf(planned(['the first', 'the second']), {
    receipts: [receipt(0, root.id, nowMs - parentAgeMs)],
    attempts: earlier.map((why, index) => ({ ...attempt(1, index + 1, nowMs - MINUTE, 'not-sent'), why })),
  });
  on.x.fault({ do: 'refuse', problem: name }, { on: 'create' });
  return [await on.publisher.send(sending(delivery, 1, on)), on];
}

/** Every refusal that was published, and what it means for the second post of a thread at its first attempt. */
const meanings: Readonly<Record<ProblemName, readonly [kind: string, words: RegExp]>> = {
  duplicate: ['mendable', /copy of a post it has/],
  duplicateV1: ['mendable', /copy of a post it has/],
  notPermitted: ['wait', /does not permit post 2 and does not say why/],
  parentGone: ['wait', /does not show the post that post 2 replies to yet/],
  parentGoneV1: ['wait', /does not show the post that post 2 replies to yet/],
  cashtags: ['final', /post 2 holds more than one cashtag/],
  notSummoned: ['mendable', /since February 2026.*replies only under posts that mention the account or are its own/],
  notSummonedOld: ['mendable', /since February 2026/],
  readOnlyToken: ['mendable', /may only read; set the app to "Read and write"/],
  notYours: ['mendable', /refuses post 2 \(403: You are not authorized to delete this Tweet\.\)/],
  unauthorized: ['mendable', /one of its four secrets is wrong or was revoked/],
  notFound: ['mendable', /refuses post 2 \(404: Not Found\)/],
  creditsDepleted: ['mendable', /API credits are used up/],
  creditsDepletedOld: ['mendable', /API credits are used up/],
  spendCap: ['mendable', /takes nothing before 2027-01-01/],
  usageCap: ['mendable', /used up what its plan allows \(Usage cap exceeded: Monthly product cap\)/],
  tooManyRequests: ['wait', /rate limit/],
  tooManyRequestsV1: ['wait', /rate limit/],
  unavailable: ['unknown', /answered 503 to post 2/],
  mediaInvalid: ['mendable', /does not take the pictures of post 2 \(Your media IDs are invalid\.\)/],
  invalidUrl: ['final', /post 2 holds a link that X refuses/],
};

test('there is a meaning for every refusal the stand-in knows', () => {
  expect(Object.keys(meanings).toSorted()).toEqual(problemNames.toSorted());
});

test.for(Object.entries(meanings))('%s', async ([, [kind, words]], context) => {
  const name = problemNames.find((each) => each === context.task.name);
  if (name === undefined) throw new Error('no such problem');
  const [verdict, { x }] = await refused(name);
  expect(kindOf(verdict)).toBe(kind);
  expect(verdict).toHaveProperty('why', expect.stringMatching(words));
  expect(x.truth).toHaveLength(1);
});

function kindOf(verdict: Verdict): string {
  if (verdict.kind !== 'give-up') return verdict.kind;
  return verdict.mendable ? 'mendable' : 'final';
}

test('a refusal of the secrets or of the account says so, and no other does', async () => {
  const causes: [string, unknown][] = [];
  for (const name of problemNames) {
    const [verdict] = await refused(name);
    if ('cause' in verdict) causes.push([name, verdict.cause]);
  }
  expect(causes).toEqual([
    ['readOnlyToken', 'secrets'],
    ['unauthorized', 'secrets'],
  ]);
});

test('a duplicate at a repeated attempt means that it landed, and is looked for', async () => {
  for (const name of ['duplicate', 'duplicateV1'] as const) {
    const [verdict] = await refused(name, ['something else']);
    expect(verdict).toMatchObject({ kind: 'unknown', why: 'X has post 2 already, it says' });
  }
});

test('a duplicate at the first attempt is the author’s, unless this very post is there: then it was sent', async () => {
  const on = await stage();
  on.x.postByHand({ text: 'once' });
  on.clock.pass(8 * MINUTE);
  const copy = await on.publisher.send(sending(deliveryOf(planned(['once'])), 0, on));
  expect(copy).toMatchObject({ kind: 'give-up', mendable: true });
  // What lies on the way to X repeats the request: the first is taken, and the answer is that to the second.
  const off = on.x.on('request', ({ name, stage: reached }) => {
    if (name === 'create' && reached === 'received') on.x.postByHand({ text: 'twice on the way' });
  });
  const repeated = await on.publisher.send(sending(deliveryOf(planned(['twice on the way'])), 0, on));
  off();
  expect(repeated).toMatchObject({ kind: 'sent', receipts: [{ index: 0, id: on.x.truth.at(-1)?.id }] });
});

test('a fresh parent that X does not show yet is waited for, ever longer up to a minute; an older one is gone', async () => {
  const pauses: number[] = [];
  const [first] = await refused('parentGone');
  const why = first.kind === 'wait' ? first.why : '';
  for (const earlier of [0, 1, 2, 3, 4, 30]) {
    const [verdict, { clock }] = await refused('parentGone', ['rate limit', ...Array(earlier).fill(why)]);
    pauses.push(verdict.kind === 'wait' ? verdict.untilMs - clock.nowMs() : Number.NaN);
  }
  expect(pauses.map((ms) => ms / SECOND)).toEqual([5, 10, 20, 40, 60, 60]);
  const [verdict] = await refused('parentGone', [], 6 * MINUTE);
  expect(verdict).toMatchObject({ kind: 'give-up', mendable: true, why: expect.stringMatching(/is gone from X/) });
});

test('the refusal without a reason is tried three times, three minutes apart, and is then the author’s', async () => {
  const [first] = await refused('notPermitted');
  const why = first.kind === 'wait' ? first.why : '';
  const [second, { clock }] = await refused('notPermitted', ['rate limit', 'rate limit', why]);
  expect(second).toMatchObject({ kind: 'wait', untilMs: clock.nowMs() + 3 * MINUTE });
  const [third] = await refused('notPermitted', [why, 'rate limit', why]);
  expect(third).toMatchObject({ kind: 'give-up', mendable: true });
});

test('a used-up window is waited for until it opens, by whatever clock X goes', async () => {
  for (const aheadMs of [0, 3 * 3_600_000, -2 * MINUTE]) {
    const on = await stage();
    const { x } = await stage({ now: () => on.clock.nowMs() + aheadMs, limits: { create: 1 } });
    const publisher = on.restart({ service: x.url });
    await publisher.send(sending(deliveryOf(planned(['one'])), 0, on));
    on.clock.pass(4 * MINUTE);
    const verdict = await publisher.send(sending(deliveryOf(planned(['two'])), 0, on));
    const waitMs = verdict.kind === 'wait' ? verdict.untilMs - on.clock.nowMs() : 0;
    expect(Math.abs(waitMs - 11 * MINUTE)).toBeLessThanOrEqual(2 * SECOND);
  }
});

test('a limit that X says nothing about is asked again after a quarter of an hour', async () => {
  const on = await stage({ appPostsPerDay: 0 });
  const verdict = await on.publisher.send(sending(deliveryOf(planned(['one'])), 0, on));
  expect(verdict).toMatchObject({ kind: 'wait', untilMs: on.clock.nowMs() + 15 * MINUTE });
});

test('a signature that is refused while the clocks differ names the clock', async () => {
  const on = await stage();
  const x = await stage({ now: () => on.clock.nowMs() + 3_600_000, accounts: [] });
  const verdict = await on.restart({ service: x.x.url }).send(sending(deliveryOf(planned(['one'])), 0, on));
  expect(verdict).toMatchObject({ kind: 'give-up', why: expect.stringMatching(/clock is 60 minutes off/) });
});

const facts = { window: null, accessLevel: null, aheadMs: null };
const about = { what: 'post 1', nowMs: 0, earlier: [], parentAgeMs: null };

test.for([
  [
    403,
    { type: 'https://api.twitter.com/2/problems/client-forbidden', title: 'Client Forbidden', detail: 'a' },
    'app not enrolled',
  ],
  [
    403,
    { type: 'https://api.x.com/2/problems/oauth1-permissions', title: 'Forbidden', detail: 'a' },
    'read-only token',
  ],
  [
    403,
    { type: 'https://api.twitter.com/2/problems/oauth1-permissions', title: 'Forbidden', detail: 'a' },
    'read-only token',
  ],
  [
    403,
    { errors: [{ code: 326, message: 'To protect our users, this account is temporarily locked.' }] },
    'account locked',
  ],
  [403, { errors: [{ code: 186, message: 'Tweet needs to be a bit shorter.' }] }, 'too long'],
  [400, { title: 'Invalid Request', errors: [{ message: '$.foo: is not defined' }] }, 'invalid'],
  [422, {}, 'invalid'],
  [403, { detail: 'Something new', title: 'Forbidden' }, 'other'],
  [403, undefined, 'no words'],
  [403, '<html>blocked</html>', 'no words'],
  [451, undefined, 'other'],
  [408, undefined, 'not certain'],
  [409, { detail: 'Conflict', title: 'Conflict' }, 'not certain'],
  [500, undefined, 'not certain'],
  [504, '<html>', 'not certain'],
  [302, '', 'not certain'],
] as const)('%i %j is the row "%s"', ([status, body, row]) => {
  expect(
    judge(
      problemOf(status, body, facts, (words) => words),
      about,
    ).row,
  ).toBe(row);
});

test('whatever nobody has described is never taken for a success, nor for a reason to send again at once', () => {
  for (let status = 300; status < 600; status++) {
    for (const body of [undefined, {}, { detail: 'new', title: 'new' }]) {
      const { verdict } = judge(
        problemOf(status, body, facts, (words) => words),
        about,
      );
      expect(verdict.kind).not.toBe('not-sent');
      expect(verdict.why).not.toBe('');
    }
  }
});
