import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import { DEFAULT_TIMING } from '../../src/delivery/timing.ts';
import { type Publisher, postsOf } from '../../src/publisher.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { publish } from '../../src/worker/publish.ts';
import { newDelivery, plannedPosts } from '../deliveries.ts';
import { figure } from './print.ts';

const THREADS = 40;
const POSTS = 25;
/** What a platform takes to answer; the worker's own time is held against it. */
const ANSWER_MS = 100;

/** A platform that takes everything at once, so that what remains is the worker and the store. */
const instant: Publisher = {
  settling: { reads: 1, apartMs: 0, quarantineMs: 0 },
  async send(request) {
    const receipts = postsOf(request).map(({ index }) => {
      return { index, id: `${request.delivery.id}-${index}`, uri: null, url: null, cid: null, atMs: request.nowMs };
    });
    return { kind: 'sent', receipts };
  },
  look: async () => ({ kind: 'absent' }),
  measure: async () => ({ read: new Map(), hindrance: null, notes: [] }),
};

/** Post steps a second, every intent and receipt committed durably. */
export async function benchPublishing(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'spool-bench-'));
  const store = openStore(folder);
  try {
    const parts = {
      ...{ store, clock: systemClock, timing: DEFAULT_TIMING, owner: 'bench', emit: () => {} },
      ...{
        stopping: new AbortController().signal,
        publisherFor: () => instant,
        forbids: () => null,
        budget: { sendUsd: 0 },
      },
    };
    const steps = Array.from({ length: POSTS }, (_, index) => [index]);
    const ids = Array.from({ length: THREADS }, (_, index) => `bench-${index}`);
    for (const id of ids)
      await store.addDelivery(
        newDelivery({ id, occasion: id, plan: { posts: plannedPosts(POSTS), steps, costUsd: 0 } }),
      );
    const start = performance.now();
    for (const id of ids) await publish(parts, id);
    const perStepMs = (performance.now() - start) / (THREADS * POSTS);
    figure('post steps with durable commits', 1000 / perStepMs, 'a second', { least: 500 });
    figure(`the worker's own time, of an answer of ${ANSWER_MS} ms`, (perStepMs / ANSWER_MS) * 100, '%', { most: 5 });
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
