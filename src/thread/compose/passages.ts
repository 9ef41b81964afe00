import type { Passage } from '../passage.ts';
import type { Hashtag, Stretch } from '../thread.ts';
import type { Context } from './context.ts';
import type { Draft } from './draft.ts';
import { findHashtags } from './hashtags.ts';
import { applyLinkPolicy } from './links.ts';
import { applyMentions } from './mentions.ts';
import type { PlacedText } from './neighbours.ts';
import { imageOf } from './pictures.ts';
import { settle } from './settle.ts';
import { toucher } from './stretches.ts';

export type Finished = Pick<Passage, 'text' | 'links' | 'mentions' | 'hashtags' | 'atoms'>;

export function toPassage({ draft, kind, joint, glue, pictures, line }: PlacedText, context: Context): Passage {
  const images = pictures.map((picture) => imageOf(picture, `line ${picture.line}`, context.warnings));
  return { kind, joint, glue, line, images, ...finish(draft, `line ${line}`, context) };
}

/**
 * Names, links and tags as the platform has them, and nothing that it would add unasked. In the words of a link no name
 * or tag is told: a place in a post can lead to one thing only.
 */
export function finish(draft: Draft, where: string, context: Context): Finished {
  const named = applyMentions(draft, context);
  const linked = applyLinkPolicy(named, where, context);
  const settled = settle(linked, where, context.rules, context.warnings);
  const { text, links } = settled;
  const touchesLink = toucher(links);
  const apart = <S extends Stretch>(stretches: readonly S[]) =>
    stretches.filter((each) => touchesLink(each) === undefined);
  return {
    text,
    links,
    mentions: apart(settled.mentions),
    hashtags: apart(hashtagsOf(settled, context)),
    atoms: atomsOf(settled),
  };
}

function hashtagsOf(draft: Draft, { rules }: Context): readonly Hashtag[] {
  if (rules.facets) return findHashtags(draft);
  const found = rules.entities(draft.text).filter(({ kind }) => kind === 'hashtag');
  return found.map(({ text, start, end }) => ({ tag: text.slice(1), start, end }));
}

/** A link on a few words is not divided; one on half a paragraph may be. */
const LONGEST_LINK_KEPT_WHOLE = 60;

/** A word broken by an invisible space is still one word. */
const BROKEN_WORD = /[\w.@＠$/:-]{0,60}(?:\u200b[\w.@＠$/:-]{0,60})+/g;

function atomsOf({ text, atoms, links }: Draft): readonly Stretch[] {
  const short = links.filter(({ start, end }) => end - start <= LONGEST_LINK_KEPT_WHOLE);
  const broken = Array.from(text.matchAll(BROKEN_WORD), ({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
  }));
  return [...atoms, ...[...short, ...broken].map(({ start, end }) => ({ start, end }))];
}
