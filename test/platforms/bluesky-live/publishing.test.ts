import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cidOf } from '../../../src/platforms/bluesky/cid.ts';
import { gateOf } from '../../../src/platforms/bluesky/gate.ts';
import { seed } from '../../seed.ts';
import { type Bluesky, startBluesky } from '../../servers/bluesky.ts';
import type { Fault } from '../../servers/faults.ts';
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

/** How many answers are lost; the nightly run loses more. */
const LOST_ANSWERS = Number(process.env.LOST_ANSWERS ?? 20);

const on = 'com.atproto.repo.applyWrites';
let bluesky: Bluesky;
beforeAll(async () => {
  bluesky = await startBluesky({ mode: 'pds' });
}, 900_000);
afterAll(() => bluesky?.stop());

/** UTF-16 at its worst, and fields and values that no program of ours writes. */
const text = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  maxLength: 90,
});
const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((name) => !/^[$_]/.test(name));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.boolean(),
    fc.constant(null),
    fc.maxSafeInteger(),
    fc.integer({ min: -70_000, max: 70_000 }),
    text,
    fc.array(tie('value'), { maxLength: 30 }),
    fc.dictionary(names, tie('value'), { maxKeys: 30 }),
  ),
}));
const records = fc.record({ text, tags: fc.array(fc.stringMatching(/^[a-zé]{1,9}$/), { maxLength: 8 }), extra: value });

describe('a thread on the real server', () => {
  test('appears in one commit, in order, with the names that were fixed before', async () => {
    const live = await stage(bluesky);
    const { bring, events } = worker(live);
    const delivery = await bring(deliveryOf(planned(['one', 'two', 'three'])));
    expect(delivery.state).toBe('published');
    const records = (await live.records()).toReversed();
    expect(records.map(({ uri, cid }) => ({ uri, cid }))).toEqual(
      delivery.receipts.map(({ uri, cid }) => ({ uri, cid })),
    );
    expect(records.map(({ value }) => value)).toMatchObject([
      { text: 'one', createdAt: '2026-11-24T09:00:00.000Z' },
      { text: 'two', createdAt: '2026-11-24T09:00:00.001Z', reply: { parent: { uri: records[0]?.uri } } },
      { text: 'three', reply: { root: { cid: records[0]?.cid }, parent: { cid: records[1]?.cid } } },
    ]);
    expect(delivery.receipts[2]?.url).toBe(
      `https://bsky.app/profile/${live.account.handle}/post/${delivery.receipts[2]?.id}`,
    );
    expect(count(live, 'repo.applyWrites')).toBe(1);
    expect(events.filter(({ event }) => event === 'post-sent')).toHaveLength(3);
  });

  test('carries pictures with their alternative texts, and a link card with its picture', async () => {
    const live = await stage(bluesky);
    const { bring } = worker(live);
    const images = [
      { source: 'a.png', alt: 'A single dark pixel' },
      { source: 'b.png', alt: 'The same again' },
    ];
    const card = { url: 'https://example.com/a', title: 'Title', description: 'Words', image: 'c.png' };
    for (const first of [{ images }, { card }]) {
      live.clock.pass(1_000);
      expect(await bring(deliveryOf(planned(['first', 'second'], first)))).toMatchObject({
        state: 'published',
        why: null,
      });
    }
    const [, carded, , pictured] = await live.records();
    const image = { size: PNG.length, mimeType: 'image/png' };
    expect(JSON.parse(JSON.stringify(pictured?.value)).embed).toMatchObject({
      images: images.map(({ alt }) => ({ alt, image, aspectRatio: { width: 1, height: 1 } })),
    });
    expect(JSON.parse(JSON.stringify(carded?.value)).embed).toMatchObject({
      external: { uri: card.url, title: 'Title', thumb: { ...image, ref: { $link: cidOf(PNG, 'raw') } } },
    });
    // One file, however often it is shown.
    expect(count(live, 'repo.uploadBlob')).toBe(1);
  });

  test('has its gate in the same commit', async () => {
    const live = await stage(bluesky);
    const gate = gateOf(['mentioned', 'following']) ?? undefined;
    const delivery = await worker(live).bring(deliveryOf(planned(['gated', 'second'], {}, gate)));
    expect(delivery.state).toBe('published');
    expect(count(live, 'repo.applyWrites')).toBe(1);
    const [record, ...others] = await live.records(GATES);
    expect(others).toHaveLength(0);
    expect(record?.uri.split('/').at(-1)).toBe(delivery.receipts[0]?.id);
    expect(record?.value).toMatchObject({
      post: delivery.receipts[0]?.uri,
      allow: [{ $type: 'app.bsky.feed.threadgate#mentionRule' }, { $type: 'app.bsky.feed.threadgate#followingRule' }],
    });
    expect((await live.records())[1]?.value).not.toHaveProperty('gate');
  });

  test('has the names that the server gives it, whatever stands in its records', async () => {
    const live = await stage(bluesky);
    const strange = fc.sample(records, { numRuns: 60, seed });
    const posts = planned(strange.map(({ text }) => text)).map(({ post, payload }, index) => {
      return { post, payload: { ...payload, ...strange[index] } };
    });
    expect(await live.publisher.send(sending(live, await sealed(live, deliveryOf(posts))))).toMatchObject({
      kind: 'sent',
    });
    expect(await live.records()).toHaveLength(60);
  });

  test('appears not at all when its last record is one that Bluesky refuses', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, deliveryOf(planned(['one', 'two', 'x'.repeat(301)])));
    const verdict = await live.publisher.send(sending(live, delivery));
    expect(verdict).toMatchObject({ kind: 'give-up', mendable: false, why: /maximum 300, got 301/ });
    expect(await live.records()).toHaveLength(0);
  });

  test('is refused before anything is sent where a record is too long, and says which', async () => {
    const live = await stage(bluesky);
    const delivery = await worker(live).bring(deliveryOf(planned(['one', 'x'.repeat(301)])));
    expect(delivery).toMatchObject({
      state: 'failed',
      why: expect.stringMatching(/^post 2 is nothing that Bluesky takes/),
    });
    expect(count(live, 'repo.applyWrites')).toBe(0);
  });
});

/** Faults after which the thread is there, and faults after which it is not. */
const COMMITTED: readonly Fault[] = [
  ...(['committed', 'half-headers', 'headers', 'half-body', 'last-byte'] as const).flatMap((at) => [
    { do: 'cut', at } as const,
    { do: 'cut', at, reset: true } as const,
  ]),
  { do: 'fail', status: 502, committed: true, body: 'html' },
  { do: 'fail', status: 500, committed: true, body: 'problem' },
  { do: 'garble' },
];
const UNCOMMITTED: readonly Fault[] = [
  { do: 'cut', at: 'received' },
  { do: 'cut', at: 'half-read' },
  { do: 'cut', at: 'read' },
  { do: 'cut', at: 'read', reset: true },
  { do: 'fail', status: 503, committed: false, body: '' },
];

describe('an answer that is lost', () => {
  test(`is settled by reading: nothing twice, nothing lost, in ${LOST_ANSWERS} threads`, async () => {
    const live = await stage(bluesky);
    const { bring } = worker(live);
    for (let lost = 0; lost < LOST_ANSWERS; lost++) {
      const fault = COMMITTED[lost % COMMITTED.length];
      if (fault !== undefined) live.proxy.fault(fault, { on });
      const before = count(live, 'repo.applyWrites');
      const delivery = await bring(deliveryOf(planned([`one ${lost}`, `two ${lost}`, `three ${lost}`])));
      expect(delivery).toMatchObject({ state: 'published', attempts: [{ outcome: 'sent' }] });
      expect(count(live, 'repo.applyWrites') - before).toBe(1);
    }
    const texts = (await live.records()).map(({ value }) => value.text);
    expect(texts).toHaveLength(3 * LOST_ANSWERS);
    expect(new Set(texts).size).toBe(texts.length);
    expect([...live.proxy.faults.seen.values()].reduce((sum, seen) => sum + seen, 0)).toBe(LOST_ANSWERS);
  });

  test('to a request that was not carried out leads to sending again, once', async () => {
    const live = await stage(bluesky);
    const { bring } = worker(live);
    for (const [index, fault] of UNCOMMITTED.entries()) {
      live.proxy.fault(fault, { on });
      const delivery = await bring(deliveryOf(planned([`one ${index}`, `two ${index}`])));
      expect(delivery).toMatchObject({ state: 'published', attempts: [{ outcome: 'absent' }, { outcome: 'sent' }] });
    }
    expect(await live.records()).toHaveLength(2 * UNCOMMITTED.length);
  });

  test('stays open while the server cannot be read', async () => {
    const live = await stage(bluesky);
    live.proxy.fault({ do: 'cut', at: 'committed' }, { on });
    live.proxy.fault(
      { do: 'fail', status: 502, committed: false, body: 'html' },
      { on: 'com.atproto.repo.getRecord', times: 3 },
    );
    const delivery = await worker(live).bring(deliveryOf(planned(['one', 'two'])));
    expect(delivery).toMatchObject({ state: 'published', attempts: [{ outcome: 'sent', absentMs: [] }] });
    expect(await live.records()).toHaveLength(2);
  });

  test('that does not come in time is given up, and a request that arrives later changes nothing', async () => {
    const live = await stage(bluesky);
    const impatient = live.restart({ requestMs: 400 });
    const delivery = await sealed(live, deliveryOf(planned(['late one', 'late two'])));
    await live.publisher.preflight?.(delivery, live.clock.nowMs());
    live.proxy.fault({ do: 'late' }, { on });
    const arrived = new Promise<void>((resolve) => {
      const off = live.proxy.on('request', ({ name, stage: reached }) => {
        if (name !== on || reached !== 'committed') return;
        off();
        resolve();
      });
    });
    expect(await impatient.send(sending(live, delivery))).toEqual({
      kind: 'unknown',
      why: "Bluesky's answer to the thread did not come in time",
    });
    await arrived;
    expect(await live.publisher.send(sending(live, delivery))).toMatchObject({ kind: 'unknown' });
    expect(await live.publisher.look(step(live, delivery))).toMatchObject({ kind: 'found' });
    expect(await live.records()).toHaveLength(2);
  });
});

describe('the same thread again', () => {
  test('is recognised, not written: the server refuses it and reading finds it', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, deliveryOf(planned(['one', 'two'], {}, gateOf('nobody') ?? undefined)));
    const first = await live.publisher.send(sending(live, delivery));
    const again = await live.restart().send(sending(live, delivery));
    expect([first.kind, again.kind]).toEqual(['sent', 'unknown']);
    const found = await live.restart().look(step(live, delivery));
    expect(found).toEqual({ ...first, kind: 'found' });
    expect(await live.records()).toHaveLength(2);
  });

  test('from five publishers at once is there once', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, deliveryOf(planned(['one', 'two', 'three'])));
    const five = Array.from({ length: 5 }, () => live.restart());
    const verdicts = await Promise.all(five.map((publisher) => publisher.send(sending(live, delivery))));
    expect(verdicts.map(({ kind }) => kind).toSorted()).toEqual(['sent', ...Array(4).fill('unknown')]);
    const sightings = await Promise.all(five.map((publisher) => publisher.look(step(live, delivery))));
    expect(new Set(sightings.map(({ kind }) => kind))).toEqual(new Set(['found']));
    expect(await live.records()).toHaveLength(3);
  });

  test('is not sealed a second time', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, deliveryOf(planned(['one', 'two'])));
    live.clock.pass(3_600_000);
    expect((await sealed(live, delivery)).plan).toEqual(delivery.plan);
  });
});

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
      kind: 'unreadable',
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
      kind: 'unreadable',
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
    const secrets = [live.account.appPassword, 'wrong-canary-word', ...(await tokensOf(live))];
    expect(secrets).toHaveLength(4);
    told.push(await live.restart({ appPassword: 'wrong-canary-word' }).checkAccount?.(0));
    const kept = readdirSync(work.folder).map((file) => readFileSync(join(work.folder, file), 'latin1'));
    const everything = [JSON.stringify([told, work.events, live.memory.saved]), ...kept].join('\n');
    for (const secret of secrets) for (const spelling of spellings(secret)) expect(everything).not.toContain(spelling);
    expect(everything).not.toMatch(/eyJ[\w-]{8,}\./);
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
