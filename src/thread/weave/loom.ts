import type { Article } from '../../article/article.ts';
import { writer } from '../compose/authored.ts';
import { type Composed, compose } from '../compose/compose.ts';
import { cut } from '../cut/cut.ts';
import { gaugeOf } from '../cut/gauge.ts';
import type { ThreadOptions } from '../options.ts';
import type { Frame, Passage, Piece } from '../passage.ts';
import type { Rules } from '../rules.ts';
import type { Warning } from '../thread.ts';
import { withFootnotes } from './footnotes.ts';
import { frameOf, type Trimmings } from './frame.ts';
import { guardedRules, type Meant, meantBy } from './guard.ts';
import { openingOf, withOpening } from './opening.ts';
import { canonicalOf, trimmingsOf } from './trimmings.ts';
import { type Written, writtenPosts } from './written.ts';

/** Everything that is settled before it is known which passages a thread carries. */
export interface Loom {
  readonly composed: Composed;
  readonly written: Written;
  readonly trimmings: Trimmings;
  readonly meant: Meant;
  /** Address of the link card, `null` where there is none. */
  readonly cardUrl: string | null;
  /** A thread of some of the article's passages, with its opening and footnotes. */
  wind(body: readonly Passage[]): Wound;
  /** Whether such a thread has so many posts at most. */
  keepsTo(body: readonly Passage[], posts: number): boolean;
}

/** Passages and where they are cut. */
interface Wound {
  readonly passages: readonly Passage[];
  readonly pieces: readonly Piece[];
}

export function loomFor(article: Article, rules: Rules, options: ThreadOptions, warnings: Warning[]): Loom {
  const composed = compose(article, rules, options);
  const write = writer(rules, options, warnings);
  const written = writtenPosts(options, composed, article, rules, write.written, warnings);
  const canonical = canonicalOf(article, rules, options, warnings);
  const trimmings = trimmingsOf(canonical, options, written.texts, write.written);
  const opening = openingOf(article, options, composed.loose, write);

  const noted = withFootnotes(composed.passages, rules);
  const said = [...noted, ...written.texts, opening.text, trimmings.signoff, trimmings.link].filter(
    (text) => text !== null,
  );
  const meant = meantBy(said, options.mentions);
  const frame = forAtLeast(written.texts.length, frameOf(trimmings));
  const guarded = guardedRules(rules, meant);
  const context = { rules: guarded, language: article.language, frame, gauge: gaugeOf(guarded) };
  const wind = (body: readonly Passage[]): Wound => {
    const passages = withFootnotes(withOpening(body, opening, article), rules);
    return { passages, pieces: cut(capped(passages, rules), context) };
  };
  const keepsTo = (body: readonly Passage[], posts: number) =>
    mayFit(body, posts, rules) && wind(body).pieces.length <= posts;
  return { composed, written, trimmings, meant, cardUrl: canonical.onCard, wind, keepsTo };
}

/** Spares cutting what is longer than all posts together could hold, whatever white space the cuts take away. */
function mayFit(passages: readonly Passage[], posts: number, rules: Rules): boolean {
  const { value, limit } = rules.measure(passages.map(({ text }) => text).join('\n'));
  return value - passages.length - posts <= posts * limit;
}

/** One passage's pictures never keep its words apart from others: what a post cannot carry is spread afterwards. */
function capped(passages: readonly Passage[], { maxImages }: Rules): readonly Passage[] {
  return passages.map((passage) => ({ ...passage, images: passage.images.slice(0, maxImages) }));
}

/** Written posts may make the thread longer than it is cut: its numbers are as wide as those of the whole. */
function forAtLeast(least: number, { around }: Frame): Frame {
  return {
    around: (index, total) => around(index === total - 1 ? Math.max(total, least) - 1 : index, Math.max(total, least)),
  };
}
