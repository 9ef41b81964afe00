import type { Cost } from '../../platform.ts';
import type { Post } from '../../thread/thread.ts';
import { links } from './entities.ts';
import { prices } from './prices.ts';

/** What it costs to send some posts, before any retry. Whatever X's own rules take for a link is billed as one. */
export function cost(posts: readonly Post[]): Cost {
  const withUrl = posts.filter(({ text }) => links(text).length > 0).length;
  const altTexts = posts.flatMap(({ images }) => images).filter(({ alt }) => alt !== '').length;
  const lines = [
    { what: 'post', count: posts.length - withUrl, each: prices.post },
    { what: 'post with URL', count: withUrl, each: prices.postWithUrl },
    { what: 'alt text', count: altTexts, each: prices.altText },
  ].filter(({ count }) => count > 0);
  return {
    usd: usd(lines.reduce((sum, { count, each }) => sum + count * each, 0)),
    lines: lines.map(({ what, count, each }) => ({ what, count, usd: usd(count * each) })),
    pricesAsOf: prices.asOf,
  };
}

function usd(millionths: number): number {
  return millionths / 1_000_000;
}
