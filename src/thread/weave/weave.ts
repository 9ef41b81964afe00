import type { Article } from '../../article/article.ts';
import { InputError } from '../../errors.ts';
import type { Composed } from '../compose/compose.ts';
import type { ThreadOptions } from '../options.ts';
import type { Passage } from '../passage.ts';
import type { Rules } from '../rules.ts';
import type { Thread, Warning } from '../thread.ts';
import { cardOf, withCard } from './card.ts';
import { type Draft, draftsOf, withWritten } from './drafts.ts';
import { withImages } from './images.ts';
import { type Loom, loomFor } from './loom.ts';
import { postOf } from './posts.ts';
import { type Selected, selected } from './select.ts';
import { warnOfTwins } from './twins.ts';

/**
 * Winds an article into a thread by one platform's rules: the same article, rules and options, the same thread.
 *
 * @throws InputError where there is nothing to say, where sign-off and link leave no room in a post, or where a text
 * that the author wrote for a post does not fit it.
 */
export function weave(article: Article, rules: Rules, options: ThreadOptions): Thread {
  const warnings: Warning[] = [];
  const loom = loomFor(article, rules, options, warnings);
  const chosen = chosenFor(article, options, loom);
  const drafts = withImages(draftsFor(chosen, loom), article, rules, warnings);
  if (drafts.length === 0) throw nothingToSay(article);
  const making = { ...loom, rules, source: article.source, warnings };
  const posts = drafts.map((draft, index) => postOf(draft, index, drafts.length, making));
  warnOfTwins(posts, warnings);
  const card = cardOf(article, loom.cardUrl, loom.composed.passages);
  const carded = withCard(posts, card, options.card, warnings);
  const told = loom.written.isWhole ? pictureWarnings(loom.composed) : warningsFor(chosen, loom.composed);
  return { style: options.style, posts: carded, warnings: [...told, ...warnings] };
}

/** What of the article the thread carries: nothing where the author wrote all of it. */
function chosenFor(article: Article, options: ThreadOptions, { composed, written, keepsTo }: Loom): Selected {
  if (written.isWhole) return { passages: [], reasons: [] };
  return selected(composed.passages, article, options, keepsTo);
}

function draftsFor({ passages: body, reasons }: Selected, { written, wind }: Loom): readonly Draft[] {
  if (written.isWhole) return withWritten([], written);
  const { passages, pieces } = wind(body);
  return withWritten(draftsOf(pieces, passages, reasons), written);
}

/** What composing has to tell of the passages that the thread carries. */
function warningsFor(
  { passages }: { readonly passages: readonly Passage[] },
  { warningsByLine }: Composed,
): readonly Warning[] {
  const lines = new Set(passages.map(({ line }) => line));
  return [...lines].flatMap((line) => warningsByLine.get(line) ?? []);
}

/** What composing has to tell of the pictures alone: nothing else of the article is in a thread that the author wrote. */
function pictureWarnings({ warningsByLine }: Composed): readonly Warning[] {
  return [...warningsByLine.values()].flat().filter(({ code }) => code === 'missing-alt' || code === 'long-alt');
}

function nothingToSay({ source }: Article): InputError {
  return new InputError({ where: source, problem: 'the article has neither a title nor any text', next: 'Write some' });
}
