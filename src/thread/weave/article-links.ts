import type { Passage } from '../passage.ts';
import type { Rules } from '../rules.ts';
import type { Link, Stretch, Warning } from '../thread.ts';
import type { Text } from './text.ts';

/**
 * Texts that the author wrote for posts, with the article's links on the same words, where the platform can set links on
 * words. Told is which links find no words: their address has to be written out where it is wanted.
 */
export function withArticleLinks(
  texts: readonly Text[],
  passages: readonly Passage[],
  rules: Rules,
  warnings: Warning[],
): readonly Text[] {
  if (!rules.facets) return texts;
  // One that does not fit is refused later: no time is spent on it.
  const written = texts.map((text) => ({ ...text, links: [...text.links], isLookedAt: rules.fits(text.text) }));
  const isThere = ({ url }: Link) => written.some(({ links }) => links.some((link) => link.url === url));
  const told = new Set<string>();
  let from: Place = { post: 0, offset: 0 };
  for (const passage of passages) {
    for (const link of passage.links) {
      const words = passage.text.slice(link.start, link.end).trim();
      const place = words === '' ? null : (find(words, written, from) ?? find(words, written, START));
      if (place !== null) {
        const end = place.offset + words.length;
        written[place.post]?.links.push({ url: link.url, start: place.offset, end });
        from = { ...place, offset: end };
      } else if (!told.has(link.url) && !isThere(link)) {
        told.add(link.url);
        warnings.push(leftOut(words, link.url, passage.line));
      }
    }
  }
  return written.map(({ isLookedAt: _, ...text }) => ({
    ...text,
    links: text.links.toSorted((a, b) => a.start - b.start),
  }));
}

interface Place {
  readonly post: number;
  readonly offset: number;
}

const START: Place = { post: 0, offset: 0 };

interface Written extends Text {
  readonly isLookedAt: boolean;
}

/** Where these words stand as words of their own, with nothing lying on them yet; from a place on. */
function find(words: string, posts: readonly Written[], from: Place): Place | null {
  for (let post = from.post; post < posts.length; post += 1) {
    const text = posts[post];
    if (text === undefined || !text.isLookedAt) continue;
    let offset = text.text.indexOf(words, post === from.post ? from.offset : 0);
    while (offset >= 0) {
      if (isFree(text, { start: offset, end: offset + words.length })) return { post, offset };
      offset = text.text.indexOf(words, offset + 1);
    }
  }
  return null;
}

function isFree({ text, links, mentions, hashtags }: Text, { start, end }: Stretch): boolean {
  const isTaken = [...links, ...mentions, ...hashtags].some((other) => other.start < end && start < other.end);
  return (
    !isTaken &&
    ![start, end].some((at) => WORD_END.test(text.slice(Math.max(0, at - 2), at)) && WORD.test(text.slice(at)))
  );
}

const WORD_END = /[\p{L}\p{N}]$/u;
const WORD = /^[\p{L}\p{N}]/u;

function leftOut(words: string, url: string, line: number): Warning {
  const message = `the link on “${words}” is not in the posts written by hand: write the words, or its address ${url}, where you want it`;
  return { code: 'link-left-out', message, where: `line ${line}` };
}
