import type { Desk } from '../app.ts';
import { type ShownThread, timelinePage } from '../pages/timeline.ts';
import { timesIn } from '../parts/time.ts';

/** Threads shown, the newest first. */
const SHOWN = 10;

export function timelineRoutes({ app, parts, show }: Desk): void {
  app.get('/timeline', async (c) => {
    const { store, config, clock } = parts;
    // Browsers fetch pages ahead that nobody has looked at yet.
    const isLookedAt = !/prefetch|prerender/.test(c.req.header('Sec-Purpose') ?? '');
    const posts = await store.timeline(SHOWN, isLookedAt && c.req.method === 'GET');
    const threads: ShownThread[] = [];
    for (const [id, own] of Map.groupBy(posts, ({ delivery }) => delivery)) {
      const delivery = await store.delivery(id);
      threads.push({ posts: own, planned: delivery?.plan.posts ?? [], source: delivery?.article.source ?? '' });
    }
    const times = timesIn(config().timezone, clock.nowMs());
    const main = timelinePage(threads, config().accounts, (platform) => parts.platform(platform).name, times);
    return show(c, { title: 'Timeline', section: 'timeline', main });
  });
}
