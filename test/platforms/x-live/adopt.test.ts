import { expect, test } from 'vitest';
import { deliveryOf, planned, receipt, type Stage, sending, stage } from './stage.ts';

const two = () => deliveryOf(planned(['one', 'two']));

/** A post that stands on the account's timeline, and its address. */
async function posted(on: Stage): Promise<{ readonly id: string; readonly url: string }> {
  await on.publisher.send(sending(deliveryOf(planned(['by hand'])), 0, on));
  const id = on.x.truth.at(-1)?.id ?? '';
  return { id, url: `https://x.com/spool_test/status/${id}?s=20` };
}

test('a post of the account’s own is taken for the one that is missing, whatever its text', async () => {
  const on = await stage();
  const { id, url } = await posted(on);
  const delivery = { ...two(), receipts: [receipt(0, '1', 0)] };
  const adoption = await on.publisher.adopt?.({ delivery, step: 1, nowMs: on.clock.nowMs() }, url);
  expect(adoption).toMatchObject({
    kind: 'found',
    receipts: [{ index: 1, id, url: `https://x.com/spool_test/status/${id}` }],
  });
});

test.for([
  ['https://x.com/spool_test/status/1', /^@spool_test has no such post$/],
  ['https://x.com/spool_test', /^it is no address of a post on X$/],
  ['https://x.com.evil.example/a/status/12', /^it is no address of a post on X$/],
  ['http://x.com/a/status/12', /^it is no address of a post on X$/],
  ['https://bsky.app/profile/a/post/3k', /^it is no address of a post on X$/],
] as const)('%s is refused in words', async ([url, why]) => {
  const on = await stage();
  const adoption = await on.publisher.adopt?.({ delivery: two(), step: 0, nowMs: on.clock.nowMs() }, url);
  expect(adoption).toMatchObject({ kind: 'refused', why: expect.stringMatching(why) });
});

test('what cannot be looked at is not taken on trust', async () => {
  const on = await stage();
  const { url } = await posted(on);
  on.x.settings.accounts = on.x.settings.accounts.map((account) => ({ ...account, access: 'revoked' }));
  const adoption = await on.restart().adopt?.({ delivery: two(), step: 0, nowMs: on.clock.nowMs() }, url);
  expect(adoption).toMatchObject({ kind: 'refused', why: expect.stringMatching(/^it could not be looked at: /) });
});
