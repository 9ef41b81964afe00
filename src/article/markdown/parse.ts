import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { refuseMonsters } from './guard.ts';

const OPTIONS = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

/**
 * The syntax tree of CommonMark with GitHub's tables, task lists, strikethrough, footnotes and bare links.
 * @throws InputError for text whose markup no parser could read in reasonable time
 */
export function parseMarkdown(markdown: string, source: string): Root {
  refuseMonsters(markdown, source);
  return fromMarkdown(markdown, OPTIONS);
}
