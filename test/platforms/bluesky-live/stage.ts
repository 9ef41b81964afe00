import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Delivery, Plan, PlannedPost } from '../../../src/delivery/delivery.ts';
import { OPEN_STATES } from '../../../src/delivery/delivery.ts';
import { DEFAULT_TIMING } from '../../../src/delivery/timing.ts';
import type { Gate } from '../../../src/platforms/bluesky/gate.ts';
import { type Lock, lockUnder } from '../../../src/platforms/bluesky/locked-text.ts';
import { type BlueskyOptions, blueskyPublisher } from '../../../src/platforms/bluesky/publisher.ts';
import { bluesky as platform } from '../../../src/platforms/bluesky/pure.ts';
import type { LoadedMedium, Publisher, SendRequest, StepRequest } from '../../../src/publisher.ts';
import { openStore } from '../../../src/stores/sqlite/open.ts';
import type { Post } from '../../../src/thread/thread.ts';
import type { SpoolEvent } from '../../../src/worker/events.ts';
import type { PublishingParts } from '../../../src/worker/parts.ts';
import { publish } from '../../../src/worker/publish.ts';
import { newDelivery } from '../../deliveries.ts';
import { WorldClock } from '../../publishing/world.ts';
import { type Bluesky, type BlueskyAccount, createAccount } from '../../servers/bluesky.ts';
import { type CutProxy, startCutProxy } from '../../servers/cut-proxy.ts';

/** One pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const picture: LoadedMedium = { bytes: PNG, mimeType: 'image/png', width: 1, height: 1 };

/** What a process keeps in the store beside deliveries. */
export class Memory {
  session: string | null = null;
  readonly saved: (string | null)[] = [];
  readonly spends: { readonly atMs: number; readonly points: number }[] = [];

  readonly sessions = {
    load: async () => this.session,
    save: async (text: string | null) => {
      this.session = text;
      this.saved.push(text);
    },
  };
  readonly points = {
    spent: async (sinceMs: number) =>
      this.spends.filter(({ atMs }) => atMs >= sinceMs).reduce((sum, { points }) => sum + points, 0),
    add: async (atMs: number, points: number) => {
      this.spends.push({ atMs, points });
    },
  };
}

/** A live account on the real server, behind a proxy that fails where it is told to. */
export interface Stage {
  readonly account: BlueskyAccount;
  /** The records that really are there and were not when the stage was set, the newest first. */
  records(collection?: string): Promise<readonly Shown[]>;
  readonly proxy: CutProxy;
  readonly clock: WorldClock;
  readonly memory: Memory;
  readonly publisher: Publisher;
  /** Another process of the same account: it knows only what the memory has kept. */
  restart(change?: Partial<BlueskyOptions>): Publisher;
}

/** A record as the server gives it to anybody. */
export interface Shown {
  readonly uri: string;
  readonly cid: string;
  readonly value: Readonly<Record<string, unknown>>;
}

let stages = 0;
const accounts = new Map<string, Promise<BlueskyAccount>>();

/** One account for all stages of a server: making one takes the server half a second. */
function sharedAccount(pds: string): Promise<BlueskyAccount> {
  const account = accounts.get(pds) ?? createAccount(pds);
  accounts.set(pds, account);
  return account;
}

export async function stage(bluesky: Bluesky, change: Partial<BlueskyOptions> = {}): Promise<Stage> {
  return stageFor(await sharedAccount(bluesky.pds), bluesky, change);
}

export async function stageFor(
  account: BlueskyAccount,
  { pds, appview }: Bluesky,
  change: Partial<BlueskyOptions> = {},
): Promise<Stage> {
  const all = await Promise.all([POSTS, GATES].map((collection) => allRecords(account, collection)));
  const before = new Set(all.flat().map(({ uri }) => uri));
  const proxy = await startCutProxy(pds);
  onTestFinished(() => proxy.close());
  const clock = new WorldClock();
  // Stages share an account: each has a day of its own.
  clock.jump(stages++ * 24 * 3_600_000);
  const memory = new Memory();
  const options: BlueskyOptions = {
    ...{ handle: account.handle, appPassword: account.appPassword, clock, requestMs: 30_000 },
    ...{ service: proxy.url, appView: appview ?? proxy.url, loadMedia: async () => picture },
    ...{ sessions: memory.sessions, points: memory.points, ...change },
  };
  const restart = (more: Partial<BlueskyOptions> = {}) => blueskyPublisher({ ...options, ...more });
  const records = async (collection = POSTS) =>
    (await allRecords(account, collection)).filter(({ uri }) => !before.has(uri));
  return { account, records, proxy, clock, memory, publisher: restart(), restart };
}

const POSTS = 'app.bsky.feed.post';
export const GATES = 'app.bsky.feed.threadgate';

/** Straight from the server, past the proxy. */
async function allRecords({ did, agent }: BlueskyAccount, collection: string): Promise<readonly Shown[]> {
  const records: Shown[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: { data: { cursor?: string; records: Shown[] } } = await agent.com.atproto.repo.listRecords({
      ...{ repo: did, collection, limit: 100, cursor },
    });
    records.push(...page.data.records);
    cursor = page.data.cursor;
  }
  return records;
}

/** Posts of a plan for Bluesky with these texts; `first` changes the first of them. */
export function planned(texts: readonly string[], first: Partial<Post> = {}, gate?: Gate): PlannedPost[] {
  return texts.map((text, index) => {
    const post = {
      ...{ text, length: platform.rules.measure(text), links: [], mentions: [], hashtags: [], images: [], card: null },
      ...{ why: '', ...(index === 0 ? first : {}) },
    };
    const payload = platform.payload(post, { language: 'en' });
    return { post, payload: gate === undefined || index > 0 ? payload : { ...payload, gate } };
  });
}

let deliveries = 0;

/** A delivery as the store would give it, not sealed yet. */
export function deliveryOf(posts: readonly PlannedPost[], change: Partial<Delivery> = {}): Delivery {
  return {
    ...newDelivery({
      id: `d${++deliveries}`,
      platform: 'bluesky',
      account: 'bluesky',
      live: true,
      state: 'publishing',
    }),
    plan: { posts, steps: platform.steps(posts.length), costUsd: 0 },
    ...{ receipts: [], removed: [], cause: null, anewMs: 0, attempts: [], measuredMs: -1, updatedMs: 1, ...change },
  };
}

/** The same, sealed. */
export async function sealed(on: Stage, delivery: Delivery, publisher = on.publisher): Promise<Delivery> {
  return { ...delivery, plan: await sealedPlan(on, delivery, publisher) };
}

async function sealedPlan({ clock }: Stage, delivery: Delivery, publisher: Publisher): Promise<Plan> {
  const plan = await publisher.seal?.(delivery, clock.nowMs());
  if (plan === undefined || 'kind' in plan) throw new Error(`not sealed: ${plan?.why}`);
  return plan;
}

export function step({ clock }: Stage, delivery: Delivery): StepRequest {
  return { delivery, step: 0, nowMs: clock.nowMs() };
}

export function sending(on: Stage, delivery: Delivery): SendRequest {
  return { ...step(on, delivery), mayLeave: () => true };
}

/** The tokens of the session that is kept, which only the app password opens. */
export async function tokensOf({ account, proxy, memory }: Stage): Promise<readonly string[]> {
  const text = await lockFor(account, proxy.url).open(memory.session ?? '');
  const { accessJwt, refreshJwt } = JSON.parse(text ?? '{}');
  return [accessJwt, refreshJwt];
}

/** As the adapter locks an account's session. */
export function lockFor({ handle, appPassword }: BlueskyAccount, service: string): Lock {
  return lockUnder(appPassword, `Bluesky session of ${handle} at ${service}`);
}

/** An address at which nothing listens. */
export async function deadAddress(): Promise<string> {
  const server = await startCutProxy('http://localhost');
  await server.close();
  return server.url;
}

/** How often the proxy was asked for something. */
export function count({ proxy }: Stage, method: string): number {
  return proxy.requests.filter((name) => name === `com.atproto.${method}`).length;
}

/** A worker with a real store, on a stage. */
export interface Work {
  readonly parts: PublishingParts;
  readonly events: SpoolEvent[];
  readonly folder: string;
  /** Stores and publishes it until it comes to an end, or has rested 30 times. */
  bring(delivery: Delivery): Promise<Delivery>;
}

export function worker(on: Stage, publisher = on.publisher): Work {
  const folder = mkdtempSync(join(tmpdir(), 'spool-bluesky-live-'));
  const store = openStore(folder);
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const events: SpoolEvent[] = [];
  const parts: PublishingParts = {
    ...{ store, clock: on.clock, timing: DEFAULT_TIMING, owner: 'worker', stopping: new AbortController().signal },
    ...{ emit: (event) => events.push(event), publisherFor: () => publisher, forbids: () => null },
    budget: { sendUsd: 0 },
  };
  const stored = async (id: string) => {
    const delivery = await store.delivery(id);
    if (delivery === null) throw new Error('the delivery is gone');
    return delivery;
  };
  const bring = async (delivery: Delivery) => {
    const { receipts: _, attempts: __, measuredMs: ___, updatedMs: ____, ...fresh } = delivery;
    await store.addDelivery({ ...fresh, state: 'planned', article: { ...fresh.article, id: fresh.id } });
    for (let round = 0; round < 30; round++) {
      await publish(parts, fresh.id);
      const { state, untilMs } = await stored(fresh.id);
      if (!OPEN_STATES.some((open) => open === state)) break;
      on.clock.pass(Math.max(1_000, (untilMs ?? 0) - on.clock.nowMs()));
    }
    return stored(fresh.id);
  };
  return { parts, events, folder, bring };
}
