import type { Server } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Attempt, Delivery, Plan, PlannedPost, Receipt } from '../../../src/delivery/delivery.ts';
import type { Identity } from '../../../src/platforms/x/identity.ts';
import { type XOptions, xPublisher } from '../../../src/platforms/x/publisher.ts';
import { x as platform } from '../../../src/platforms/x/pure.ts';
import type { Charge, Publisher, SendRequest } from '../../../src/publisher.ts';
import type { Image } from '../../../src/thread/thread.ts';
import { newDelivery } from '../../deliveries.ts';
import { WorldClock } from '../../publishing/world.ts';
import { startXServer, type XServer } from '../../x-server/server.ts';
import { testAccount } from '../../x-server/settings.ts';
import type { XOptions as PlatformOptions } from '../../x-server/x.ts';

/** A live account of the stand-in, with a clock that both of them go by. */
export interface Stage {
  readonly x: XServer;
  readonly clock: WorldClock;
  readonly publisher: Publisher;
  readonly charges: Charge[];
  /** Another process of the same account: it knows nothing of what this one kept in memory. */
  restart(change?: Partial<XOptions>): Publisher;
}

const { appKey, appSecret, accessToken, accessSecret } = testAccount;

/** How long a request takes that is meant to be given up, in milliseconds. */
export const IMPATIENT = 150;

export async function stage(platformOptions: PlatformOptions = {}, change: Partial<XOptions> = {}): Promise<Stage> {
  const clock = new WorldClock();
  const x = await startXServer({ now: () => clock.nowMs(), ...platformOptions });
  onTestFinished(() => x.close());
  const charges: Charge[] = [];
  let known: Identity | null = null;
  const options: XOptions = {
    credentials: { appKey, appSecret, accessToken, accessSecret },
    handle: testAccount.username,
    service: x.url,
    nowMs: () => clock.nowMs(),
    requestMs: 30_000,
    loadMedia: async () => ({ bytes: Buffer.from('a picture'), mimeType: 'image/png', width: 1, height: 1 }),
    onCharge: (charge) => charges.push(charge),
    identity: {
      recall: async () => known,
      async remember(identity) {
        known = identity;
      },
    },
    pause: async () => {},
    ...change,
  };
  const restart = (more: Partial<XOptions> = {}) => xPublisher({ ...options, ...more });
  return { x, clock, publisher: restart(), charges, restart };
}

/** The port of loopback on which a server of the test's own listens until the test ends. */
export async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

/** The posts of a plan for X with these texts; `images` are those of the first. */
export function planned(texts: readonly string[], images: readonly Image[] = []): PlannedPost[] {
  return texts.map((text, index) => {
    const post = {
      ...{ text, length: platform.rules.measure(text), links: [], mentions: [], hashtags: [] },
      ...{ images: index === 0 ? images : [], card: null, why: '' },
    };
    return { post, payload: platform.payload(post, { language: 'en' }) };
  });
}

export function planOf(posts: readonly PlannedPost[]): Plan {
  const { usd: costUsd } = platform.cost(posts.map(({ post }) => post));
  return { posts, steps: platform.steps(posts.length), costUsd };
}

/** A delivery as the store would give it. */
export function deliveryOf(posts: readonly PlannedPost[], change: Partial<Delivery> = {}): Delivery {
  return {
    ...newDelivery({ plan: planOf(posts), live: true, state: 'publishing' }),
    ...{ receipts: [], removed: [], cause: null, anewMs: 0, attempts: [], measuredMs: -1, updatedMs: 1, ...change },
  };
}

export function receipt(index: number, id: string, atMs: number): Receipt {
  return { index, id, atMs, uri: null, url: null, cid: null };
}

export function attempt(step: number, number: number, intentMs: number, outcome: Attempt['outcome'] = null): Attempt {
  return { step, number, intentMs, outcome, why: null, absentMs: [] };
}

/** The request to send one post now. */
export function sending(delivery: Delivery, step: number, { clock }: Stage): SendRequest {
  return { delivery, step, nowMs: clock.nowMs(), mayLeave: () => true };
}

/** What the stand-in's ledger and the adapter's charges come to, by kind. */
export function bills({ x, charges }: Stage): { readonly theirs: Bill; readonly ours: Bill } {
  const theirs: Bill = {};
  for (const { what } of x.ledger.entries) theirs[what] = (theirs[what] ?? 0) + 1;
  const ours: Bill = {};
  const seen = new Set<string>();
  // As the store's ledger does: what is charged once a UTC day is told again whenever it is read.
  const isNew = (key: string) => seen.size < seen.add(key).size;
  for (const { what, count, atMs, resources } of charges) {
    const day = new Date(atMs).toISOString().slice(0, 10);
    const charged = resources?.filter((resource) => isNew(`${day} ${what} ${resource}`)).length ?? count;
    if (charged > 0) ours[what] = (ours[what] ?? 0) + charged;
  }
  return { theirs, ours };
}

type Bill = Record<string, number>;
