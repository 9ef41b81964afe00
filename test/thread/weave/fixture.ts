import { readdirSync, readFileSync } from 'node:fs';
import { readArticle } from '../../../src/article/read.ts';
import { bluesky } from '../../../src/platforms/bluesky/pure.ts';
import { x } from '../../../src/platforms/x/pure.ts';
import type { Post, Thread } from '../../../src/thread/thread.ts';
import { weave } from '../../../src/thread/weave/weave.ts';
import { options } from '../compose/article.ts';

export const folder = new URL('fixtures/', import.meta.url);
export const platforms = { x, bluesky };
export type PlatformId = keyof typeof platforms;

/** Cases by name: what each guarantees. */
export const cases = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.slice(0, -3));

/** Handles in every case's map of mentions. */
const handles = { x: 'janedoe', bluesky: 'jane.example.com' };

/** A case's thread on a platform, in the short form that its expectation is kept in. */
export async function threadOf(name: string, platform: PlatformId) {
  const { rules } = platforms[platform];
  const source = `${name}.md`;
  const { article } = await readArticle({ source, bytes: readFileSync(new URL(source, folder)) });
  const chosen = { numbering: rules.numbering, mentions: { jane: handles[platform] }, ...article.front.thread };
  return shortForm(weave(article, rules, options(chosen)));
}

/** Texts, lengths and what lies on them; what is empty is left out. */
function shortForm({ posts, warnings }: Thread) {
  return {
    posts: posts.map(shortPost),
    ...unlessEmpty(
      'warnings',
      warnings.map(({ code, where }) => `${code}: ${where}`),
    ),
  };
}

function shortPost({ text, length, links, mentions, hashtags, images, card }: Post) {
  const under = ({ start, end }: { readonly start: number; readonly end: number }) => text.slice(start, end);
  return {
    text,
    length: length.value,
    ...unlessEmpty(
      'links',
      links.map((link) => [under(link), link.url]),
    ),
    ...unlessEmpty(
      'mentions',
      mentions.map((mention) => [under(mention), mention.handle]),
    ),
    ...unlessEmpty(
      'hashtags',
      hashtags.map((hashtag) => [under(hashtag), hashtag.tag]),
    ),
    ...unlessEmpty(
      'images',
      images.map(({ source, alt }) => [source, alt]),
    ),
    ...(card === null ? {} : { card: [card.url, card.title, card.description, card.image] }),
  };
}

function unlessEmpty(name: string, list: readonly unknown[]) {
  return list.length === 0 ? {} : { [name]: list };
}
