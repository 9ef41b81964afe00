import { countWhile } from '../compose/stretches.ts';
import type { Hashtag, Link, Mention, Post, Stretch } from '../thread.ts';

/** Finished text with what lies on it: a post, or a part of one. */
export type Text = Pick<Post, 'text' | 'links' | 'mentions' | 'hashtags'>;

export function plainText(text: string): Text {
  return { text, links: [], mentions: [], hashtags: [] };
}

/** Texts with something between them, those without any text left out. */
export function joinTexts(parts: readonly Text[], between: string): Text {
  const full = parts.filter(({ text }) => text !== '');
  const links: Link[] = [];
  const mentions: Mention[] = [];
  const hashtags: Hashtag[] = [];
  let length = 0;
  for (const part of full) {
    links.push(...part.links.map(shiftedBy(length)));
    mentions.push(...part.mentions.map(shiftedBy(length)));
    hashtags.push(...part.hashtags.map(shiftedBy(length)));
    length += part.text.length + between.length;
  }
  return { text: full.map(({ text }) => text).join(between), links, mentions, hashtags };
}

/** The part between two offsets. A link goes on in the next part, a name or a tag is either whole or none. */
export function sliceText({ text, links, mentions, hashtags }: Text, from: number, to: number): Text {
  const isWhole = ({ start, end }: Stretch) => start >= from && end <= to;
  const clip = (link: Link): Link => ({ ...link, start: Math.max(link.start, from), end: Math.min(link.end, to) });
  return {
    text: text.slice(from, to),
    links: touching(links, from, to).map(clip).map(shiftedBy(-from)),
    mentions: touching(mentions, from, to).filter(isWhole).map(shiftedBy(-from)),
    hashtags: touching(hashtags, from, to).filter(isWhole).map(shiftedBy(-from)),
  };
}

/** Those of some stretches, in order and apart, that reach into a place. A thousand posts may share one long passage. */
function touching<S extends Stretch>(stretches: readonly S[], from: number, to: number): S[] {
  const found: S[] = [];
  for (let at = countWhile(stretches, ({ end }) => end <= from); at < stretches.length; at += 1) {
    const stretch = stretches[at];
    if (stretch === undefined || stretch.start >= to) break;
    found.push(stretch);
  }
  return found;
}

function shiftedBy(by: number) {
  return <S extends Stretch>(stretch: S): S => ({ ...stretch, start: stretch.start + by, end: stretch.end + by });
}
