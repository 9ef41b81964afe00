import { expect, test } from 'vitest';
import { testAccount } from '../../x-server/settings.ts';
import { bills, deliveryOf, planned, sending, stage } from './stage.ts';

const MINUTE = 60_000;

test('a thread that can go out is not hindered, and asks X for no more than who it is', async () => {
  const on = await stage();
  expect(await on.publisher.preflight?.(deliveryOf(planned(['one', 'two'])), on.clock.nowMs())).toBeNull();
  expect(on.x.requests).toEqual(['me']);
});

test.for([
  ['too long a post', ['one', 'x'.repeat(281)], /post 2 is longer than X takes/],
  ['a character X refuses', ['one\ufffe'], /post 1 is longer than X takes, or holds a character it refuses/],
  ['two cashtags', ['one', 'two', '$AAPL and $MSFT'], /post 3 holds more than one cashtag/],
  ['two equal posts', ['…', 'two', '…'], /post 3 has the same text as post 1/],
] as const)('%s stops the whole thread for good, before X is asked anything', async ([, texts, words]) => {
  const on = await stage();
  const hindrance = await on.publisher.preflight?.(deliveryOf(planned(texts)), on.clock.nowMs());
  expect(hindrance).toMatchObject({ kind: 'give-up', mendable: false, why: expect.stringMatching(words) });
  expect(on.x.requests).toEqual([]);
});

test('more pictures than a post can carry stop the thread', async () => {
  const on = await stage();
  const images = Array.from({ length: 5 }, (_, index) => ({ source: `${index}`, alt: '' }));
  const hindrance = await on.publisher.preflight?.(deliveryOf(planned(['one'], images)), on.clock.nowMs());
  expect(hindrance).toMatchObject({ kind: 'give-up', why: 'post 1 has 5 pictures; X takes 4' });
});

test('a thread that the rest of the window cannot take whole waits for the next, by the last answer’s own words', async () => {
  const on = await stage({ limits: { create: 10 } });
  for (let post = 0; post < 7; post++) {
    await on.publisher.send(sending(deliveryOf(planned([`earlier ${post}`])), 0, on));
  }
  const thread = deliveryOf(planned(['1', '2', '3', '4']));
  const hindrance = await on.publisher.preflight?.(thread, on.clock.nowMs());
  expect(hindrance).toMatchObject({ kind: 'wait', why: expect.stringMatching(/takes 3 more posts .* thread has 4/) });
  expect(await on.publisher.preflight?.(deliveryOf(planned(['1', '2', '3'])), on.clock.nowMs())).toBeNull();
  on.clock.pass(15 * MINUTE + 2_000);
  expect(await on.publisher.preflight?.(thread, on.clock.nowMs())).toBeNull();
});

test('a thread longer than a whole window begins at the start of one', async () => {
  const on = await stage({ limits: { create: 3 } });
  await on.publisher.send(sending(deliveryOf(planned(['earlier'])), 0, on));
  const thread = deliveryOf(planned(['1', '2', '3', '4', '5']));
  expect(await on.publisher.preflight?.(thread, on.clock.nowMs())).toMatchObject({ kind: 'wait' });
  on.clock.pass(15 * MINUTE + 2_000);
  expect(await on.publisher.preflight?.(thread, on.clock.nowMs())).toBeNull();
});

test('a token that is refused, or another user’s, stops the thread; an outage only delays it', async () => {
  const revoked = await stage({ accounts: [{ ...testAccount, access: 'revoked' }] });
  const thread = deliveryOf(planned(['one']));
  expect(await revoked.publisher.preflight?.(thread, revoked.clock.nowMs())).toMatchObject({
    ...{ kind: 'give-up', mendable: true, why: expect.stringMatching(/secrets is wrong or was revoked/) },
  });
  const on = await stage();
  expect(await on.restart({ handle: 'another' }).preflight?.(thread, on.clock.nowMs())).toMatchObject({
    ...{ kind: 'give-up', mendable: true, why: expect.stringMatching(/belongs to @spool_test, not to @another/) },
  });
  const outage = await stage();
  await outage.x.down();
  const { publisher } = outage;
  expect(await publisher.preflight?.(thread, outage.clock.nowMs())).toMatchObject({ kind: 'not-sent' });
  await outage.x.up();
  expect(await publisher.preflight?.(thread, outage.clock.nowMs())).toBeNull();
});

test('an account is checked without posting: who it is, what it may do, what is left, and what only posting shows', async () => {
  const on = await stage();
  on.x.postByHand({ text: 'earlier' });
  const health = await on.publisher.checkAccount?.(on.clock.nowMs());
  expect(health).toMatchObject({ isUsable: true, problems: [] });
  expect(health?.findings).toEqual([
    'signed in as @spool_test (user 1700000000000000001)',
    'the access token may read and write',
    '74 of 75 checks are left until 2026-11-24T09:15:00.000Z',
  ]);
  expect(health?.unknowns.join()).toMatch(/credits.*reply to its own posts/);
  expect(on.x.truth).toHaveLength(1);
  expect(bills(on).ours).toEqual({ 'user read': 1 });
});

test('a check says what is wrong and what to do', async () => {
  const readOnly = await stage({ accounts: [{ ...testAccount, access: 'read' }] });
  expect(await readOnly.restart({ handle: '@Spool_Test' }).checkAccount?.(readOnly.clock.nowMs())).toMatchObject({
    ...{ isUsable: false, problems: [expect.stringMatching(/may only read; set the app to "Read and write"/)] },
  });
  const revoked = await stage({ accounts: [{ ...testAccount, access: 'revoked' }] });
  expect(await revoked.publisher.checkAccount?.(revoked.clock.nowMs())).toMatchObject({
    ...{ isUsable: false, findings: [], problems: [expect.stringMatching(/wrong or was revoked/)] },
  });
  const on = await stage();
  on.x.fault({ do: 'refuse', problem: 'creditsDepleted' }, { on: 'timeline' });
  expect(await on.restart({ handle: 'other' }).checkAccount?.(on.clock.nowMs())).toMatchObject({
    isUsable: false,
    problems: [expect.stringMatching(/belongs to @spool_test/), expect.stringMatching(/credits are used up/)],
  });
});

test('after posts have gone out a check says how many more may', async () => {
  const on = await stage();
  await on.publisher.send(sending(deliveryOf(planned(['one'])), 0, on));
  const health = await on.publisher.checkAccount?.(on.clock.nowMs());
  expect(health?.findings.at(-1)).toMatch(/^99 of 100 posts are left until/);
});
