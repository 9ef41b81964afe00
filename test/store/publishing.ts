import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/delivery/delivery.ts';
import type { Lease } from '../../src/store/lanes.ts';
import type { Store } from '../../src/store.ts';
import { newDelivery, plannedPosts } from '../deliveries.ts';

/** What publishing relies on beyond single operations, over the two connections of a conformance run. */
export function describePublishing(connections: () => readonly [Store, Store]): void {
  describe('for publishing', () => {
    const sealed: Plan = { posts: plannedPosts(2), steps: [[0, 1]], costUsd: 0 };
    const receipt = (index: number) => ({ index, id: `post-${index}`, uri: null, url: null, cid: null, atMs: 3 });
    const change = { state: 'publishing', why: null, untilMs: null, atMs: 2 } as const;

    async function leaseOn(store: Store): Promise<Lease> {
      const lease = await store.takeLease('x/rehearsal', 'one', 0, 100);
      if (lease === null) throw new Error('the lease is free');
      return lease;
    }

    test('a sealed plan is stored with the first intent, and no later one changes it', async () => {
      const [store, other] = connections();
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa' }));
      const lease = await leaseOn(store);
      const refused = { delivery: 'aaaaaaaa', step: 0, attempt: 2, atMs: 1 };
      expect(await store.recordIntent(refused, lease, sealed)).toBe(false);
      expect((await other.delivery('aaaaaaaa'))?.plan.posts).toHaveLength(3);
      expect(await store.recordIntent({ ...refused, attempt: 1 }, lease, sealed)).toBe(true);
      expect((await other.delivery('aaaaaaaa'))?.plan).toEqual(sealed);
      await store.recordIntent(refused, lease, { ...sealed, costUsd: 7 });
      expect((await other.delivery('aaaaaaaa'))?.plan).toEqual(sealed);
    });

    test('no thread of an account is due before a started one that rests', async () => {
      const [store, other] = connections();
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa' }));
      await store.addDelivery(newDelivery({ id: 'bbbbbbbb', occasion: '2' }));
      await store.addDelivery(newDelivery({ id: 'cccccccc', account: 'other' }));
      await store.addDelivery(newDelivery({ id: 'dddddddd', live: true }));
      const due = async (nowMs: number) => (await other.dueDeliveries(nowMs)).map(({ id }) => id);
      await store.changeState('aaaaaaaa', ['planned'], { ...change, state: 'waiting', untilMs: 50 });
      expect(await due(10)).toEqual(['bbbbbbbb', 'cccccccc', 'dddddddd']);
      await store.changeState('aaaaaaaa', ['waiting'], change);
      await store.recordIntent({ delivery: 'aaaaaaaa', step: 0, attempt: 1, atMs: 1 }, await leaseOn(store));
      await store.changeState('aaaaaaaa', ['publishing'], { ...change, state: 'waiting', untilMs: 50 });
      expect(await due(10)).toEqual(['cccccccc', 'dddddddd']);
      expect(await due(50)).toEqual(['aaaaaaaa', 'cccccccc', 'dddddddd']);
      await store.changeState('aaaaaaaa', ['waiting'], { ...change, state: 'cancelled' });
      expect(await due(10)).toEqual(['bbbbbbbb', 'cccccccc', 'dddddddd']);
    });

    test('a thread that waits before its first post does not overtake a started one either', async () => {
      const [store, other] = connections();
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa' }));
      await store.addDelivery(newDelivery({ id: 'bbbbbbbb', occasion: '2', createdMs: 0 }));
      await store.changeState('bbbbbbbb', ['planned'], { ...change, state: 'waiting', untilMs: 5 });
      await store.recordIntent({ delivery: 'aaaaaaaa', step: 0, attempt: 1, atMs: 1 }, await leaseOn(store));
      await store.changeState('aaaaaaaa', ['publishing'], { ...change, state: 'waiting', untilMs: 50 });
      expect(await other.dueDeliveries(10)).toEqual([]);
      expect((await other.dueDeliveries(50)).map(({ id }) => id)).toEqual(['aaaaaaaa']);
    });

    test.for(['x', '*'])('no intent is made while %s is paused, whoever asked before the pause', async (account) => {
      const [store, other] = connections();
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa' }));
      const lease = await leaseOn(store);
      await other.pause(account, 1);
      const intent = { delivery: 'aaaaaaaa', step: 0, attempt: 1, atMs: 1 };
      expect(await store.recordIntent(intent, lease)).toBe(false);
      expect(await other.delivery('aaaaaaaa')).toMatchObject({ state: 'planned', attempts: [] });
      await other.resume(account);
      expect(await store.recordIntent(intent, lease)).toBe(true);
    });

    test('receipts of the author are kept with the state they lead to, or not at all', async () => {
      const [store, other] = connections();
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa', state: 'needs-author' }));
      const adopted = { ...change, isByAuthor: true };
      expect(await store.recordReceipts('aaaaaaaa', [receipt(0)], ['uncertain'], adopted)).toBe(false);
      expect((await other.delivery('aaaaaaaa'))?.receipts).toEqual([]);
      expect(await store.recordReceipts('aaaaaaaa', [receipt(0)], ['needs-author'], adopted)).toBe(true);
      expect(await other.delivery('aaaaaaaa')).toMatchObject({
        state: 'publishing',
        anewMs: 2,
        receipts: [receipt(0)],
      });
      await store.changeState('aaaaaaaa', ['publishing'], { ...change, atMs: 9 });
      expect(await other.delivery('aaaaaaaa')).toMatchObject({ anewMs: 2, updatedMs: 9 });
    });

    test('what of the account has to be mended is kept until the delivery goes on', async () => {
      const [store, other] = connections();
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa' }));
      expect(await other.delivery('aaaaaaaa')).toMatchObject({ cause: null });
      const stopped = { ...change, state: 'needs-author', why: 'no', cause: 'secrets' } as const;
      await store.changeState('aaaaaaaa', ['planned'], stopped);
      expect(await other.deliveriesIn(['needs-author'], 1)).toMatchObject([{ cause: 'secrets', why: 'no' }]);
      await store.changeState('aaaaaaaa', ['needs-author'], { ...change, state: 'waiting' });
      expect(await other.delivery('aaaaaaaa')).toMatchObject({ cause: null });
    });

    test('posts taken down are known, and a thread being taken down stays due', async () => {
      const [store, other] = connections();
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa', state: 'failed' }));
      await store.recordReceipts('aaaaaaaa', [receipt(0), receipt(1)], ['failed'], change);
      await store.changeState('aaaaaaaa', ['publishing'], { ...change, state: 'unpublishing' });
      await store.recordRemoval('aaaaaaaa', [1], 5);
      expect((await other.dueDeliveries(9))[0]).toMatchObject({ id: 'aaaaaaaa', removed: [1] });
      expect((await other.delivery('aaaaaaaa'))?.receipts).toHaveLength(2);
    });

    test('a standstill is told once, whoever notices it, and the next one again', async () => {
      const [store, other] = connections();
      await store.addDelivery(newDelivery({ id: 'aaaaaaaa', state: 'needs-author' }));
      expect(await store.begunDeliveries(9)).toEqual([]);
      await store.recordReceipts('aaaaaaaa', [receipt(0)], ['needs-author'], change);
      const { atMs } = receipt(0);
      expect((await store.begunDeliveries(atMs)).map(({ id }) => id)).toEqual(['aaaaaaaa']);
      expect(await store.begunDeliveries(atMs - 1)).toEqual([]);
      const raised = await Promise.all([store.raiseAlarm('aaaaaaaa', 3), other.raiseAlarm('aaaaaaaa', 3)]);
      expect(raised.toSorted()).toEqual([false, true]);
      expect(await store.raiseAlarm('aaaaaaaa', 4)).toBe(true);
    });

    test('an account’s memory and the units it has spent are its own', async () => {
      const [store, other] = connections();
      await store.remember('x', 'session', 'one');
      await store.remember('x', 'session', 'two');
      expect([await other.recall('x', 'session'), await other.recall('y', 'session')]).toEqual(['two', null]);
      await store.remember('x', 'session', null);
      expect(await other.recall('x', 'session')).toBeNull();
      await store.spendUnits('x', 5, 3);
      await other.spendUnits('x', 7, 4);
      await store.spendUnits('y', 7, 100);
      expect([await store.spentUnits('x', 5), await store.spentUnits('x', 6), await store.spentUnits('z', 0)]).toEqual([
        7, 4, 0,
      ]);
    });
  });
}
