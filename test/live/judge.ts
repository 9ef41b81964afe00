import type { Delivery, PlannedPost } from '../../src/delivery/delivery.ts';
import { isSealed } from '../../src/platforms/bluesky/sealed.ts';
import type { XPost } from '../x-server/posts.ts';
import type { BlueskyRecord, LiveWorld } from './world.ts';

/**
 * What is wrong, judged by what the platforms have: posts twice, out of order, under the wrong parent, that nobody
 * planned or no intent stands for; a thread on Bluesky that is there in part. Holds at every moment, mid-thread too.
 */
export async function wrongs({ x, records, deliveries }: LiveWorld): Promise<string[]> {
  const [all, shown] = [await deliveries(), await records()];
  const posts = x.truth.filter(({ deletedAt }) => deletedAt === null);
  const [onX, onBluesky] = ['x', 'bluesky'].map((platform) => all.filter((each) => each.platform === platform));
  return [...xWrongs(onX ?? [], posts), ...blueskyWrongs(onBluesky ?? [], shown)];
}

/** What is missing where nothing is left to be done: every delivery is whole, or says in words why it is not. */
export async function missing(world: LiveWorld): Promise<string[]> {
  const [all, shown] = [await world.deliveries(), await world.records()];
  const there = new Set([...world.x.truth.map(({ id }) => id), ...shown.map(({ uri }) => uri)]);
  return all.flatMap(({ id, state, why, plan, receipts }) => {
    if (state === 'needs-author') return why === null || why === '' ? [`${id} needs its author without a word`] : [];
    if (state !== 'published') return [`${id} is left ${state}`];
    if (receipts.length < plan.posts.length) return [`${id} is published, but has ${receipts.length} receipts`];
    return receipts.filter((each) => !there.has(each.uri ?? each.id)).map(({ index }) => `${id}/${index} is not there`);
  });
}

/** The same for X alone; `posts` are those that are there. */
export function xWrongs(deliveries: readonly Delivery[], posts: readonly XPost[]): string[] {
  const planned = new Set(deliveries.flatMap(({ plan }) => plan.posts.map(textOf)));
  const foreign = posts.filter(({ text }) => !planned.has(text)).map(({ text }) => `nobody planned ${text}`);
  return [...foreign, ...deliveries.flatMap((delivery) => threadWrongs(delivery, posts))];
}

/** The posts of a delivery are a beginning of its plan: each once, the next under the one before, and later. */
function threadWrongs(delivery: Delivery, posts: readonly XPost[]): string[] {
  const { id, plan } = delivery;
  const found = plan.posts.map((planned) => posts.filter(({ text }) => text === textOf(planned)));
  const out = found.findIndex((copies) => copies.length === 0);
  return found.flatMap((copies, index) => {
    const [post] = copies;
    if (post === undefined) return [];
    const before = found[index - 1]?.[0];
    const pictures = plan.posts[index]?.post.images.length ?? 0;
    return [
      copies.length > 1 ? `${id}/${index} is there ${copies.length} times` : '',
      out !== -1 && index > out ? `${id}/${index} is there, and ${id}/${out} is not` : '',
      post.parentId === (before?.id ?? null) ? '' : `${id}/${index} stands under ${post.parentId}`,
      before === undefined || BigInt(before.id) < BigInt(post.id) ? '' : `${id}/${index} is older than the one before`,
      post.mediaIds.length === pictures ? '' : `${id}/${index} has ${post.mediaIds.length} pictures`,
      hasIntent(delivery, index, post.at) ? '' : `${id}/${index} was sent without an intent`,
    ].filter((wrong) => wrong !== '');
  });
}

function hasIntent({ plan, attempts }: Delivery, index: number, atMs: number): boolean {
  const step = plan.steps.findIndex((indices) => indices.includes(index));
  return attempts.some((attempt) => attempt.step === step && attempt.intentMs <= atMs);
}

function textOf({ post }: PlannedPost): string {
  return post.text.normalize('NFC').trim();
}

/** The same for Bluesky alone. */
export function blueskyWrongs(deliveries: readonly Delivery[], shown: readonly BlueskyRecord[]): string[] {
  const sealed = deliveries.map(({ id, plan, attempts }) => ({
    ...{ id, attempts },
    posts: plan.posts.flatMap(({ payload }) => (isSealed(payload) ? [payload] : [])),
  }));
  const planned = new Set(sealed.flatMap(({ posts }) => posts.map(({ uri }) => uri)));
  const foreign = shown.filter(({ uri }) => !planned.has(uri)).map(({ uri }) => `nobody planned ${uri}`);
  return [
    ...foreign,
    ...sealed.flatMap(({ id, attempts, posts }) => {
      const there = posts.map(({ uri }) => shown.find((each) => each.uri === uri));
      const isThere = there.some((each) => each !== undefined);
      return [
        isThere && there.includes(undefined) ? `${id} is there in part` : '',
        isThere && attempts.length === 0 ? `${id} was sent without an intent` : '',
        ...posts.map(({ cid }, index) => {
          const record = there[index];
          return record === undefined || record.cid === cid ? '' : `${id}/${index} is not the record that was planned`;
        }),
        ...posts.map(({ record }, index) => {
          const parent = record.reply?.parent.uri;
          return parent === posts[index - 1]?.uri ? '' : `${id}/${index} stands under ${parent}`;
        }),
      ].filter((wrong) => wrong !== '');
    }),
  ];
}
