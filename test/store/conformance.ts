import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewDelivery } from '../../src/store/deliveries.ts';
import type { Store } from '../../src/store.ts';
import { newDelivery, plannedPosts } from '../deliveries.ts';
import { describeHosts } from './hosts.ts';
import { describePublishing } from './publishing.ts';
import { describeReporting } from './reporting.ts';

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

    describePublishing(() => [store, other]);
    describeReporting(() => [store, other]);

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
      const fresh = {
        receipts: [],
        removed: [],
        cause: null,
        attempts: [],
        anewMs: 0,
        measuredMs: -1,
        updatedMs: made.createdMs,
      };
      const expected = { ...made, ...fresh };
      expect(await other.delivery(made.id)).toEqual(expected);
      expect(await other.delivery('nothing')).toBeNull();
    });

    test('a schedule remembers when it was first seen and first live, and never looks back', async () => {
      const see = async (live: boolean, nowMs: number, definition = '0 9 * * * UTC') =>
        (await store.seeSchedules([{ id: 'daily', definition, live }], nowMs)).get('daily');
      expect(await see(false, 10)).toEqual({ firstSeenMs: 10, firstLiveMs: null, decidedMs: 10 });
      expect(await see(true, 20)).toEqual({ firstSeenMs: 10, firstLiveMs: 20, decidedMs: 10 });
      await store.advanceSchedules(new Map([['daily', 50]]));
      await store.advanceSchedules(new Map([['daily', 40]]));
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

    test('lanes with something due come by how long they have waited since it was due or since their last turn', async () => {
      const add = (id: string, made: Partial<NewDelivery>) =>
        store.addDelivery(newDelivery({ id, occasion: id, ...made }));
      await add('aaaaaaaa', { account: 'young', createdMs: 9 });
      await add('bbbbbbbb', { account: 'old', createdMs: 1 });
      await add('cccccccc', { account: 'old', createdMs: 8 });
      await add('dddddddd', { account: 'resting', createdMs: 2, state: 'waiting', untilMs: 500 });
      await add('eeeeeeee', { account: 'middle', createdMs: 5 });
      const lanes = async (nowMs: number) => (await other.dueLanes(nowMs, 10)).map(({ account }) => account);
      expect(await lanes(10)).toEqual(['old', 'middle', 'young']);
      expect(await store.nextDue({ account: 'old', live: false }, 10)).toBe('bbbbbbbb');
      expect(await store.nextDue({ account: 'old', live: true }, 10)).toBeNull();
      expect(await store.nextDue({ account: 'resting', live: false }, 10)).toBeNull();
      const lease = await store.takeLease('old/rehearsal', 'one', 10, 100);
      expect(await lanes(11)).toEqual(['middle', 'young']);
      if (lease !== null) await store.dropLease(lease);
      expect(await lanes(12)).toEqual(['middle', 'young', 'old']);
      expect(await other.dueLanes(12, 1)).toHaveLength(1);
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
      const about = { account: 'x', platform: 'x', live: false, state: 'published', firstMs: 3 };
      expect(await store.measurable(100, 1)).toEqual([{ id: 'aaaaaaaa', measuredMs: -1, readMs: null, ...about }]);
      await store.addSnapshots('aaaaaaaa', 50, [reading, reading]);
      await store.addSnapshots('aaaaaaaa', 20, [{ ...reading, atMs: 10, impressions: 3 }]);
      await store.addSnapshots('aaaaaaaa', -1, [{ ...reading, source: 'import', atMs: 99 }]);
      expect(await store.snapshots('aaaaaaaa')).toEqual([
        reading,
        { ...reading, atMs: 10, impressions: 3 },
        { ...reading, source: 'import', atMs: 99 },
      ]);
      expect(await store.measurable(100, 11)).toMatchObject([{ measuredMs: 50, readMs: 10 }]);
      expect(await store.measurable(50, 11)).toEqual([]);
      expect(await store.measurable(50, 10)).toHaveLength(1);
      expect(await other.measurableDelivery('aaaaaaaa')).toMatchObject({ id: 'aaaaaaaa', measuredMs: 50, readMs: 10 });
    });

    test('what has changed since an instant and is still to be read is told apart from all there is', async () => {
      for (const [id, atMs] of [
        ['aaaaaaaa', 10],
        ['bbbbbbbb', 20],
      ] as const) {
        await store.addDelivery(newDelivery({ id, occasion: id, state: 'publishing' }));
        await store.recordOutcome(sent(id, 0), { ...change('published'), atMs });
      }
      const ids = async (sinceMs: number) => (await store.measurableSince(100, sinceMs)).map(({ id }) => id);
      expect((await ids(10)).toSorted()).toEqual(['aaaaaaaa', 'bbbbbbbb']);
      expect(await ids(11)).toEqual(['bbbbbbbb']);
      expect(await ids(21)).toEqual([]);
      await store.addSnapshots('bbbbbbbb', 100, [reading]);
      expect(await ids(11)).toEqual([]);
      expect(await store.measurableDelivery('nobody')).toBeNull();
    });

    test('a post that is gone or taken down is not read any more, nor a thread that has none left', async () => {
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa', state: 'publishing' }));
      const receipts = [0, 1, 2].map((index) => ({ ...sent('aaaaaaaa', index).receipts[0], atMs: 3 + index }));
      await store.recordOutcome({ ...sent('aaaaaaaa', 0), receipts }, change('published'));
      const numbers = { impressions: null, likes: null, reposts: null, replies: null, quotes: null };
      const tombstone = { ...reading, ...numbers, linkClicks: null, profileClicks: null, gone: true };
      await store.addSnapshots('aaaaaaaa', 5, [tombstone, { ...reading, index: 1 }]);
      expect(await other.gonePosts('aaaaaaaa')).toEqual(new Set([0]));
      expect((await store.snapshots('aaaaaaaa'))[0]).toEqual(tombstone);
      expect(await store.measurable(100, 1)).toMatchObject([{ firstMs: 4 }]);
      await store.recordRemoval('aaaaaaaa', [1], 20);
      expect(await store.measurable(100, 1)).toMatchObject([{ firstMs: 5 }]);
      await store.addSnapshots('aaaaaaaa', 6, [{ ...tombstone, index: 2 }]);
      expect(await store.measurable(100, 1)).toEqual([]);
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

    test('what is charged once a UTC day is in the ledger once, whichever process reads it again', async () => {
      const day = 24 * 3_600_000;
      const read = (atMs: number, ...resources: string[]) => {
        const count = resources.length;
        return { atMs, what: 'owned read', count, microUsd: count * 1_000, resources };
      };
      await store.addCharge('x', 'read', read(day, 'a', 'b', 'c'));
      await Promise.all([
        store.addCharge('x', 'read', read(2 * day - 1, 'a', 'c', 'd')),
        other.addCharge('x', 'read', read(2 * day - 1, 'a', 'c', 'd')),
      ]);
      await other.addCharge('x', 'read', { ...read(day + 5, 'a'), what: 'post read', microUsd: 5_000 });
      await other.addCharge('y', 'read', read(day + 6, 'a'));
      await other.addCharge('x', 'read', read(2 * day, 'a', 'b'));
      const line = (account: string, atMs: number, what: string, count: number, microUsd: number) => ({
        ...{ account, purpose: 'read', atMs, what, count, microUsd },
      });
      expect(await store.charges(0, 2 * day + 1)).toEqual([
        line('x', day, 'owned read', 3, 3_000),
        line('x', day + 5, 'post read', 1, 5_000),
        line('y', day + 6, 'owned read', 1, 1_000),
        line('x', 2 * day - 1, 'owned read', 1, 1_000),
        line('x', 2 * day, 'owned read', 2, 2_000),
      ]);
      expect(await store.charges(day + 5, 2 * day)).toHaveLength(3);
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

    test('an article is found again by its address, its path, its title or its text', async () => {
      const of = (id: string, url: string | null, seenMs = 1) => ({
        id,
        url,
        path: `posts/${id}.md`,
        titleKey: `title ${id}`,
        contentHash: `hash ${id}`,
        seenMs,
      });
      const known = [of('a', 'https://example.org/a', 4), of('b', null, 3), of('c', null, 2), of('d', null)];
      await store.rememberArticles([...known, of('e', 'https://example.org/e')]);
      const arriving = [
        { ...of('1', 'https://example.org/a'), titleKey: '' },
        { ...of('2', null), path: 'posts/b.md' },
        { ...of('3', 'https://example.org/3'), titleKey: 'title c' },
        { ...of('4', null), contentHash: 'hash d' },
      ];
      expect((await other.similarArticles(arriving)).map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
      expect(await other.similarArticles([of('5', null)])).toEqual([]);
      expect(await other.similarArticles([])).toEqual([]);
      const many = Array.from({ length: 1_000 }, (_, index) => of(`many-${index}`, null));
      expect(await other.similarArticles([...many, ...arriving])).toEqual(expect.arrayContaining(known));
    });

    test('a delivery made ahead of its slot is due only once the slot is decided, which may miss it instead', async () => {
      const ahead = (id: string, key: string) =>
        store.addDelivery(newDelivery({ id, occasion: id, schedule: 'daily', slotKey: key, slotMs: 5 }));
      await ahead('aaaaaaaa', 'daily@1');
      await ahead('bbbbbbbb', 'daily@2');
      expect(await store.dueDeliveries(100)).toEqual([]);
      expect(await store.deliveriesOfSlot('daily@1')).toEqual([
        { id: 'aaaaaaaa', account: 'x', live: false, state: 'planned' },
      ]);
      const start = { state: 'planned', why: 'quiet', untilMs: 50, atMs: 2 } as const;
      await store.decideSlot(slot('daily@1'), [], [{ delivery: 'aaaaaaaa', change: start }]);
      await other.decideSlot({ ...slot('daily@2', 'missed'), why: 'too late' }, []);
      expect((await store.dueDeliveries(49)).map(({ id }) => id)).toEqual([]);
      expect((await store.dueDeliveries(50)).map(({ id }) => id)).toEqual(['aaaaaaaa']);
      expect(await store.delivery('bbbbbbbb')).toMatchObject({ state: 'missed', why: 'too late' });
      expect((await store.unbegun()).map(({ id }) => id)).toEqual(['aaaaaaaa']);
    });

    test('what has begun is neither moved, replaced nor missed as if it had not', async () => {
      const made = newDelivery({ id: 'aaaaaaaa', schedule: 'daily', slotKey: 'daily@1', slotMs: 5 });
      await store.decideSlot(slot('daily@1'), [made]);
      const lease = await store.takeLease('x/rehearsal', 'one', 0, 100);
      if (lease === null) throw new Error('no lease');
      await store.recordIntent({ delivery: 'aaaaaaaa', step: 0, attempt: 1, atMs: 1 }, lease);
      await store.changeState('aaaaaaaa', ['publishing'], change('waiting'));
      expect(await store.moveUnbegun({ delivery: 'aaaaaaaa', change: change('missed') })).toBe(false);
      expect(await store.replaceUnbegun('aaaaaaaa', null)).toBe(false);
      expect(await store.unbegun()).toEqual([]);
      expect((await store.delivery('aaaaaaaa'))?.state).toBe('waiting');
    });

    test('a delivery is replaced by another of the same article in one step', async () => {
      const held = newDelivery({ id: 'aaaaaaaa', state: 'held', schedule: 'daily', slotKey: 'daily@1', slotMs: 5 });
      await store.addDelivery(held);
      expect(await other.replaceUnbegun('aaaaaaaa', { ...held, id: 'bbbbbbbb' })).toBe(true);
      expect(await store.delivery('aaaaaaaa')).toBeNull();
      expect(await store.delivery('bbbbbbbb')).toMatchObject({ state: 'held', slotKey: 'daily@1' });
    });

    test('threads are known by when they began or may begin, without those that never will', async () => {
      const add = (id: string, made: Partial<NewDelivery>) =>
        store.addDelivery(newDelivery({ id, occasion: id, createdMs: 10, ...made }));
      await add('aaaaaaaa', {});
      await add('bbbbbbbb', { untilMs: 50 });
      await add('cccccccc', { state: 'cancelled' });
      await add('dddddddd', { state: 'missed' });
      await add('eeeeeeee', { createdMs: 9 });
      expect((await store.threads(10)).map(({ delivery, atMs }) => [delivery, atMs])).toEqual([
        ['aaaaaaaa', 10],
        ['bbbbbbbb', 50],
      ]);
    });

    test('only articles that are asked about are answered, by the instant they are for', async () => {
      const article = (id: string) => ({ id, title: 'A title', source: 'posts/a.md', contentHash: id });
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa', article: article('one'), slotMs: 500, slotKey: 'k' }));
      await store.addDelivery(newDelivery({ id: 'bbbbbbbb', article: article('two'), createdMs: 7 }));
      await store.addDelivery(newDelivery({ id: 'cccccccc', article: article('three') }));
      const many = Array.from({ length: 250 }, (_, index) => `other${index}`);
      const found = await store.deliveredArticles([...many, 'one', 'two']);
      expect(found.map(({ articleId, atMs }) => [articleId, atMs])).toEqual([
        ['two', 7],
        ['one', 500],
      ]);
      expect(await store.deliveredArticles([])).toEqual([]);
    });

    test('a schedule that goes and comes back begins anew', async () => {
      const see = async (nowMs: number) => {
        const sight = { id: 'daily', definition: '0 9 * * * UTC', live: false };
        return (await store.seeSchedules([sight], nowMs)).get('daily')?.decidedMs;
      };
      expect(await see(10)).toBe(10);
      await store.retireSchedules(['weekly']);
      expect(await see(20)).toBe(10);
      await store.retireSchedules(['daily']);
      expect(await store.scheduleIds()).toEqual(['daily']);
      expect(await see(30)).toBe(30);
    });

    test('authors whose settings cannot be used are known, and since when', async () => {
      const jane = { author: 'jane', why: 'config/jane.yaml:3: no', goesOn: false, sinceMs: 10 };
      const bob = { author: 'bob', why: 'config/bob.yaml:1: no', goesOn: true, sinceMs: 10 };
      await store.noteFaultyAuthors([jane, bob]);
      expect(await other.faultyAuthors()).toEqual([bob, jane]);
      await other.noteFaultyAuthors([
        { ...jane, sinceMs: 20 },
        { ...bob, goesOn: false, sinceMs: 20 },
      ]);
      expect(await store.faultyAuthors()).toEqual([{ ...bob, goesOn: false, sinceMs: 20 }, jane]);
      await store.noteFaultyAuthors([]);
      expect(await store.faultyAuthors()).toEqual([]);
    });

    describeHosts(() => [store, other]);

    test('clock changes and files that were read come back as they were kept', async () => {
      const zone = { zone: 'Europe/London', version: '2026a', segments: [{ fromMs: 1, untilMs: 2, offsetMs: 0 }] };
      await store.rememberZones([zone]);
      await store.rememberZones([{ ...zone, version: '2026b' }]);
      expect(await other.rememberedZones()).toEqual([{ ...zone, version: '2026b' }]);
      const file = { path: '/posts/a.md', signature: '1', read: '{}' };
      await store.rememberFiles([file, { ...file, path: '/posts/b.md' }], []);
      await store.rememberFiles([{ ...file, signature: '2' }], ['/posts/b.md']);
      expect(await other.rememberedFiles()).toEqual([{ ...file, signature: '2' }]);
    });

    test('what pages look up: deliveries by state and by article, where articles stand, and their readings', async () => {
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa', createdMs: 1, occasion: '1' }));
      await store.addDelivery(newDelivery({ id: 'bbbbbbbb', createdMs: 2, occasion: '2' }));
      const receipts = [0, 1].map((index) => ({ ...sent('bbbbbbbb', index).receipts[0], index }));
      await store.recordReceipts('bbbbbbbb', receipts, ['planned'], change('published'));
      expect((await store.deliveriesIn(['planned', 'held'], 9)).map(({ id }) => id)).toEqual(['aaaaaaaa']);
      expect((await store.deliveriesIn(['planned', 'published'], 1)).map(({ id }) => id)).toEqual(['bbbbbbbb']);
      expect((await store.deliveriesOf('article', 9)).map(({ id }) => id)).toEqual(['bbbbbbbb', 'aaaaaaaa']);
      const stand = { articleId: 'article', account: 'x', live: false, state: 'published', atMs: 2 };
      expect(await store.stands()).toEqual([stand]);
      const later = { ...reading, atMs: 40, ageMs: 37 };
      const gone = { ...later, atMs: 50, ageMs: 47, impressions: null, gone: true };
      await store.addSnapshots('bbbbbbbb', 0, [reading, later, gone, { ...reading, index: 1 }]);
    });

    test('an outcome is recorded whole or not at all, and a second time changes nothing', async () => {
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa' }));
      const lease = await store.takeLease('x/rehearsal', 'one', 1, 100);
      if (lease === null) throw new Error('no lease');
      await store.recordIntent({ delivery: 'aaaaaaaa', step: 0, attempt: 1, atMs: 2 }, lease);
      const outcome = sent('aaaaaaaa', 0);
      const broken = { ...outcome.receipts[0], index: 1, atMs: Number.NaN };
      const failing = store.recordOutcome({ ...outcome, receipts: [...outcome.receipts, broken] }, change('published'));
      await expect(failing).rejects.toThrow();
      expect(await other.delivery('aaaaaaaa')).toMatchObject({
        ...{ state: 'publishing', receipts: [], attempts: [{ outcome: null }] },
      });
      await store.recordOutcome(outcome, change('published'));
      const once = await other.delivery('aaaaaaaa');
      await store.recordOutcome(outcome, change('published'));
      expect(await other.delivery('aaaaaaaa')).toEqual(once);
      expect(once).toMatchObject({ state: 'published', receipts: outcome.receipts, attempts: [{ outcome: 'sent' }] });
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

const reading = {
  ...{ index: 0, atMs: 9, ageMs: 6, source: 'x', impressions: 4, likes: 0, reposts: 0, replies: 0, quotes: 0 },
  ...{ bookmarks: null, linkClicks: 7, profileClicks: 0, gone: false },
};

function change(state: NewDelivery['state']) {
  return { state, why: null, untilMs: null, atMs: 2 };
}

function sent(delivery: string, index: number) {
  const receipt = { index, id: `post-${index}`, uri: null, url: null, cid: null, atMs: 3 };
  return { delivery, step: index, attempt: 1, outcome: 'sent', receipts: [receipt] } as const;
}
