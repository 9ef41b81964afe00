import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bluesky, createAccount, startBluesky } from '../../servers/bluesky.ts';
import { count, deliveryOf, planned, sealed, sending, stageFor } from './stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let bluesky: Bluesky;
beforeAll(async () => {
  bluesky = await startBluesky({ mode: 'pds', pds: { rateLimitsEnabled: true } });
}, 900_000);
afterAll(() => bluesky?.stop());

test('a used-up limit of sign-ins is waited for until Bluesky opens it, and not asked again before', async () => {
  const account = await createAccount(bluesky.pds);
  const live = await stageFor(account, bluesky);
  const usable = async () => (await live.publisher.checkAccount?.(live.clock.nowMs()))?.findings.length !== 0;
  let signIns = 0;
  while (signIns <= 40 && (await usable())) signIns++;
  const asked = count(live, 'server.createSession');
  expect(signIns).toBeLessThanOrEqual(30);
  const hindrance = await live
    .restart({ sessions: { load: async () => null, save: async () => {} } })
    .preflight?.(deliveryOf(planned(['one'])), live.clock.nowMs());
  expect(hindrance).toMatchObject({ kind: 'wait', why: "Bluesky's rate limit for the sign-in is reached" });
  const waitMs = hindrance?.kind === 'wait' ? hindrance.untilMs - live.clock.nowMs() : 0;
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(5 * MINUTE + 3_000);
  expect(await usable()).toBe(false);
  expect(count(live, 'server.createSession')).toBe(asked + 1);
});

test('used-up write points are waited for until Bluesky frees them, with nothing written', async () => {
  const account = await createAccount(bluesky.pds);
  const live = await stageFor(account, bluesky);
  const { did, agent } = account;
  const delivery = await sealed(live, deliveryOf(planned(Array.from({ length: 70 }, (_, index) => `post ${index}`))));
  // 5,000 points are granted an hour: 8 times 200 records leave 200, and the thread needs 210.
  for (let round = 0; round < 8; round++) {
    const writes = Array.from({ length: 200 }, (_, index) => ({
      $type: 'com.atproto.repo.applyWrites#create' as const,
      collection: 'app.bsky.graph.block',
      rkey: `3mzq${'234567ab'[round]}22222${'234567abcd'[Math.floor(index / 20)]}${'234567abcdefghijklmn'[index % 20]}2`,
      value: { $type: 'app.bsky.graph.block', subject: 'did:example:nobody', createdAt: '2026-11-24T09:00:00.000Z' },
    }));
    await agent.com.atproto.repo.applyWrites({ repo: did, writes });
  }
  const verdict = await live.publisher.send(sending(live, delivery));
  expect(verdict).toMatchObject({ kind: 'wait', why: "Bluesky's rate limit for the thread is reached" });
  const waitMs = verdict.kind === 'wait' ? verdict.untilMs - live.clock.nowMs() : 0;
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(HOUR + 3_000);
  expect(await live.publisher.look(sending(live, delivery))).toEqual({ kind: 'absent' });
}, 120_000);

test('points that Spool has spent itself are waited for without asking', async () => {
  const live = await stageFor(await createAccount(bluesky.pds), bluesky);
  await live.memory.points.add(live.clock.nowMs() - 20 * MINUTE, 4_990);
  const delivery = deliveryOf(planned(['one', 'two', 'three', 'four']));
  const hindrance = await live.publisher.preflight?.(delivery, live.clock.nowMs());
  expect(hindrance).toMatchObject({ kind: 'wait', why: "the account's write points of this hour are used up" });
  live.clock.pass(hindrance?.kind === 'wait' ? hindrance.untilMs - live.clock.nowMs() : 0);
  expect(await live.publisher.preflight?.(delivery, live.clock.nowMs())).toBeNull();
  expect(count(live, 'repo.applyWrites')).toBe(0);
});

test('a thread and its removal are counted as Bluesky counts them', async () => {
  const live = await stageFor(await createAccount(bluesky.pds), bluesky);
  const delivery = await sealed(live, deliveryOf(planned(['one', 'two', 'three'])));
  await live.publisher.send(sending(live, delivery));
  await live.publisher.remove?.(sending(live, delivery));
  expect(live.memory.spends.map(({ points }) => points)).toEqual([9, 3]);
});
