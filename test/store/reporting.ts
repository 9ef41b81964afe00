import { describe, expect, test } from 'vitest';
import { SIMULATED } from '../../src/report/groups.ts';
import type { ImportedPost } from '../../src/report/imported/history.ts';
import { NOTHING } from '../../src/report/numbers.ts';
import type { Snapshot } from '../../src/report/snapshot.ts';
import type { Store } from '../../src/store.ts';
import { newDelivery } from '../deliveries.ts';
import { snapshot } from '../report/numbers.ts';

/** What reports, machines and imports rely on, over the two connections of a conformance run. */
export function describeReporting(connections: () => readonly [Store, Store]): void {
  describe('for reports', () => {
    const published = { state: 'published', why: null, untilMs: null, atMs: 2 } as const;

    async function publish(store: Store, id: string, firstMs: number, change: Parameters<typeof newDelivery>[0] = {}) {
      await store.addDelivery(newDelivery({ id, occasion: id, ...change }));
      const receipts = [0, 1].map((index) => {
        return { index, id: `${id}-${index}`, uri: null, url: `https://x.com/${id}`, cid: null, atMs: firstMs + index };
      });
      await store.recordOutcome({ delivery: id, step: 0, attempt: 1, outcome: 'sent', receipts }, published);
    }

    test('threads come by when their first post appeared, each of the kind it is', async () => {
      const [store, other] = connections();
      await publish(store, 'cccccccc', 30, { live: true });
      await publish(store, 'aaaaaaaa', 10, { live: true, schedule: 'daily', slotMs: 9 });
      await publish(store, 'bbbbbbbb', 20);
      await publish(store, 'dddddddd', 40, { live: true });
      await store.addDelivery(newDelivery({ id: 'eeeeeeee', occasion: 'e' }));
      await store.addSnapshots('cccccccc', 1, [snapshot({ source: SIMULATED, atMs: 31 })]);
      const threads = await other.threadsBetween(10, 40);
      expect(threads.map(({ id, kind }) => [id, kind])).toEqual([
        ['aaaaaaaa', 'live'],
        ['bbbbbbbb', 'rehearsal'],
        ['cccccccc', 'simulated'],
      ]);
      expect(await other.comparedThreads(10, 40)).toEqual(
        threads.map(({ title: _, sent: __, url: ___, costUsd: ____, ...compared }) => compared),
      );
      expect(await Promise.all([1, 3, 4].map((newest) => other.nthNewest(newest, 40)))).toEqual([30, 10, null]);
      expect(threads[0]).toEqual({
        ...{ id: 'aaaaaaaa', articleId: 'article', title: 'A title', account: 'x', platform: 'x', kind: 'live' },
        ...{ schedule: 'daily', slotMs: 9, firstMs: 10, posts: 3, sent: 2, opening: 'post 1', costUsd: 0 },
        url: 'https://x.com/aaaaaaaa',
      });
    });

    test('a thread stands at an age as its posts were read nearest to it, from whichever source', async () => {
      const [store, other] = connections();
      await publish(store, 'aaaaaaaa', 10);
      await publish(store, 'bbbbbbbb', 90);
      const at = (index: number, ageMs: number, more: Partial<Snapshot>) =>
        snapshot({ index, ageMs, atMs: 10 + index + ageMs, ...more });
      await store.addSnapshots('aaaaaaaa', 9, [
        ...[at(0, 79, { impressions: 1 }), at(0, 90, { impressions: 2, likes: 1 }), at(0, 121, { impressions: 4 })],
        ...[at(1, 95, { gone: true }), at(1, 120, { impressions: 8, source: 'x-analytics' })],
      ]);
      await store.addSnapshots('bbbbbbbb', 9, [snapshot({ ageMs: 100, atMs: 190, impressions: 16 })]);
      expect(await other.agedThreads(0, 50, 100)).toEqual([
        { delivery: 'aaaaaaaa', posts: 2, numbers: { ...NOTHING, impressions: 10, likes: 1 } },
      ]);
      expect(await other.agedThreads(0, 50, 1_000)).toEqual([]);
    });

    test('a thread stands as each of its posts was read last, a vanished one with what it had before', async () => {
      const [store, other] = connections();
      await publish(store, 'aaaaaaaa', 10);
      await publish(store, 'bbbbbbbb', 90);
      await publish(store, 'cccccccc', 20);
      const read = [1, 5, 9].map((ageMs) => snapshot({ ageMs, atMs: 10 + ageMs, impressions: ageMs }));
      await store.addSnapshots('aaaaaaaa', 9, [
        ...[...read, snapshot({ gone: true, ageMs: 12, atMs: 22 })],
        ...[
          snapshot({ index: 1, atMs: 11, impressions: 2 }),
          snapshot({ index: 1, atMs: 18, impressions: 4, likes: 1 }),
        ],
        snapshot({ index: 1, atMs: 14, impressions: 3, source: 'x-analytics' }),
      ]);
      await store.addSnapshots('bbbbbbbb', 9, read);
      expect(await other.latestNumbers(0, 50)).toEqual([
        { delivery: 'aaaaaaaa', atMs: 19, numbers: { ...NOTHING, impressions: 13, likes: 1 } },
      ]);
      expect(await other.latestNumbers(91, 99)).toEqual([]);
    });

    test('machines are told what the store knows, of the newest posts only their numbers', async () => {
      const [store, other] = connections();
      await publish(store, 'aaaaaaaa', 5_000, { live: true, slotMs: 2_000 });
      await publish(store, 'bbbbbbbb', 9_000);
      await store.changeState('bbbbbbbb', ['published'], { ...published, state: 'needs-author' });
      await store.addSnapshots('bbbbbbbb', 1, [
        snapshot({ impressions: 1, atMs: 1 }),
        snapshot({ impressions: 4, atMs: 2 }),
      ]);
      await store.addCharge('x', 'read', { atMs: 1, what: 'owned read', count: 2, microUsd: 2_000 });
      await store.addCharge('x', 'read', { atMs: 2, what: 'owned read', count: 1, microUsd: 1_000 });
      const tally = await other.tally(3);
      expect(tally).toMatchObject({
        ...{ absentReads: 0, halfThreads: 1, slotLagsMs: [3_000], further: 1 },
        costs: [{ account: 'x', purpose: 'read', microUsd: 3_000 }],
        newest: [
          { delivery: 'bbbbbbbb', index: 1, impressions: null },
          { delivery: 'bbbbbbbb', index: 0, live: false, impressions: 4 },
          { delivery: 'aaaaaaaa', index: 1, live: true, impressions: null },
        ],
      });
      expect(tally.posts).toContainEqual({ platform: 'x', live: true, result: 'sent', count: 2 });
      expect(tally.deliveries).toContainEqual({ platform: 'x', live: false, state: 'needs-author', count: 1 });
    });

    const post = (id: string, impressions: number | null): ImportedPost => {
      const { likes, reposts, replies, quotes, bookmarks } = snapshot();
      return {
        id,
        url: `u/${id}`,
        text: id,
        postedMs: 5,
        numbers: { impressions, likes, reposts, replies, quotes, bookmarks },
      };
    };
    const file = { account: 'x', platform: 'x', source: 'x-analytics' as const };

    test('an import is stored once, whole or not at all', async () => {
      const [store, other] = connections();
      const posts = [post('1', 10), post('2', null)];
      expect(await store.importNumbers({ ...file, observedMs: 50, posts })).toEqual({ posts: 2, readings: 2 });
      expect(await store.importNumbers({ ...file, observedMs: 60, posts })).toEqual({ posts: 0, readings: 0 });
      const broken = { ...post('3', 1), postedMs: Number.NaN };
      await expect(store.importNumbers({ ...file, observedMs: 70, posts: [post('4', 1), broken] })).rejects.toThrow();
      const standing = { account: 'x', platform: 'x' };
      expect(await other.importedPosts(100)).toEqual(posts.map((each) => ({ ...each, ...standing })));
      expect(await other.importedPosts(5)).toEqual([]);
    });

    test('of each number the last known stands, and what Spool itself published is no history', async () => {
      const [store, other] = connections();
      await publish(store, 'aaaaaaaa', 1);
      await store.importNumbers({ ...file, observedMs: 50, posts: [post('1', 10), post('aaaaaaaa-0', 7)] });
      await store.importNumbers({ ...file, observedMs: 90, posts: [post('1', 12)] });
      await store.importNumbers({ ...file, source: 'x-archive', observedMs: 95, posts: [post('1', null)] });
      const history = await other.importedPosts(100);
      expect(history.map(({ id, numbers }) => [id, numbers.impressions])).toEqual([['1', 12]]);
    });
  });
}
