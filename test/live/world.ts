import { renameSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { systemIo } from '../../src/commands/io.ts';
import { openSetting } from '../../src/commands/setting.ts';
import { studioInside } from '../../src/commands/studio/inside.ts';
import type { Delivery } from '../../src/delivery/delivery.ts';
import type { Store } from '../../src/store.ts';
import { openPostgresStore } from '../../src/stores/postgres/open.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { makeDelivery } from '../../src/worker/order.ts';
import { TestHome } from '../commands/spool.ts';
import { type Bluesky, type BlueskyAccount, createAccount } from '../servers/bluesky.ts';
import { type CutProxy, startCutProxy } from '../servers/cut-proxy.ts';
import { startXServer, type XServer } from '../x-server/server.ts';
import { testAccount, type XAccount } from '../x-server/settings.ts';
import type { XOptions } from '../x-server/x.ts';

/** A home with one live account on each platform: the X stand-in, and the real PDS behind a proxy that fails at will. */
export interface LiveWorld {
  readonly home: TestHome;
  readonly x: XServer;
  readonly proxy: CutProxy;
  readonly bluesky: BlueskyAccount;
  /** The store of the home, opened for one piece of work as another process would. */
  withStore<T>(work: (store: Store) => Promise<T>): Promise<T>;
  deliveries(): Promise<readonly Delivery[]>;
  /** Has the article planned for these accounts, as `spool publish` does, and leaves the sending to a worker. */
  enqueue(file: string, accounts?: readonly string[]): Promise<readonly string[]>;
  /** The posts that really are on Bluesky, in any order. */
  records(): Promise<readonly BlueskyRecord[]>;
}

export interface BlueskyRecord {
  readonly uri: string;
  readonly cid: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface WorldOptions {
  readonly x?: XOptions;
  /** Lines of `config/spool.yaml` beside the accounts. */
  readonly settings?: string;
  readonly xAccount?: XAccount;
  /** `postgres://…`; without it the store is embedded. */
  readonly database?: string;
}

/** Waiting times short enough for a test in real time, in the same order as the real ones. */
export const SHORT_WAITING = `waiting:
  request: 2s
  stale: 2s
  retry: 200ms
  retryMost: 1s
  reread: 200ms
  resends: 5
  lease: 3s
  absence: { reads: 2, apart: 200ms, after: 800ms }
`;

/** More than any test asks for: X's own limits are tested elsewhere. */
const NO_LIMITS = { create: 1e6, timeline: 1e6, me: 1e6, delete: 1e6 };

/** Everything is stopped and removed when the test ends. */
export async function liveWorld({ pds }: Bluesky, options: WorldOptions = {}): Promise<LiveWorld> {
  const { xAccount = testAccount } = options;
  const [x, proxy, bluesky] = await Promise.all([
    startXServer({ duplicates: 'off', limits: NO_LIMITS, accounts: [{ ...xAccount }], ...options.x }),
    startCutProxy(pds),
    createAccount(pds),
  ]);
  const home = new TestHome();
  onTestFinished(async () => {
    await home.remove();
    await Promise.all([x.close(), proxy.close()]);
  });
  // Articles of a test stand beside posts/, which the worker would read in a process of its own at every start.
  renameSync(home.file('posts'), home.file('articles'));
  const settings = options.settings ?? SHORT_WAITING;
  home.write('config/spool.yaml', configuration({ x: x.url, bluesky: proxy.url, handle: bluesky.handle }, settings));
  const { database } = options;
  home.write('.env', secrets(xAccount, bluesky.appPassword) + (database ? `SPOOL_DATABASE=${database}\n` : ''));
  const withStore = <T>(work: (store: Store) => Promise<T>) => inStore(home, database, work);
  return {
    ...{ home, x, proxy, bluesky, withStore },
    deliveries: () => withStore((store) => store.deliveries(1000)),
    enqueue: (file, accounts = ['x', 'bluesky']) => withStore((store) => enqueue(home, store, file, accounts)),
    records: () => recordsOf(bluesky),
  };
}

interface Addresses {
  readonly x: string;
  readonly bluesky: string;
  readonly handle: string;
}

/** No reading of numbers, and only loopback addresses: nothing here can reach a real platform. */
function configuration({ x, bluesky, handle }: Addresses, settings: string): string {
  return `timezone: Europe/London
accounts:
  - { id: x, platform: x, handle: ${testAccount.username}, live: true, credentials: X, service: "${x}" }
  - id: bluesky
    platform: bluesky
    handle: ${handle}
    live: true
    credentials: BLUESKY
    service: "${bluesky}"
    appView: "${bluesky}"
schedules: []
thread: { style: full }
impressions: { at: [29d] }
budget: { sendUsd: 10000 }
desk: { port: null }
${settings}`;
}

function secrets({ appKey, appSecret, accessToken, accessSecret }: XAccount, appPassword: string): string {
  return `X_APP_KEY=${appKey}
X_APP_SECRET=${appSecret}
X_ACCESS_TOKEN=${accessToken}
X_ACCESS_SECRET=${accessSecret}
BLUESKY_APP_PASSWORD=${appPassword}
`;
}

async function inStore<T>(
  home: TestHome,
  database: string | undefined,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = database === undefined ? openStore(home.file('data')) : await openPostgresStore(database);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function enqueue(home: TestHome, store: Store, file: string, accounts: readonly string[]): Promise<string[]> {
  const setting = openSetting({
    io: { ...systemIo(), environment: {}, currentFolder: home.path },
    directory: home.path,
  });
  const parts = { config: setting.config, clock: systemClock, studio: studioInside(setting) };
  const order = { source: file, articleId: file, occasion: '', repeat: 0, schedule: null, slot: null };
  const ids: string[] = [];
  for (const account of accounts) {
    const delivery = await makeDelivery(parts, { ...order, account });
    if (!(await store.addDelivery(delivery))) throw new Error(`${file} was there before`);
    ids.push(delivery.id);
  }
  return ids;
}

async function recordsOf({ did, agent }: BlueskyAccount): Promise<readonly BlueskyRecord[]> {
  const records: BlueskyRecord[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: { data: { cursor?: string; records: BlueskyRecord[] } } = await agent.com.atproto.repo.listRecords({
      ...{ repo: did, collection: 'app.bsky.feed.post', limit: 100, cursor },
    });
    records.push(...page.data.records);
    cursor = page.data.cursor;
  }
  return records;
}

/** An article of so many paragraphs, each a post of its own, that no other article shares a sentence with. */
export function article(name: string, paragraphs: number, picture = false): string {
  const text = Array.from({ length: paragraphs }, (_, index) => {
    const words = `In ${name} the part with the number ${index + 1} says something that no other part says`;
    return `${words}, and it goes on a little longer so that nothing else fits beside it in one post of a thread here.`;
  });
  const image = picture ? '\n\n![A bar chart of waiting times](images/average-wait.png)\n\n' : '\n\n';
  const [first = '', ...others] = text;
  return `---\ntitle: ${name}\nlanguage: en\n---\n\n${first}${image}${others.join('\n\n')}\n`;
}
