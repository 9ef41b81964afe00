import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Delivery, OPEN_STATES, type State } from '../../src/delivery/delivery.ts';
import type { Store } from '../../src/store.ts';
import { newDelivery, plannedPosts } from '../deliveries.ts';
import { type Child, startChild } from '../servers/child.ts';
import type { HostSettings } from './host.ts';
import type { Published } from './platform.ts';

export interface Work {
  readonly accounts: number;
  readonly threads: number;
  readonly posts: number;
}

/** Waiting times in the order of the real ones, short enough for a test in real time. */
export const SHORT: Pick<HostSettings, 'timing' | 'settling' | 'tickMs'> = {
  timing: {
    staleMs: 1_000,
    requestMs: 1_000,
    backoffMs: 100,
    backoffMostMs: 500,
    rereadMs: 200,
    leaseMs: 2_000,
    resends: 9,
  },
  settling: { reads: 2, apartMs: 300, quarantineMs: 1_500 },
  tickMs: 500,
};

/** Threads spread over the accounts, all due now. */
export async function addThreads(store: Store, { accounts, threads, posts }: Work): Promise<void> {
  const steps = Array.from({ length: posts }, (_, index) => [index]);
  const plan = { posts: plannedPosts(posts), steps, costUsd: 0 };
  const nowMs = Date.now();
  for (let thread = 0; thread < threads; thread++) {
    const id = `t${thread}`;
    await store.addDelivery(
      newDelivery({ id, occasion: id, account: `account-${thread % accounts}`, createdMs: nowMs, plan }),
    );
  }
}

export function startHost(settings: HostSettings): Promise<Child> {
  return startChild({ args: [fileURLToPath(new URL('host.ts', import.meta.url)), JSON.stringify(settings)] });
}

/** Resolves when nothing is open any more; what is given up is said. */
export async function untilDone(store: Store, patienceMs: number): Promise<void> {
  const startMs = performance.now();
  for (;;) {
    const open = await store.deliveriesIn([...OPEN_STATES], 1).catch(() => null);
    if (open?.length === 0) return;
    if (performance.now() - startMs > patienceMs) throw new Error(`still open: ${JSON.stringify(open?.[0])}`);
    await wait(250);
  }
}

/** What is wrong, judged by what the platform has: doubled, lost, out of order, two threads at once, or silent. */
export async function faultsOf(store: Store, truth: readonly Published[], { posts, threads }: Work): Promise<string[]> {
  const deliveries = await store.deliveries(threads + 1);
  const byDelivery = Map.groupBy(truth, ({ delivery }) => delivery);
  const found = deliveries.length === threads ? [] : [`${deliveries.length} deliveries instead of ${threads}`];
  for (const { id, state, why, receipts } of deliveries) {
    const own = byDelivery.get(id) ?? [];
    const shown = own.map(({ index }) => index).join(' ');
    const wanted = Array.from({ length: posts }, (_, index) => index).join(' ');
    const told: readonly State[] = ['needs-author', 'failed'];
    if (state === 'published' && shown !== wanted) found.push(`${id}: published as ${shown}`);
    else if (state !== 'published' && !(told.includes(state) && why)) found.push(`${id}: ${state} without a word`);
    if (new Set(shown.split(' ')).size !== own.length) found.push(`${id}: doubled (${shown})`);
    for (const [place, { parent }] of own.entries())
      if (parent !== (own[place - 1]?.id ?? null)) found.push(`${id}: post ${place} answers ${parent}`);
    if (receipts.some((receipt) => !own.some((post) => post.id === receipt.id))) found.push(`${id}: made-up receipt`);
  }
  for (const [account, own] of Map.groupBy(truth, ({ account }) => account)) {
    const runs = own.filter((post, place) => post.delivery !== own[place - 1]?.delivery);
    if (runs.length !== new Set(own.map(({ delivery }) => delivery)).size) found.push(`${account}: threads mixed`);
  }
  return found;
}

/**
 * How long each account waited for each of its turns, in milliseconds, sorted: from when it was free, with a thread due,
 * until something was about to be sent for it. What the platform does then is not waiting for a turn.
 */
export function turnWaits(deliveries: readonly Delivery[], startMs: number): readonly number[] {
  return [...Map.groupBy(deliveries, ({ account }) => account).values()]
    .flatMap((own) => {
      const turns = own.flatMap(({ attempts, updatedMs }) => {
        const [first] = attempts;
        return first === undefined ? [] : [{ fromMs: first.intentMs, toMs: updatedMs }];
      });
      turns.sort((a, b) => a.fromMs - b.fromMs);
      return turns.map(({ fromMs }, place) => fromMs - (turns[place - 1]?.toMs ?? startMs));
    })
    .toSorted((a, b) => a - b);
}
