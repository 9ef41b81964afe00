import { expect, test } from 'vitest';
import type { Store } from '../../src/store.ts';
import { HOST, newDelivery } from '../deliveries.ts';

const DAY_MS = 86_400_000;

/** Which workers there are, on two ways to one store. */
export function describeHosts(on: () => readonly [Store, Store]): void {
  const host = (owner: string) => ({ ...HOST, owner });

  test('the newest beat of any worker counts', async () => {
    const [store, other] = on();
    expect(await store.lastBeatMs()).toBeNull();
    await store.beat(host('one'), 5);
    await other.beat(host('two'), 3);
    expect(await store.lastBeatMs()).toBe(5);
    await store.beat(host('one'), 2);
    expect(await store.lastBeatMs()).toBe(3);
  });

  test('a worker is known by what it said of itself, when it was last seen and whether it stopped in order', async () => {
    const [store, other] = on();
    await store.beat(host('one'), 5);
    await other.beat({ ...HOST, owner: 'two', name: 'web', pid: 7, version: '2', startedMs: 4 }, 6);
    await other.beat({ ...HOST, owner: 'two', name: 'web', pid: 7, version: '2', startedMs: 4 }, 9);
    await store.leave('one', 7);
    await store.leave('nobody', 7);
    expect(await store.hosts(10)).toEqual([
      { owner: 'two', name: 'web', pid: 7, version: '2', startedMs: 4, seenMs: 9, leftMs: null, leases: [] },
      { ...host('one'), seenMs: 5, leftMs: 7, leases: [] },
    ]);
  });

  test('one that was not seen for a day is forgotten, and so are the longest silent beyond two hundred', async () => {
    const [store] = on();
    await store.beat(host('old'), 1);
    await store.beat(host('new'), DAY_MS + 1);
    expect(await store.hosts(DAY_MS)).toHaveLength(2);
    await store.beat(host('new'), DAY_MS + 2);
    expect((await store.hosts(DAY_MS)).map(({ owner }) => owner)).toEqual(['new']);
    for (let place = 0; place < 205; place++) await store.beat(host(`h${place}`), DAY_MS + 3 + place);
    const left = await store.hosts(DAY_MS);
    expect(left).toHaveLength(200);
    expect([left.at(0)?.owner, left.at(-1)?.owner]).toEqual(['h204', 'h5']);
  });

  test('what a worker holds is told with it, and whether it is sending there; what has run out is not', async () => {
    const [store] = on();
    await store.beat(host('one'), 5);
    await store.beat(host('two'), 4);
    await store.addDelivery(newDelivery({ id: 'd', account: 'x', live: true, state: 'planned' }));
    const lease = await store.takeLease('x/live', 'one', 10, 100);
    await store.takeLease('slots', 'one', 10, 100);
    await store.takeLease('y/live', 'two', 10, 20);
    await store.takeLease('z/live', 'by hand', 10, 100);
    const leases = async (nowMs: number) => (await store.hosts(nowMs)).map((each) => each.leases);
    const idle = { name: 'slots', isSending: false };
    expect(await leases(15)).toEqual([
      [idle, { name: 'x/live', isSending: false }],
      [{ name: 'y/live', isSending: false }],
    ]);
    if (lease === null) throw new Error('no lease');
    await store.recordIntent({ delivery: 'd', step: 0, attempt: 1, atMs: 20 }, lease);
    expect(await leases(30)).toEqual([[idle, { name: 'x/live', isSending: true }], []]);
    const change = { state: 'publishing', why: null, untilMs: null, atMs: 31 } as const;
    await store.recordOutcome({ delivery: 'd', step: 0, attempt: 1, outcome: 'sent', receipts: [] }, change);
    expect((await leases(32))[0]).toEqual([idle, { name: 'x/live', isSending: false }]);
  });
}
