import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { cidOf } from '../../../src/cid.ts';
import { gateOf } from '../../../src/platforms/bluesky/gate.ts';
import { seed } from '../../seed.ts';
import { type Bluesky, sharedPds } from '../../servers/bluesky.ts';
import { COMMITTED, UNCOMMITTED } from './lost.ts';
import { count, deliveryOf, GATES, PNG, planned, sealed, sending, stage, step, worker } from './stage.ts';

/** How many answers are lost; the nightly run loses more. */
const LOST_ANSWERS = process.env.LONG === '1' ? 2000 : 50;

const on = 'com.atproto.repo.applyWrites';
let bluesky: Bluesky;
beforeAll(async () => {
  bluesky = await sharedPds();
}, 900_000);

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
    const at = (ms: number) => new Date(live.clock.nowMs() + ms).toISOString();
    const times = [at(0), at(1)];
    const delivery = await bring(deliveryOf(planned(['one', 'two', 'three'])));
    expect(delivery.state).toBe('published');
    const records = (await live.records()).toReversed();
    expect(records.map(({ uri, cid }) => ({ uri, cid }))).toEqual(
      delivery.receipts.map(({ uri, cid }) => ({ uri, cid })),
    );
    expect(records.map(({ value }) => value)).toMatchObject([
      { text: 'one', createdAt: times[0] },
      { text: 'two', createdAt: times[1], reply: { parent: { uri: records[0]?.uri } } },
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

describe('an answer that is lost', () => {
  test(`is settled by reading: nothing twice, nothing lost, in ${LOST_ANSWERS} threads`, {
    timeout: LOST_ANSWERS * 3_000,
  }, async () => {
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
