import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readRecord } from '../../src/commands/report.ts';
import { readAnalytics } from '../../src/report/imported/x-analytics.ts';
import { monthReport } from '../../src/report/month.ts';
import type { Snapshot } from '../../src/report/snapshot.ts';
import { DAY_MS } from '../../src/schedule/duration.ts';
import type { Store } from '../../src/store.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { newDelivery, plannedPosts } from '../deliveries.ts';
import { AGES_MS, shareSeen } from '../report/simulated-quarter.ts';
import { figure, median, print } from './print.ts';

const MILLION = 1_000_000;
const POSTS = 9;
const THREADS = Math.ceil(MILLION / (POSTS * AGES_MS.length));
/** Two platforms, two accounts each: seven thousand threads in less than five years. */
const PER_DAY = 4;
const START_MS = Date.UTC(2022, 0, 1, 9);

/** A million snapshots, and everything that is asked of them. */
export async function benchNumbers(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'spool-numbers-'));
  try {
    await benchLog(join(folder, 'log'));
    await benchImport(join(folder, 'import'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchLog(folder: string): Promise<void> {
  let store = openStore(folder);
  const start = performance.now();
  await addMillion(store);
  const seconds = (performance.now() - start) / 1_000;
  await store.close();
  figure('a million snapshots, file', statSync(join(folder, 'spool.db')).size / 1e6, 'MB', { most: 45 });
  print(`  logged as they come, every day's readings of a thread committed durably: ${seconds.toFixed(1)} s`);
  store = openStore(folder);
  try {
    await addThreads(store);
    figure('the impressions of one thread', await medianMs(21, () => store.snapshots(idOf(THREADS >> 1))), 'ms', {
      most: 50,
    });
    const wanted = { month: '2026-06', zone: 'Europe/London', ageMs: DAY_MS, account: undefined, rehearsal: false };
    const month = async () => monthReport(await readRecord(store, wanted));
    const { standings, ofYear } = await month();
    print(`  month of ${standings.length} threads, compared with ${ofYear} of twelve months`);
    figure('the month’s report', (await medianMs(5, month)) / 1_000, 's', { most: 1 });
  } finally {
    await store.close();
  }
}

function idOf(thread: number): string {
  return `n${String(thread).padStart(7, '0')}`;
}

function firstMs(thread: number): number {
  return START_MS + Math.floor(thread / PER_DAY) * DAY_MS + (thread % PER_DAY) * 3_600_000;
}

/** In the order of time, day by day, as the worker adds them: that is what the file looks like after years. */
async function addMillion(store: Store): Promise<void> {
  const byDay = new Map<number, { readonly thread: number; readonly agesMs: number[] }[]>();
  for (let thread = 0; thread < THREADS; thread += 1) {
    const days = Map.groupBy(AGES_MS, (age) => Math.floor((firstMs(thread) + age) / DAY_MS));
    for (const [day, agesMs] of days) byDay.set(day, [...(byDay.get(day) ?? []), { thread, agesMs }]);
  }
  for (const day of [...byDay.keys()].toSorted((a, b) => a - b)) {
    for (const { thread, agesMs } of byDay.get(day) ?? []) {
      await store.addSnapshots(
        idOf(thread),
        Math.max(...agesMs),
        agesMs.flatMap((ageMs) => readingOf(thread, ageMs)),
      );
    }
  }
}

function readingOf(thread: number, ageMs: number): Snapshot[] {
  const isX = thread % 2 === 0;
  return Array.from({ length: POSTS }, (_, index) => {
    const views = Math.round((4_000 / (index + 1)) * shareSeen(ageMs, 0.7));
    return {
      ...{
        index,
        atMs: firstMs(thread) + ageMs,
        ageMs: ageMs - index * 400,
        source: isX ? 'x' : 'bluesky',
        gone: false,
      },
      ...{ impressions: isX ? views : null, likes: views >> 6, reposts: views >> 8, replies: views >> 9 },
      ...{ quotes: views >> 10, bookmarks: isX ? views >> 8 : null, linkClicks: null, profileClicks: null },
    };
  });
}

async function addThreads(store: Store): Promise<void> {
  const text = 'A post of an ordinary length, of which there are nine. '.repeat(5);
  const posts = plannedPosts(POSTS).map((each) => ({ post: { ...each.post, text }, payload: { text } }));
  for (let thread = 0; thread < THREADS; thread += 1) {
    const [id, atMs] = [idOf(thread), firstMs(thread)];
    const account = `account-${thread % PER_DAY}`;
    const article = { id, title: `Article ${thread}`, source: 'posts/a.md', contentHash: id };
    const platform = thread % 2 === 0 ? 'x' : 'bluesky';
    const slot = { schedule: `daily-${thread % PER_DAY}`, slotKey: id, slotMs: atMs };
    const plan = { posts, steps: [posts.map((_, index) => index)], costUsd: 0.3 };
    await store.addDelivery(
      newDelivery({ id, account, article, platform, plan, live: true, createdMs: atMs, ...slot }),
    );
    const receipts = posts.map((_, index) => ({
      index,
      id: `${thread}${index}`,
      uri: null,
      url: null,
      cid: null,
      atMs,
    }));
    await store.recordOutcome(
      { delivery: id, step: 0, attempt: 1, outcome: 'sent', receipts },
      { state: 'published', why: null, untilMs: null, atMs },
    );
  }
}

/** A year's export of a million posts would be absurd; what it shows is what the store adds to SQLite itself. */
async function benchImport(folder: string): Promise<void> {
  const lines = Array.from({ length: MILLION }, (_, index) => {
    const id = `18${String(index).padStart(17, '0')}`;
    return `${id},"Fri, Nov 22, 2024","Post ${index}, with a comma",https://x.com/e/status/${id},${index % 9_000},${index % 90},0,1,0,0,2,3\r\n`;
  });
  const text = `Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts\r\n${lines.join('')}`;
  const start = performance.now();
  const options = { where: 'bench.csv', handle: 'e', postedMs: (id: string) => Number(BigInt(id) >> 22n) };
  const { posts, source } = readAnalytics(text, options);
  const readMs = performance.now() - start;
  const store = openStore(folder);
  try {
    const bareMs = bareLoop(join(folder, 'bare.db'), posts);
    const begun = performance.now();
    await store.importNumbers({ account: 'x', platform: 'x', source, observedMs: Date.UTC(2026, 10, 24), posts });
    const storeMs = performance.now() - begun;
    print(
      `  a CSV of a million posts: read ${seconds(readMs)}, stored ${seconds(storeMs)}, bare loop ${seconds(bareMs)}`,
    );
    figure('import of a million against a bare insert loop', storeMs / bareMs, 'times', { most: 2 });
  } finally {
    await store.close();
  }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

/** The same rows into the same tables, with nothing but prepared statements in one transaction. */
function bareLoop(path: string, posts: ReturnType<typeof readAnalytics>['posts']): number {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE imported_post (account TEXT, id TEXT, platform TEXT, url TEXT, text TEXT, posted_ms INTEGER,
      PRIMARY KEY (account, id)) WITHOUT ROWID;
    CREATE INDEX imported_post_by_time ON imported_post (posted_ms);
    CREATE TABLE imported_snapshot (account TEXT, post TEXT, at_ms INTEGER, source TEXT, impressions INTEGER, likes INTEGER,
      reposts INTEGER, replies INTEGER, quotes INTEGER, bookmarks INTEGER,
      PRIMARY KEY (account, post, at_ms, source)) WITHOUT ROWID`);
  const post = database.prepare('INSERT INTO imported_post VALUES (?, ?, ?, ?, ?, ?)');
  const snapshot = database.prepare('INSERT INTO imported_snapshot VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const start = performance.now();
  database.exec('BEGIN');
  for (const { id, url, text, postedMs, numbers } of posts) {
    const { impressions, likes, reposts, replies, quotes, bookmarks } = numbers;
    post.run('x', id, 'x', url, text, postedMs);
    snapshot.run('x', id, 1, 'x-analytics', impressions, likes, reposts, replies, quotes, bookmarks);
  }
  database.exec('COMMIT');
  const ms = performance.now() - start;
  database.close();
  return ms;
}

async function medianMs(times: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return median(taken);
}
