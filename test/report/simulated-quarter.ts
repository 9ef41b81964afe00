import { SIMULATED } from '../../src/report/groups.ts';
import type { Snapshot } from '../../src/report/snapshot.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/schedule/duration.ts';
import { fromLocal } from '../../src/schedule/offsets.ts';
import type { NewDelivery } from '../../src/store/deliveries.ts';
import type { Store } from '../../src/store.ts';
import { newDelivery, plannedPosts } from '../deliveries.ts';
import { type Random, seededRandom } from '../servers/random.ts';

export const AGES_MS = [5, 15, 30, 60, 120, 240, 480, 720, 1080, 1440, 2160, 2880, 4320, 10_080, 20_160, 41_760].map(
  (minutes) => minutes * MINUTE_MS,
);

/** Log-logistic growth: the share of all views that a post of this age has had. */
export function shareSeen(ageMs: number, shape: number, medianMs = 80 * MINUTE_MS): number {
  return ageMs <= 0 ? 0 : ageMs ** shape / (ageMs ** shape + medianMs ** shape);
}

const ARTICLES = [
  ['The toll houses of the lower river', 'Who still pays to cross a river that has had a free bridge since 1911?'],
  ['Night bakery', 'The ovens are lit at ten past one, when the last tram has gone and the street belongs to cats.'],
  ['What the rain gauge said', 'It rained on 211 days last year. The gauge in my yard says where it fell, and when.'],
  ['Learning Finnish at sixty', '“You will never need the fifteenth case,” my teacher said. On Tuesday I needed it.'],
  [
    'A council brief nobody read',
    'The brief has 84 pages. The decision it led to fits into one sentence, and it is wrong.',
  ],
  ['My father’s ledger', 'He wrote down every sack of seed he ever bought. He never wrote down a word about the war.'],
  ['The last mile', 'Why does the parcel wait for a day within sight of the door it is meant for?'],
  ['Museum of repair', 'Nothing in this museum is old. All of it has been mended at least twice.'],
] as const;

/** Weekdays differ in truth, Tuesday most, and so do openings: a report should find what is large and not what is not. */
const BY_WEEKDAY = [1, 0.9, 2.2, 1.05, 1, 0.8, 1] as const;

interface Quarter {
  /** The day after the last one, as local time in the zone. */
  readonly endLocalMs: number;
  readonly days: number;
  readonly zone: string;
  readonly seed: number;
}

/**
 * Fills a store with threads that never went out: one on every weekday at 09:00 on X and on Bluesky, with readings at the
 * default ages up to the end. Their readings are of the source `simulated`, so that every report says so.
 * @returns the id of a thread on X in the middle
 */
export async function fillSimulated(store: Store, { endLocalMs, days, zone, seed }: Quarter): Promise<string> {
  const random = seededRandom(seed);
  const endMs = fromLocal(zone, endLocalMs).utcMs;
  let shown = '';
  for (let day = 0; day < days; day++) {
    const localMs = endLocalMs - (days - day) * DAY_MS + 9 * HOUR_MS;
    const weekday = new Date(localMs).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    const slotMs = fromLocal(zone, localMs).utcMs;
    const [title, opening] = ARTICLES[day % ARTICLES.length] ?? ARTICLES[0];
    const posts = 4 + Math.floor(random() * 8);
    const scale = (BY_WEEKDAY[weekday] ?? 1) * (opening.endsWith('?') ? 1.3 : 1) * Math.exp(0.35 * normal(random));
    for (const platform of ['x', 'bluesky']) {
      const id = `${platform === 'x' ? 'sx' : 'sb'}${String(day).padStart(6, '0')}`;
      const thread = {
        id,
        platform,
        slotMs,
        title: `${title} (${1 + Math.floor(day / ARTICLES.length)})`,
        opening,
        posts,
      };
      await publish(store, thread, day);
      await read(store, thread, { scale, endMs, random });
      if (platform === 'x' && day < days / 2) shown = id;
    }
  }
  return shown;
}

interface Thread {
  readonly id: string;
  readonly platform: string;
  readonly slotMs: number;
  readonly title: string;
  readonly opening: string;
  readonly posts: number;
}

async function publish(
  store: Store,
  { id, platform, slotMs, title, opening, posts }: Thread,
  day: number,
): Promise<void> {
  const planned = plannedPosts(posts).map((each, index) => {
    return index === 0 ? { ...each, post: { ...each.post, text: opening } } : each;
  });
  const costUsd = platform === 'x' ? (posts - 1) * 0.015 + 0.2 : 0;
  const delivery: NewDelivery = newDelivery({
    ...{ id, platform, account: platform, live: true, state: 'published', slotMs, createdMs: slotMs },
    article: { id: `article-${day}`, title, source: `posts/${day}.md`, contentHash: `${day}` },
    ...{ schedule: 'weekday-mornings', slotKey: `weekday-mornings@${day}` },
    plan: { posts: planned, steps: planned.map((_, index) => [index]), costUsd },
  });
  await store.addDelivery(delivery);
  const receipts = planned.map((_, index) => ({
    ...{ index, id: `${id}-${index}`, uri: null, cid: null, atMs: slotMs + 2_000 + index * 400 },
    url:
      platform === 'x'
        ? `https://x.com/example/status/${slotMs}${index}`
        : `https://bsky.app/profile/example.bsky.social/post/${id}`,
  }));
  await store.recordOutcome(
    { delivery: id, step: 0, attempt: 1, outcome: 'sent', receipts },
    { state: 'published', why: null, untilMs: null, atMs: slotMs },
  );
  if (platform !== 'x') return;
  await store.addCharge('x', 'send', { atMs: slotMs, what: 'post', count: posts - 1, microUsd: (posts - 1) * 15_000 });
  await store.addCharge('x', 'send', { atMs: slotMs, what: 'post with URL', count: 1, microUsd: 200_000 });
}

async function read(
  store: Store,
  { id, platform, slotMs, posts }: Thread,
  { scale, endMs, random }: { readonly scale: number; readonly endMs: number; readonly random: Random },
): Promise<void> {
  const shape = 0.5 + random() / 2;
  const reach = Array.from({ length: posts }, (_, index) => 4_000 * scale * (index === 0 ? 1 : 0.28 * 0.97 ** index));
  const paidDays = new Set<number>();
  for (const ageMs of AGES_MS.filter((age) => slotMs + age < endMs)) {
    const atMs = slotMs + 2_000 + ageMs;
    const snapshots = reach.map((views, index) =>
      snapshotOf(index, atMs, ageMs, views * shareSeen(ageMs, shape), platform),
    );
    await store.addSnapshots(id, ageMs, snapshots);
    const day = Math.floor(atMs / DAY_MS);
    if (platform === 'x' && !paidDays.has(day)) {
      await store.addCharge('x', 'read', { atMs, what: 'owned read', count: posts, microUsd: posts * 1_000 });
    }
    paidDays.add(day);
  }
}

function snapshotOf(index: number, atMs: number, ageMs: number, views: number, platform: string): Snapshot {
  const isX = platform === 'x';
  // A like that was taken back: the counter of the first post falls at the last reading.
  const taken = index === 0 && ageMs === AGES_MS.at(-1) ? 2 : 0;
  const part = (share: number) => Math.round(views * share * (isX ? 1 : 1.6));
  return {
    ...{ index, atMs, ageMs, source: SIMULATED, gone: false, linkClicks: null, profileClicks: null },
    impressions: isX ? Math.round(views) : null,
    likes: Math.max(0, part(0.011) - taken),
    reposts: part(0.002),
    replies: part(0.0015),
    quotes: part(0.0006),
    bookmarks: isX ? part(0.003) : null,
  };
}

/** Two uniform numbers make a normal one (Box and Muller, 1958). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
