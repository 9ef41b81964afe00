import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Look, Queue, Wanting } from '../../src/queue.ts';

const WAITS_MS = Date.UTC(2026, 10, 24);

/** What every queue keeps. `open` gives a further host of one fresh queue, with so many looks at a time. */
export function describeQueue(
  name: string,
  open: () => Promise<{ connect(atOnce: number): Queue; remove(): Promise<void>; readonly isShared: boolean }>,
): void {
  describe(`the ${name} queue`, () => {
    let place: Awaited<ReturnType<typeof open>>;
    const queues: Queue[] = [];
    beforeEach(async () => {
      place = await open();
    });
    afterEach(async () => {
      await Promise.all(queues.splice(0).map((queue) => queue.close()));
      await place.remove();
    });

    const lane = (account: string): Wanting => ({ account, live: true, waitsMs: WAITS_MS });
    async function host(look: Look, atOnce = 2): Promise<Queue> {
      const queue = place.connect(atOnce);
      queues.push(queue);
      await queue.start(look);
      return queue;
    }

    test('lanes are handed out in the order in which they were asked for, one look each', async () => {
      const looked: string[] = [];
      const queue = await host(async ({ account }) => looked.push(account) === 0, 1);
      await queue.add(['c', 'a', 'b', 'a', 'c'].map(lane));
      await queue.idle();
      expect(looked).toEqual(['c', 'a', 'b']);
      await queue.add([lane('a')]);
      await queue.idle();
      expect(looked).toEqual(['c', 'a', 'b', 'a']);
    });

    test('a lane that wants another look goes to the end: a long one keeps nobody waiting', async () => {
      const looked: string[] = [];
      const queue = await host(async ({ account }) => looked.push(account) < 7 && account === 'long', 1);
      await queue.add(['long', 'a', 'b'].map(lane));
      await queue.idle();
      expect(looked.slice(0, 4)).toEqual(['long', 'a', 'b', 'long']);
      expect(looked).toHaveLength(7);
    });

    test('never more looks than agreed, and as many as that', async () => {
      let [running, most] = [0, 0];
      const gate = Promise.withResolvers<void>();
      const queue = await host(async () => {
        most = Math.max(most, ++running);
        if (most === 3) gate.resolve();
        await gate.promise;
        running--;
        return false;
      }, 3);
      await queue.add(Array.from({ length: 20 }, (_, index) => lane(`account ${index}`)));
      await queue.idle();
      expect(most).toBe(3);
    });

    test('a look that hangs holds up no other lane', async () => {
      const hanging = Promise.withResolvers<boolean>();
      const others = Promise.withResolvers<void>();
      let looked = 0;
      const queue = await host(async ({ account }) => {
        if (account === 'slow') return hanging.promise;
        if (++looked === 10) others.resolve();
        return false;
      }, 2);
      await queue.add([lane('slow'), ...Array.from({ length: 10 }, (_, index) => lane(`account ${index}`))]);
      await others.promise;
      hanging.resolve(false);
      await queue.idle();
      expect(looked).toBe(10);
    });

    test('a queue that is closed hands out nothing more, and waits for what is under way', async () => {
      const begun = Promise.withResolvers<void>();
      const end = Promise.withResolvers<boolean>();
      const looked: string[] = [];
      const queue = await host(async ({ account }) => {
        looked.push(account);
        begun.resolve();
        return end.promise;
      }, 1);
      await queue.add(['a', 'b'].map(lane));
      await begun.promise;
      const closed = queue.close();
      queues.splice(0);
      end.resolve(false);
      await closed;
      expect(looked).toEqual(['a']);
    });

    test('hosts share the lanes where the queue is shared', async () => {
      if (!place.isShared) return;
      const looked: string[] = [];
      const look: Look = async ({ account }) => looked.push(account) === 0;
      const [one, two] = [await host(look), await host(look)];
      await one.add(Array.from({ length: 30 }, (_, index) => lane(`account ${index}`)));
      await two.add([lane('last')]);
      await Promise.all([one.idle(), two.idle()]);
      expect(looked.toSorted()).toEqual([...new Set(looked)].toSorted());
      expect(looked).toHaveLength(31);
    });
  });
}
