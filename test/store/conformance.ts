import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewDelivery, Store } from '../../src/store.ts';
import { newDelivery, plannedPosts } from '../deliveries.ts';

/** What every store must keep, whatever engine it runs on. `open` gives a further connection to one fresh store. */
export function describeStore(
  name: string,
  open: () => Promise<{ connect(): Promise<Store>; remove(): Promise<void> }>,
): void {
  describe(`the ${name} store`, () => {
    let place: Awaited<ReturnType<typeof open>>;
    let store: Store;
    let other: Store;

    beforeEach(async () => {
      place = await open();
      store = await place.connect();
      other = await place.connect();
    });

    afterEach(async () => {
      await Promise.all([store.close(), other.close()]);
      await place.remove();
    });

    const slot = (key: string, outcome: 'served' | 'missed' = 'served') => ({
      ...{ schedule: 'daily', key, slotMs: 1_000, outcome, why: null, decidedMs: 1_001 },
    });

    test('a slot is decided once, whoever comes second', async () => {
      const decided = await Promise.all([
        store.decideSlot(slot('daily@1'), [newDelivery({ id: 'aaaaaaaa', account: 'x' })]),
        other.decideSlot(slot('daily@1'), [newDelivery({ id: 'bbbbbbbb', account: 'y' })]),
      ]);
      expect(decided.filter(Boolean)).toHaveLength(1);
      expect(await store.deliveries(10)).toHaveLength(1);
      expect(await store.decidedSlots('daily', 0)).toEqual(new Set(['daily@1']));
      expect(await store.decidedSlots('daily', 1_000)).toEqual(new Set());
    });

    test('an article goes to an account in one mode once, and again only on another occasion', async () => {
      const add = (change: Partial<NewDelivery>) => store.addDelivery(newDelivery(change));
      expect(await add({ id: 'aaaaaaaa' })).toBe(true);
      expect(await add({ id: 'bbbbbbbb' })).toBe(false);
      expect(await add({ id: 'cccccccc', live: true })).toBe(true);
      expect(await add({ id: 'dddddddd', account: 'other' })).toBe(true);
      expect(await add({ id: 'eeeeeeee', occasion: 'again:1' })).toBe(true);
      await store.changeState('aaaaaaaa', ['planned'], change('missed'));
      expect(await add({ id: 'ffffffff' })).toBe(true);
    });

    test('a delivery comes back as it was stored', async () => {
      const made = newDelivery({ schedule: 'daily', slotKey: 'daily@1', slotMs: 5, why: 'because', untilMs: 7 });
      await store.addDelivery(made);
      const expected = { ...made, receipts: [], attempts: [], measuredMs: -1, updatedMs: made.createdMs };
      expect(await other.delivery(made.id)).toEqual(expected);
      expect(await other.delivery('nothing')).toBeNull();
    });

    test('a schedule remembers when it was first seen and first live, and never looks back', async () => {
      const see = (live: boolean, nowMs: number, definition = '0 9 * * * UTC') =>
        store.seeSchedule({ id: 'daily', definition, live }, nowMs);
      expect(await see(false, 10)).toEqual({ firstSeenMs: 10, firstLiveMs: null, decidedMs: 10 });
      expect(await see(true, 20)).toEqual({ firstSeenMs: 10, firstLiveMs: 20, decidedMs: 10 });
      await store.advanceSchedule('daily', 50);
      await store.advanceSchedule('daily', 40);
      expect(await see(true, 60)).toEqual({ firstSeenMs: 10, firstLiveMs: 20, decidedMs: 50 });
      expect(await see(true, 70, '0 8 * * * UTC')).toEqual({ firstSeenMs: 10, firstLiveMs: 20, decidedMs: 70 });
      expect(await other.seenSchedule('daily')).toEqual({ firstSeenMs: 10, firstLiveMs: 20, decidedMs: 70 });
      expect(await other.seenSchedule('none')).toBeNull();
    });

    test('a lease has one owner, and its fence rises with every change of owner', async () => {
      const first = await store.takeLease('x/live', 'one', 0, 100);
      expect(first?.fence).toBe(1);
      expect(await other.takeLease('x/live', 'two', 50, 100)).toBeNull();
      expect((await store.takeLease('x/live', 'one', 50, 100))?.fence).toBe(1);
      const second = await other.takeLease('x/live', 'two', 151, 100);
      expect(second?.fence).toBe(2);
      if (second) await other.dropLease(second);
      expect((await store.takeLease('x/live', 'one', 152, 100))?.fence).toBe(3);
    });

    test('an intent needs the lease, its fence, an open delivery and the next attempt number', async () => {
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa' }));
      const lease = await store.takeLease('x/live', 'one', 0, 100);
      if (lease === null) throw new Error('no lease');
      const intend = (attempt: number, atMs: number, held = lease) =>
        store.recordIntent({ delivery: 'aaaaaaaa', step: 0, attempt, atMs }, held);
      expect(await intend(2, 1)).toBe(false);
      expect(await intend(1, 101)).toBe(false);
      expect(await intend(1, 1, { ...lease, fence: 7 })).toBe(false);
      expect(await intend(1, 1, { ...lease, owner: 'two' })).toBe(false);
      expect(await intend(1, 1)).toBe(true);
      expect(await intend(1, 1)).toBe(false);
      await store.changeState('aaaaaaaa', ['publishing'], change('cancelled'));
      expect(await intend(2, 2)).toBe(false);
    });

    test('a receipt is recorded even when the author has cancelled meanwhile, and the state stays theirs', async () => {
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa' }));
      const lease = await store.takeLease('x/live', 'one', 0, 100);
      if (lease === null) throw new Error('no lease');
      await store.recordIntent({ delivery: 'aaaaaaaa', step: 0, attempt: 1, atMs: 1 }, lease);
      await store.changeState('aaaaaaaa', ['publishing'], change('cancelled'));
      await store.recordOutcome(sent('aaaaaaaa', 0), change('publishing'));
      const after = await store.delivery('aaaaaaaa');
      expect(after?.state).toBe('cancelled');
      expect(after?.receipts.map((receipt) => receipt.id)).toEqual(['post-0']);
      expect(after?.attempts).toMatchObject([{ step: 0, number: 1, outcome: 'sent' }]);
    });

    test('a state changes only from a state that was expected', async () => {
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa' }));
      expect(await store.changeState('aaaaaaaa', ['failed'], change('planned'))).toBe(false);
      expect(await store.changeState('aaaaaaaa', ['failed', 'planned'], change('cancelled'))).toBe(true);
    });

    test('what is due comes with started deliveries first, and without those that rest or have ended', async () => {
      const add = (id: string, made: Partial<NewDelivery>) =>
        store.addDelivery(newDelivery({ id, occasion: id, ...made }));
      await add('aaaaaaaa', { createdMs: 1 });
      await add('bbbbbbbb', { createdMs: 2, state: 'waiting', untilMs: 50 });
      await add('cccccccc', { createdMs: 3, state: 'publishing' });
      await add('dddddddd', { createdMs: 4, state: 'published' });
      await add('eeeeeeee', { createdMs: 5, state: 'held' });
      const due = async (nowMs: number) => (await store.dueDeliveries(nowMs)).map((delivery) => delivery.id);
      expect(await due(49)).toEqual(['cccccccc', 'aaaaaaaa']);
      expect(await due(50)).toEqual(['bbbbbbbb', 'cccccccc', 'aaaaaaaa']);
    });

    test('absences are remembered in order', async () => {
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa' }));
      const lease = await store.takeLease('x/live', 'one', 0, 100);
      if (lease === null) throw new Error('no lease');
      await store.recordIntent({ delivery: 'aaaaaaaa', step: 0, attempt: 1, atMs: 1 }, lease);
      for (const atMs of [5, 9]) await store.recordAbsence('aaaaaaaa', 0, 1, atMs, change('uncertain'));
      expect((await store.delivery('aaaaaaaa'))?.attempts).toMatchObject([{ absentMs: [5, 9], outcome: null }]);
    });

    test('readings are only ever added, the same one once, and tell what is still to be read', async () => {
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa', state: 'publishing' }));
      await store.recordOutcome(sent('aaaaaaaa', 0), change('published'));
      expect(await store.measurable(100)).toMatchObject([
        { id: 'aaaaaaaa', measuredMs: -1, firstMs: 3, state: 'published' },
      ]);
      const reading = {
        index: 0,
        atMs: 9,
        ageMs: 6,
        source: 'x',
        impressions: 4,
        likes: 0,
        reposts: 0,
        replies: 0,
        quotes: 0,
        bookmarks: null,
      };
      await store.addSnapshots('aaaaaaaa', 50, [reading, reading]);
      await store.addSnapshots('aaaaaaaa', 20, [{ ...reading, atMs: 10, impressions: 3 }]);
      expect((await store.snapshots('aaaaaaaa')).map((each) => each.impressions)).toEqual([4, 3]);
      expect(await store.measurable(100)).toMatchObject([{ measuredMs: 50 }]);
      expect(await store.measurable(50)).toEqual([]);
    });

    test('the local timeline shows a post once, in order, and counts the views of what it returns', async () => {
      const post = (delivery: string, index: number, atMs: number) =>
        store.showPost({ delivery, account: 'x', platform: 'x', index, text: `${delivery} ${index}`, atMs, views: 0 });
      await post('old', 0, 1);
      await post('new', 1, 6);
      await post('new', 0, 5);
      await post('new', 0, 99);
      const texts = async (limit: number, viewed: boolean) =>
        (await store.timeline(limit, viewed)).map((each) => `${each.text}: ${each.views}`);
      expect(await texts(1, true)).toEqual(['new 0: 1', 'new 1: 1']);
      expect(await texts(5, true)).toEqual(['new 0: 2', 'new 1: 2', 'old 0: 1']);
      expect(await texts(5, false)).toEqual(['new 0: 2', 'new 1: 2', 'old 0: 1']);
    });

    test('charges add up by purpose, from an instant on', async () => {
      const charge = (atMs: number, microUsd: number) => ({ atMs, what: 'post', count: 1, microUsd });
      await store.addCharge('x', 'send', charge(10, 15_000));
      await store.addCharge('y', 'send', charge(20, 200_000));
      await store.addCharge('x', 'read', charge(20, 1_000));
      expect(await other.spentMicroUsd('send', 0)).toBe(215_000);
      expect(await other.spentMicroUsd('send', 20)).toBe(200_000);
      expect(await other.spentMicroUsd('read', 21)).toBe(0);
    });

    test('an account is paused until it is resumed', async () => {
      await store.pause('x', 1);
      await store.pause('x', 2);
      await store.pause('*', 3);
      expect(await other.pausedAccounts()).toEqual(new Set(['x', '*']));
      await other.resume('x');
      expect(await store.pausedAccounts()).toEqual(new Set(['*']));
    });

    test('a handle keeps the identifier it was last resolved to', async () => {
      await store.keepResolved('jane.example.com', 'did:plc:one', 1);
      await store.keepResolved('jane.example.com', 'did:plc:two', 2);
      expect(await other.resolvedHandles()).toEqual({ 'jane.example.com': 'did:plc:two' });
    });

    test('articles are remembered in the order they were first seen, and brought up to date', async () => {
      const article = { id: 'a', url: null, path: 'posts/a.md', titleKey: 'a', contentHash: '1', seenMs: 5 };
      await store.rememberArticles([article, { ...article, id: 'b', seenMs: 4 }]);
      await store.rememberArticles([{ ...article, url: 'https://example.org/a', path: 'posts/b.md', seenMs: 9 }]);
      await store.rememberArticles([{ ...article, contentHash: '2' }]);
      expect(await other.rememberedArticles()).toEqual([
        { ...article, id: 'b', seenMs: 4 },
        { ...article, url: 'https://example.org/a', contentHash: '2' },
      ]);
    });

    test('a transaction that fails leaves nothing behind and does not block the next', async () => {
      const broken = { ...newDelivery({ id: 'aaaaaaaa' }), plan: { posts: plannedPosts(1), steps: 7n, costUsd: 0 } };
      const failing = Reflect.apply(store.decideSlot, store, [slot('daily@2'), [broken]]);
      await expect(failing).rejects.toThrow();
      expect(await store.decidedSlots('daily', 0)).toEqual(new Set());
      expect(await store.decideSlot(slot('daily@2'), [])).toBe(true);
    });
  });
}

function change(state: NewDelivery['state']) {
  return { state, why: null, untilMs: null, atMs: 2 };
}

function sent(delivery: string, index: number) {
  const receipt = { index, id: `post-${index}`, uri: null, url: null, cid: null, atMs: 3 };
  return { delivery, step: index, attempt: 1, outcome: 'sent', receipts: [receipt] } as const;
}
