import { afterEach, expect, test } from 'vitest';
import { embeddedQueue } from '../../src/queues/embedded/queue.ts';
import { NO_MANNERS, parseQuietHours } from '../../src/schedule/manners.ts';
import type { Store } from '../../src/store.ts';
import { approve } from '../../src/worker/author.ts';
import { createWorker } from '../../src/worker/worker.ts';
import { articleOf, Stage } from './stage.ts';

const MINUTE = 60_000;
const SLOT_MS = Date.UTC(2026, 10, 25, 9);
const MOST_STEPS = 200;

let stage: Stage;
afterEach(() => stage.close());

/** The store as a process sees it that is killed at its n-th call: before it, or after it but before its answer. */
function mortal(store: Store, at: number, isAfter: boolean): { readonly store: Store; readonly calls: () => number } {
  let calls = 0;
  const dead = () => new Promise<never>(() => {});
  const wrapped = new Proxy(store, {
    get(target, name, receiver) {
      const operation: unknown = Reflect.get(target, name, receiver);
      if (typeof operation !== 'function') return operation;
      return async (...given: unknown[]) => {
        calls += 1;
        if (calls > at || (calls === at && !isAfter)) return dead();
        const answer: unknown = await Reflect.apply(operation, target, given);
        return calls === at ? dead() : answer;
      };
    },
  });
  return { store: wrapped, calls: () => calls };
}

/** A schedule to an account that is quiet until ten past nine, and to one whose deliveries ask for approval. */
async function openStage(): Promise<void> {
  stage = new Stage();
  const quiet = parseQuietHours('22:00-09:10', 'test');
  stage.setAccounts({ manners: { zone: 'Europe/London', ...NO_MANNERS, quiet } }, 'x');
  stage.setAccounts({ approve: true }, 'bluesky');
  stage.add(articleOf('posts/a.md'), articleOf('posts/b.md'));
  await stage.worker('first').tick();
}

/** Approves what is held, and has a worker begin a tick that it does not survive. Answers whether it came to its end. */
async function crash(at: number, isAfter: boolean): Promise<boolean> {
  const { store, calls } = mortal(stage.store, at, isAfter);
  const worker = createWorker({ ...stage.parts('mortal'), store }, embeddedQueue(1));
  const tick = worker.tick().then(() => 'done');
  await Promise.race([tick, new Promise((resolve) => setImmediate(resolve))]);
  for (let turn = 0; turn < 200 && calls() < at; turn++) await new Promise((resolve) => setImmediate(resolve));
  return calls() < at;
}

/** What must hold whatever happened: the slot is served once, each account has its article once, complete. */
async function checkEnd(what: string): Promise<void> {
  const slots = (await stage.store.slots(10)).filter(({ slotMs }) => slotMs === SLOT_MS);
  expect(slots, what).toMatchObject([{ outcome: 'served' }]);
  const made = (await stage.store.deliveries(100)).filter(({ slotMs }) => slotMs === SLOT_MS);
  const states = made.map(({ account, state }) => `${account} ${state}`).toSorted();
  expect(states, what).toEqual(['bluesky published', 'x published']);
  const posts = (await stage.store.timeline(100, false)).length;
  expect(posts, what).toBe(made.reduce((sum, { plan }) => sum + plan.posts.length, 0));
}

test.each([false, true])(
  'a worker killed at any call of the tick of a slot leaves nothing half (after it: %s)',
  async (isAfter) => {
    for (let at = 1; at <= MOST_STEPS; at++) {
      await openStage();
      const held = (await stage.store.unbegun()).find(({ state }) => state === 'held');
      await approve(stage.parts('author'), held?.id ?? '');
      stage.clock.pass(SLOT_MS + 1_000 - stage.clock.nowMs());
      const isOver = await crash(at, isAfter);
      await stage.runUntil(stage.worker('next'), SLOT_MS + 15 * MINUTE, 20_000);
      await checkEnd(`killed at call ${at}`);
      if (isOver) return;
      await stage.close();
    }
    throw new Error('the tick never came to its end');
  },
  120_000,
);

test.each([false, true])(
  'a worker killed while it plans ahead, or anew after an edit, asks again (after it: %s)',
  async (isAfter) => {
    for (let at = 1; at <= MOST_STEPS; at++) {
      await openStage();
      stage.add(articleOf('posts/a.md', { title: 'Edited' }));
      const isOver = await crash(at, isAfter);
      stage.clock.pass(MINUTE);
      const next = stage.worker('next');
      await next.tick();
      const held = (await stage.store.unbegun()).filter(({ state }) => state === 'held');
      expect(
        held.map(({ article }) => article.title),
        `killed at call ${at}`,
      ).toEqual(['Edited']);
      if (isOver) return;
      await stage.close();
    }
    throw new Error('the tick never came to its end');
  },
  120_000,
);
