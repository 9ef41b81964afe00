import type { Article } from '../../article/article.ts';
import type { ThreadOptions } from '../options.ts';
import type { Passage } from '../passage.ts';
import type { Rules } from '../rules.ts';
import type { Image, Warning } from '../thread.ts';
import { roughOf } from './blocks.ts';
import { newContext } from './context.ts';
import { withNeighbours } from './neighbours.ts';
import { toPassage } from './passages.ts';
import { imageOf } from './pictures.ts';

export interface Composed {
  /** The article's formatted text, without title and subtitle. */
  readonly passages: readonly Passage[];
  /** Pictures of an article without any text. */
  readonly loose: readonly Image[];
  /** What was changed or is missing, for the author to know. */
  readonly warnings: readonly Warning[];
  /** The same by the line of the passage they are about: a thread may carry a part of the passages only. */
  readonly warningsByLine: ReadonlyMap<number, readonly Warning[]>;
}

/**
 * An article as the plain text a person would type on a platform: the passages that a thread is cut from. Nothing of
 * the article's words is lost; what the platform would make of them unasked (links, mentions) is prevented and told.
 */
export function compose(article: Article, rules: Rules, options: Pick<ThreadOptions, 'link' | 'mentions'>): Composed {
  const context = newContext(rules, options, article.language);
  const pieces = roughOf(article.blocks, { marks: context.marks, lists: 0, quotes: 0 });
  const { texts, loose } = withNeighbours(pieces);
  const told = new Map<number, Warning[]>();
  const passages = texts.map((text) => {
    const warnings = told.get(text.line) ?? [];
    told.set(text.line, warnings);
    return toPassage(text, { ...context, warnings });
  });
  return {
    passages,
    loose: loose.map((picture) => imageOf(picture, `line ${picture.line}`, context.warnings)),
    warnings: [...[...told.values()].flat(), ...context.warnings],
    warningsByLine: told,
  };
}
