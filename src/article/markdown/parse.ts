import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { refuseMonsters } from './guard.ts';
import type { Syntax } from './syntax.ts';

/**
 * The syntax tree of CommonMark with GitHub's tables, task lists, strikethrough, footnotes and bare links.
 * @throws InputError for text whose markup no parser could read in reasonable time
 */
export function parseMarkdown(markdown: string, source: string, syntax: Syntax): Root {
  refuseMonsters(markdown, source);
  return fromMarkdown(markdown, syntax);
}
