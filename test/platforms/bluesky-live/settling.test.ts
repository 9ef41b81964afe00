import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { gateOf } from '../../../src/platforms/bluesky/gate.ts';
import { type Bluesky, sharedPds } from '../../servers/bluesky.ts';
import { COMMITTED, UNCOMMITTED } from './lost.ts';
import {
  count,
  deliveryOf,
  GATES,
  PNG,
  picture,
  planned,
  sealed,
  sending,
  stage,
  step,
  tokensOf,
  worker,
} from './stage.ts';

const on = 'com.atproto.repo.applyWrites';
let bluesky: Bluesky;
beforeAll(async () => {
  bluesky = await sharedPds();
}, 900_000);

describe('looking', () => {
  test('does not find what was never sent', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, deliveryOf(planned(['one', 'two'])));
    expect(await live.publisher.look(step(live, delivery))).toEqual({ kind: 'absent' });
  });

  test('finds a thread of which the author removed a post: a commit is whole', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, deliveryOf(planned(['one', 'two', 'three'])));
    await live.publisher.send(sending(live, delivery));
    const [last, , root] = await live.records();
    await live.account.agent.deletePost(last?.uri ?? '');
    expect(await live.publisher.look(step(live, delivery))).toMatchObject({ kind: 'found', receipts: [{}, {}, {}] });
    await live.account.agent.deletePost(root?.uri ?? '');
    expect(await live.publisher.look(step(live, delivery))).toMatchObject({
      kind: 'conflict',
      why: expect.stringMatching(/^the first post was removed/),
    });
  });

  test('does not take another record for the planned one', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, deliveryOf(planned(['one'])));
    const rkey = String(delivery.plan.posts[0]?.payload.rkey);
    await live.account.agent.com.atproto.repo.createRecord({
      ...{ repo: live.account.did, collection: 'app.bsky.feed.post', rkey },
      record: { text: 'something else', createdAt: '2026-11-24T09:00:00.000Z' },
    });
    expect(await live.publisher.look(step(live, delivery))).toMatchObject({
      kind: 'conflict',
      why: expect.stringMatching(/^another record than the planned one stands at/),
    });
  });
});

describe('a request', () => {
  test('that comes too late to leave does not leave', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, deliveryOf(planned(['one'])));
    const verdict = await live.publisher.send({ ...sending(live, delivery), mayLeave: () => false });
    expect(verdict).toMatchObject({ kind: 'not-sent', why: /paused between deciding and sending/ });
    expect(count(live, 'repo.applyWrites')).toBe(0);
  });

  test('to a server that is down was not sent', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, deliveryOf(planned(['one'])));
    await live.proxy.down();
    expect(await live.publisher.look(step(live, delivery))).toMatchObject({ kind: 'unreadable' });
    expect(await live.publisher.send(sending(live, delivery))).toEqual({
      kind: 'not-sent',
      why: 'no connection to Bluesky (ECONNREFUSED)',
    });
    await live.proxy.up();
    expect(await live.publisher.send(sending(live, delivery))).toMatchObject({ kind: 'sent' });
  });
});

describe('pictures', () => {
  const first = { images: [{ source: 'a.png', alt: 'A' }] };

  test('that changed since the thread was sealed are not sent in its name', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, deliveryOf(planned(['one'], first)));
    const changed = live.restart({ loadMedia: async () => ({ ...picture, bytes: Buffer.concat([PNG, PNG]) }) });
    expect(await changed.send(sending(live, delivery))).toMatchObject({
      ...{ kind: 'give-up', mendable: true, why: /^a picture of post 1, a.png, is another one than was planned/ },
    });
    expect(await live.records()).toHaveLength(0);
  });

  test('are loaded by what names them', async () => {
    const asked: unknown[] = [];
    const live = await stage(bluesky, {
      loadMedia: async (...about) => {
        asked.push(about);
        return picture;
      },
    });
    await live.publisher.preflight?.(deliveryOf(planned(['one'], first)), live.clock.nowMs());
    expect(asked[0]).toEqual(['a.png', { article: 'posts/a.md', use: 'image' }]);
  });

  test('that are not what they are said to be are refused before anything is sent', async () => {
    const live = await stage(bluesky, { loadMedia: async () => ({ ...picture, mimeType: 'image/jpeg' }) });
    const delivery = await worker(live).bring(deliveryOf(planned(['one'], first)));
    expect(delivery).toMatchObject({
      ...{ state: 'needs-author', why: 'a picture of post 1, a.png, is image/png to Bluesky, not image/jpeg' },
    });
  });

  test('are uploaded again by a process that does not know of them', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, deliveryOf(planned(['one'], first)));
    live.proxy.fault({ do: 'cut', at: 'committed' }, { on: 'com.atproto.repo.uploadBlob' });
    expect(await live.publisher.send(sending(live, delivery))).toMatchObject({ kind: 'not-sent' });
    expect(await live.restart().send(sending(live, delivery))).toMatchObject({ kind: 'sent' });
    expect(count(live, 'repo.uploadBlob')).toBe(2);
  });
});

describe('removing', () => {
  test('takes posts and gate away in one commit, and again is harmless', async () => {
    const live = await stage(bluesky);
    const delivery = await worker(live).bring(deliveryOf(planned(['one', 'two'], {}, gateOf('nobody') ?? undefined)));
    const before = count(live, 'repo.applyWrites');
    expect(await live.publisher.remove?.(step(live, delivery))).toEqual({ kind: 'removed' });
    expect(count(live, 'repo.applyWrites') - before).toBe(1);
    expect(await live.restart().remove?.(step(live, delivery))).toEqual({ kind: 'removed' });
    expect(count(live, 'repo.applyWrites') - before).toBe(1);
    expect([await live.records(), await live.records(GATES)]).toEqual([[], []]);
  });

  test('goes on after a lost answer, and past what the author removed', async () => {
    const live = await stage(bluesky);
    const delivery = await worker(live).bring(deliveryOf(planned(['one', 'two', 'three'])));
    await live.account.agent.deletePost(delivery.receipts[1]?.uri ?? '');
    live.proxy.fault({ do: 'cut', at: 'read' }, { on });
    live.proxy.fault({ do: 'cut', at: 'committed' }, { on, skip: 1 });
    const removals = [];
    for (let tries = 0; tries < 3; tries++) removals.push((await live.publisher.remove?.(step(live, delivery)))?.kind);
    expect(removals).toEqual(['unknown', 'unknown', 'removed']);
    expect(await live.records()).toHaveLength(0);
  });

  test('of a thread that was never sent is done', async () => {
    const live = await stage(bluesky);
    expect(await live.publisher.remove?.(step(live, deliveryOf(planned(['one']))))).toEqual({ kind: 'removed' });
  });
});

describe('secrets', () => {
  test('stand in nothing that is kept or told, whatever goes wrong', async () => {
    const live = await stage(bluesky);
    const work = worker(live);
    const told: unknown[] = [];
    for (const fault of [...COMMITTED, ...UNCOMMITTED]) {
      live.proxy.fault(fault, { on });
      told.push(await work.bring(deliveryOf(planned(['one', 'two'], { images: [{ source: 'a.png', alt: 'A' }] }))));
    }
    const delivery = await sealed(live, deliveryOf(planned(['x'.repeat(301)])));
    told.push(await live.publisher.send(sending(live, delivery)), await live.publisher.checkAccount?.(0));
    const tokens = await tokensOf(live);
    // All tokens begin like these.
    const beginnings = tokens.map((token) => token.slice(0, 16));
    const secrets = [live.account.appPassword, 'wrong-canary-word', ...tokens, ...beginnings];
    expect(secrets.filter((secret) => secret.length >= 16)).toHaveLength(6);
    told.push(await live.restart({ appPassword: 'wrong-canary-word' }).checkAccount?.(0));
    const kept = readdirSync(work.folder).map((file) => readFileSync(join(work.folder, file), 'latin1'));
    const everything = [JSON.stringify([told, work.events, live.memory.saved]), ...kept].join('\n');
    for (const secret of secrets) for (const spelling of spellings(secret)) expect(everything).not.toContain(spelling);
  });
});

function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    encodeURIComponent(secret),
  ];
}
