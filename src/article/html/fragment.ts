import type { Block } from '../article.ts';
import type { Reading, ReadingWarning } from '../draft.ts';
import { type ReadHtml, readBlocks } from '../markdown/blocks.ts';
import { parseMarkdown } from '../markdown/parse.ts';
import { scopeOf } from '../markdown/scope.ts';
import type { Syntax } from '../markdown/syntax.ts';
import { toMarkdown } from './convert.ts';
import { bodyOf, parsePage } from './page.ts';
import { simplify } from './simplify.ts';
import { strip } from './strip.ts';

/** Reads HTML that stands as a block inside Markdown. */
export function createFragmentReader(reading: Reading, warnings: ReadingWarning[], syntax: Syntax): ReadHtml {
  return (html, line) => {
    if (saysNothing(html)) return [];
    const where = `${reading.source}:${line}`;
    const document = parsePage(html, where);
    const body = bodyOf(document);
    strip(body);
    simplify(body, document);
    const tree = parseMarkdown(toMarkdown(body, where), where, syntax);
    const blocks = readBlocks(tree.children, scopeOf(tree, reading, warnings), () => []);
    return blocks.map((block) => atLine(block, line));
  };
}

/** Tags alone, as authors set them around paragraphs: not worth the work of a parser. */
function saysNothing(html: string): boolean {
  const isShown = /<(?:img|hr|picture)\b|<!--\s*cut/i.test(html);
  return !isShown && html.replace(/<[^<>]*>/g, '').trim() === '';
}

/** The block and those inside it begin where the HTML does. */
function atLine(block: Block, line: number): Block {
  if (block.kind === 'quote') return { ...block, line, blocks: block.blocks.map((each) => atLine(each, line)) };
  if (block.kind !== 'list') return { ...block, line };
  return { ...block, line, items: block.items.map((item) => item.map((each) => atLine(each, line))) };
}
