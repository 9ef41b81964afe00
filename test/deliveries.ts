import type { PlannedPost } from '../src/delivery/delivery.ts';
import type { NewDelivery } from '../src/store/deliveries.ts';

/** Posts with nothing but a text, for tests of what happens to them. */
export function plannedPosts(count: number): PlannedPost[] {
  return Array.from({ length: count }, (_, index) => {
    const text = `post ${index + 1}`;
    const length = { value: text.length, limit: 280, unit: 'weighted characters' };
    const post = { text, length, links: [], mentions: [], hashtags: [], images: [], card: null, why: '' };
    return { post, payload: { text } };
  });
}

/** A planned delivery of three posts, one a step, with whatever a test changes. */
export function newDelivery(change: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id: 'delivery',
    article: { id: 'article', title: 'A title', source: 'posts/a.md', contentHash: 'hash' },
    account: 'x',
    platform: 'x',
    live: false,
    occasion: '',
    schedule: null,
    slotKey: null,
    slotMs: null,
    state: 'planned',
    why: null,
    untilMs: null,
    plan: { posts: plannedPosts(3), steps: [[0], [1], [2]], costUsd: 0 },
    createdMs: 1,
    ...change,
  };
}

/** A worker process, but for its owner. */
export const HOST = { name: 'host', pid: 1, version: '1.0.0', startedMs: 0 };
