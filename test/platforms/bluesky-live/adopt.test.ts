import { beforeAll, describe, expect, test } from 'vitest';
import { type Bluesky, sharedPds } from '../../servers/bluesky.ts';
import { deliveryOf, planned, type Stage, sealed, sending, stage, step } from './stage.ts';

let bluesky: Bluesky;
beforeAll(async () => {
  bluesky = await sharedPds();
}, 900_000);

describe('adopting', () => {
  const address = ({ account }: Stage, uri = '') =>
    `https://bsky.app/profile/${account.handle}/post/${uri.split('/').at(-1)}`;

  test('finds the planned thread by its first post', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, deliveryOf(planned(['one', 'two', 'three'])));
    await live.publisher.send(sending(live, delivery));
    const root = (await live.records()).at(-1);
    expect(await live.publisher.adopt?.(step(live, delivery), address(live, root?.uri))).toMatchObject({
      ...{ kind: 'found', receipts: [{ index: 0, uri: root?.uri }, { index: 1 }, { index: 2 }] },
    });
  });

  test('finds a thread written by hand, each post a reply to the one before, and refuses a shorter one', async () => {
    const live = await stage(bluesky);
    const { agent, did } = live.account;
    const root = await agent.post({ text: 'first, by hand' });
    const second = await agent.post({ text: 'second', reply: { root, parent: root } });
    const adopt = async (texts: readonly string[], name = live.account.handle) =>
      live.publisher.adopt?.(
        step(live, deliveryOf(planned(texts))),
        address(live, root.uri).replace(live.account.handle, name),
      );
    expect(await adopt(['one', 'two'])).toMatchObject({
      ...{
        kind: 'found',
        receipts: [
          { index: 0, uri: root.uri, cid: root.cid },
          { index: 1, uri: second.uri, cid: second.cid },
        ],
      },
    });
    expect(await adopt(['one', 'two'], did)).toMatchObject({ kind: 'found' });
    expect(await adopt(['one', 'two', 'three'])).toEqual({
      ...{ kind: 'refused', why: 'the thread has 3 posts, and only 2 of them are there' },
    });
    // Posts of the account that are younger than the thread do not hide it.
    for (let young = 0; young < 105; young++) await agent.post({ text: `younger ${young}` });
    expect(await adopt(['one', 'two'])).toMatchObject({ kind: 'found' });
    expect(await adopt(['one', 'two', 'three'])).toMatchObject({ kind: 'refused' });
    expect(await adopt(['one'], 'somebody.test')).toMatchObject({
      ...{ kind: 'refused', why: expect.stringMatching(/^it is not a post of @/) },
    });
  });

  test('refuses an address at which there is no post', async () => {
    const live = await stage(bluesky);
    const url = address(live, 'at://nobody/app.bsky.feed.post/3kzzzzzzzzz2a');
    expect(await live.publisher.adopt?.(step(live, deliveryOf(planned(['one']))), url)).toEqual({
      ...{ kind: 'refused', why: 'there is no such post on Bluesky' },
    });
  });

  test.for([
    ['https://x.com/a/status/1', 'it is no address of a post on Bluesky'],
    ['https://bsky.app/profile/a', 'it is no address of a post on Bluesky'],
    ['https://bsky.app.evil.example/profile/a/post/3k', 'it is no address of a post on Bluesky'],
  ] as const)('refuses %s in words', async ([url, why]) => {
    const live = await stage(bluesky);
    expect(await live.publisher.adopt?.(step(live, deliveryOf(planned(['one']))), url)).toEqual({
      kind: 'refused',
      why,
    });
  });
});
