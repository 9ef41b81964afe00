import { expect, test } from 'vitest';
import { bluesky } from '../../src/platforms/bluesky/pure.ts';
import { x } from '../../src/platforms/x/pure.ts';
import { planArticle } from '../../src/worker/plan.ts';
import { plannedPosts } from '../deliveries.ts';
import { articleOf } from './stage.ts';

function threadOf(posts: number) {
  return { posts: plannedPosts(posts).map(({ post }) => post), style: 'full', warnings: [] } as const;
}

const plan = (posts: number, platform = bluesky) =>
  planArticle(articleOf('posts/a.md'), threadOf(posts), platform, { dids: {}, media: [], repliers: 'nobody' });

test('a thread of more posts than a commit takes is refused with what to do instead', () => {
  expect(plan(199).plan.steps[0]).toHaveLength(199);
  expect(() => plan(200)).toThrow(
    'posts/a.md: the thread has 200 posts, and Bluesky takes 199 in one. Choose the style highlights or teaser for it',
  );
  expect(plan(200, x).plan.steps).toHaveLength(200);
});

test('who may reply is set on the first post of a thread, where a platform lets authors choose', () => {
  const [first, second] = plan(2).plan.posts;
  expect(first?.payload.gate).toEqual({ $type: 'app.bsky.feed.threadgate', allow: [] });
  expect(second?.payload).not.toHaveProperty('gate');
  expect(plan(1, x).plan.posts[0]?.payload).toEqual({ text: 'post 1' });
});
