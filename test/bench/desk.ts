import { setTimeout } from 'node:timers/promises';
import { printed, TestHome } from '../commands/spool.ts';
import { newDelivery } from '../deliveries.ts';
import { Stage } from '../desk/stage.ts';
import { residentMb } from './memory.ts';
import { figure, median, print } from './print.ts';

const ARTICLES = 500;
const DELIVERIES = 5_000;
const POSTS = 8;
const READINGS = 25;
const HOUR_MS = 3_600_000;

/** Server time of every page of the desk, with years of work behind it. */
export async function benchDesk(): Promise<void> {
  const stage = new Stage();
  try {
    await furnish(stage);
    for (const [name, path] of Object.entries(await pagesOf(stage))) {
      const { first, times } = await timed(stage, path);
      print(`  ${name}, first time: ${first.toFixed(0)} ms`);
      figure(name, median(times), 'ms', { most: 200 });
    }
  } finally {
    await stage.close();
  }
  await deskIdleMb();
  figure('worker idle after its first rehearsal, the desk open', await deskIdleMb(), 'MB', { most: 115 });
}

/** Longer than the desk waits before it gives memory back. */
const RESTED_MS = 15_000;

/** With every page of the desk looked at once, and left alone since; the first start compiles and is not counted. */
async function deskIdleMb(): Promise<number> {
  const home = new TestHome();
  try {
    const worker = home.startWith({ SPOOL_DESK_PORT: '0' }, 'run');
    const [, address = ''] = await printed(worker, /Your desk is at (http:\S+)\//);
    await printed(worker, /read at once[\s\S]*read at once/);
    for (const path of ['', 'threads', 'schedules', 'impressions', 'timeline', 'accounts']) {
      await (await fetch(`${address}/${path}`)).text();
    }
    await setTimeout(RESTED_MS);
    return residentMb(worker.child.pid);
  } finally {
    await home.remove();
  }
}

async function timed(stage: Stage, path: string) {
  const once = async () => {
    const from = performance.now();
    await stage.page(path);
    return performance.now() - from;
  };
  const first = await once();
  const times: number[] = [];
  for (let index = 0; index < 7; index += 1) times.push(await once());
  return { first, times };
}

async function pagesOf({ store }: Stage): Promise<Record<string, string>> {
  const [newest] = await store.deliveries(1);
  return {
    'desk: today': '/',
    'desk: threads': '/threads',
    'desk: threads, searched': '/threads?q=town',
    'desk: a thread': '/threads/posts%2F0042.md',
    'desk: its editor': '/threads/posts%2F0042.md/edit/x',
    'desk: schedules': '/schedules',
    'desk: a schedule': '/schedules/of/mornings',
    'desk: impressions': '/impressions',
    'desk: impressions of one thread': `/impressions/${newest?.id}`,
    'desk: timeline': '/timeline',
    'desk: accounts': '/accounts',
    'desk: a delivery': `/deliveries/${newest?.id}`,
  };
}

async function furnish(stage: Stage): Promise<void> {
  const from = performance.now();
  for (let index = 0; index < ARTICLES; index += 1) {
    stage.write(`posts/${String(index).padStart(4, '0')}.md`, articleText(index));
  }
  for (let index = 0; index < DELIVERIES; index += 1) await deliver(stage, index);
  const { entries } = await stage.parts.library.scan();
  print(
    `  ${entries.length} articles, ${DELIVERIES} deliveries, ${DELIVERIES * POSTS * READINGS} snapshots, made in ${((performance.now() - from) / 1000).toFixed(0)} s`,
  );
}

function articleText(index: number): string {
  const sentences = Array.from(
    { length: 12 },
    (_, n) => `Sentence ${n} of article ${index} says something about the town and its people.`,
  );
  return `---\ntitle: Article ${index} about the town\ndate: 2026-${String(1 + (index % 11)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}\n---\n\n${sentences.join(' ')}\n\n${sentences.join(' ')}\n`;
}

/** Two a day in each of the last years, the newest yesterday; every post read at every age. */
async function deliver({ store, nowMs }: Stage, index: number): Promise<void> {
  const platform = index % 2 === 0 ? 'x' : 'bluesky';
  const id = `d${String(index).padStart(7, '0')}`;
  const outMs = nowMs - (DELIVERIES - index) * 5 * HOUR_MS;
  const posts = Array.from({ length: POSTS }, (_, n) => {
    const text = `Post ${n} of delivery ${index}. `.repeat(8).slice(0, 250);
    const post = {
      text,
      length: { value: 250, limit: 280, unit: 'weighted characters' },
      links: [],
      mentions: [],
      hashtags: [],
      images: [],
      card: null,
      why: 'at the end of a sentence',
    };
    return { post, payload: { text } };
  });
  const article = {
    id: `article-${index % ARTICLES}`,
    title: `Article ${index % ARTICLES} about the town`,
    source: `posts/${String(index % ARTICLES).padStart(4, '0')}.md`,
    contentHash: 'hash',
  };
  await store.addDelivery(
    newDelivery({
      id,
      platform,
      account: platform,
      live: true,
      article,
      occasion: id,
      createdMs: outMs,
      slotMs: outMs,
      slotKey: id,
      schedule: 'mornings',
      plan: { posts, steps: posts.map((_, n) => [n]), costUsd: 0.12 },
    }),
  );
  const receipts = posts.map((_, n) => ({
    index: n,
    id: `${id}-${n}`,
    uri: null,
    url: null,
    cid: null,
    atMs: outMs + n,
  }));
  await store.recordReceipts(id, receipts, ['planned'], { state: 'published', why: null, untilMs: null, atMs: outMs });
  await store.addSnapshots(id, 30 * 24 * HOUR_MS, readings(platform, outMs));
}

function readings(platform: string, outMs: number) {
  return Array.from({ length: READINGS }, (_, reading) => (reading + 1) * (reading + 1) * HOUR_MS).flatMap(
    (ageMs, reading) =>
      Array.from({ length: POSTS }, (_, index) => ({
        ...{ index, atMs: outMs + ageMs, ageMs, source: platform },
        impressions: platform === 'x' ? 100 * (reading + 1) - index : null,
        ...{ likes: reading + 1, reposts: reading, replies: 1, quotes: 0, bookmarks: platform === 'x' ? 1 : null },
        ...{ linkClicks: null, profileClicks: null, gone: false },
      })),
  );
}
