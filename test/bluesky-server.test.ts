import { AtpAgent } from '@atproto/api';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Bluesky, type BlueskyAccount, createAccount, startBluesky } from './servers/bluesky.ts';
import { type CutProxy, startCutProxy } from './servers/cut-proxy.ts';

const createdAt = '2026-11-24T09:00:00.000Z';
const create = 'com.atproto.repo.applyWrites#create' as const;
const collection = 'app.bsky.feed.post';

/** Creates for as many posts as there are texts, not linked: the servers are tried here, not Spool. */
function writes(key: string, texts: readonly string[]) {
  return texts.map((text, index) => ({
    $type: create,
    collection,
    rkey: `3mz${key}22222${'234567'[index] ?? 'a'}222`,
    value: { $type: collection, text, createdAt },
  }));
}

async function proxyTo(pds: string): Promise<CutProxy> {
  const proxy = await startCutProxy(pds);
  onTestFinished(() => proxy.close());
  return proxy;
}

async function through(proxy: CutProxy, account: BlueskyAccount): Promise<AtpAgent> {
  const agent = new AtpAgent({ service: proxy.url });
  await agent.login({ identifier: account.handle, password: account.appPassword });
  return agent;
}

describe('the PDS', () => {
  let bluesky: Bluesky;
  let account: BlueskyAccount;
  beforeAll(async () => {
    bluesky = await startBluesky({ mode: 'pds' });
    account = await createAccount(bluesky.pds);
  }, 900_000);
  afterAll(() => bluesky?.stop());

  const posts = async () =>
    (await account.agent.com.atproto.repo.listRecords({ repo: account.did, collection })).data.records.length;
  const apply = (agent: AtpAgent, list: ReturnType<typeof writes>) =>
    agent.com.atproto.repo.applyWrites({ repo: account.did, validate: true, writes: list });

  test('a thread is one commit, and the same commit again changes nothing', async () => {
    const before = await posts();
    const list = writes('a', ['one', 'two', 'three']);
    await apply(account.agent, list);
    await expect(apply(account.agent, list)).rejects.toMatchObject({ status: 500 });
    expect(await posts()).toBe(before + 3);
  });

  test('one bad record keeps the whole commit away', async () => {
    const before = await posts();
    await expect(apply(account.agent, writes('b', ['good', 'x'.repeat(301)]))).rejects.toThrow(
      /grapheme too big \(maximum 300, got 301\)/,
    );
    expect(await posts()).toBe(before);
  });

  test('a client that logs in through the proxy stays there', async () => {
    const proxy = await proxyTo(bluesky.pds);
    const agent = await through(proxy, account);
    await agent.com.atproto.server.getSession();
    expect(proxy.requests).toEqual(['com.atproto.server.createSession', 'com.atproto.server.getSession']);
  });

  test('the proxy loses a request before, or its answer after, the server carried it out', async () => {
    const proxy = await proxyTo(bluesky.pds);
    const agent = await through(proxy, account);
    const on = 'com.atproto.repo.applyWrites';
    const before = await posts();
    for (const [key, fault, landed] of [
      ['c', { do: 'cut', at: 'read' }, 0],
      ['d', { do: 'cut', at: 'committed' }, 1],
      ['e', { do: 'cut', at: 'half-body' }, 1],
      ['f', { do: 'fail', status: 502, committed: false, body: 'html' }, 0],
      ['g', { do: 'fail', status: 502, committed: true, body: 'html' }, 1],
    ] as const) {
      const had = await posts();
      proxy.fault(fault, { on });
      await expect(apply(agent, writes(key, [key]))).rejects.toThrow();
      expect([key, (await posts()) - had]).toEqual([key, landed]);
    }
    proxy.fault({ do: 'delay', ms: 10 }, { on });
    await apply(agent, writes('h', ['delayed']));
    expect((await posts()) - before).toBe(4);
  });

  test('a late request arrives after its client has given up', async () => {
    const proxy = await proxyTo(bluesky.pds);
    const agent = await through(proxy, account);
    const before = await posts();
    const arrived = new Promise<void>((resolve) => {
      proxy.on('request', ({ stage }) => {
        if (stage === 'committed') resolve();
      });
    });
    proxy.fault({ do: 'late' });
    const signal = AbortSignal.timeout(100);
    const list = writes('i', ['late']);
    await expect(agent.com.atproto.repo.applyWrites({ repo: account.did, writes: list }, { signal })).rejects.toThrow();
    await arrived;
    expect(await posts()).toBe(before + 1);
  });

  test('an image is stored once, however often it is sent', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const first = await account.agent.uploadBlob(png, { encoding: 'image/png' });
    const second = await account.agent.uploadBlob(png, { encoding: 'image/png' });
    expect(second.data.blob.ref.toString()).toBe(first.data.blob.ref.toString());
  });
});

describe('the AppView', () => {
  let bluesky: Bluesky;
  let author: BlueskyAccount;
  let reader: BlueskyAccount;
  beforeAll(async () => {
    bluesky = await startBluesky({ mode: 'appview' });
    author = await createAccount(bluesky.pds);
    reader = await createAccount(bluesky.pds);
  }, 900_000);
  afterAll(() => bluesky?.stop());

  test('likes and replies of others are counted, for anybody who asks', async () => {
    const { uri, cid } = await author.agent.post({ text: 'like me' });
    await reader.agent.like(uri, cid);
    await reader.agent.repost(uri, cid);
    await reader.agent.post({ text: 'a reply', reply: { root: { uri, cid }, parent: { uri, cid } } });
    const anybody = new AtpAgent({ service: bluesky.appview ?? '' });
    await expect
      .poll(async () => (await anybody.getPosts({ uris: [uri] })).data.posts[0], { timeout: 20_000 })
      .toMatchObject({ likeCount: 1, repostCount: 1, replyCount: 1, quoteCount: 0, bookmarkCount: 0 });
  }, 30_000);

  test('a thread gate in the commit of its thread keeps others from replying', async () => {
    const [post] = writes('j', ['gated']);
    if (!post) throw new Error('no post');
    const uri = `at://${author.did}/${collection}/${post.rkey}`;
    const gate = {
      $type: create,
      collection: 'app.bsky.feed.threadgate',
      rkey: post.rkey,
      value: { $type: 'app.bsky.feed.threadgate', post: uri, allow: [], createdAt },
    };
    await author.agent.com.atproto.repo.applyWrites({ repo: author.did, validate: true, writes: [post, gate] });
    await expect
      .poll(async () => (await reader.agent.getPosts({ uris: [uri] })).data.posts[0]?.viewer, { timeout: 20_000 })
      .toMatchObject({ replyDisabled: true });
  }, 30_000);
});
