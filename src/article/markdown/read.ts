import type { Root, RootContent } from 'mdast';
import type { Block } from '../article.ts';
import { type Draft, NO_FACTS, type Reading, type ReadingWarning } from '../draft.ts';
import { plainText } from '../spans.ts';
import { type ReadHtml, readBlocks, readFootnotes } from './blocks.ts';
import { parseMarkdown } from './parse.ts';
import { scopeOf } from './scope.ts';
import { syntaxFor, wholeSyntax } from './syntax.ts';

/**
 * Reads Markdown into blocks.
 * @throws InputError for text whose markup no parser could read in reasonable time
 */
export async function readMarkdown(text: string, reading: Reading): Promise<Draft> {
  const tree = parseMarkdown(text, reading.source, await syntaxFor(text));
  const warnings: ReadingWarning[] = [];
  const scope = scopeOf(tree, reading, warnings);
  const readHtml = await htmlReader(tree, reading, warnings);
  const blocks = readBlocks(tree.children, scope, readHtml);
  blocks.push(...readFootnotes(scope.notes, scope, readHtml));
  return { blocks, facts: { ...NO_FACTS, title: headline(blocks) }, removed: [], warnings };
}

/** The first heading of level one, else a heading that opens the text. */
function headline(blocks: readonly Block[]): string | null {
  const top = blocks.find((block) => block.kind === 'heading' && block.level === 1) ?? blocks[0];
  return top?.kind === 'heading' ? plainText(top.text) : null;
}

/** HTML's reader is imported only where a block of HTML has something to say. */
async function htmlReader(tree: Root, reading: Reading, warnings: ReadingWarning[]): Promise<ReadHtml> {
  if (!hasHtml(tree.children)) return () => [];
  const { createFragmentReader } = await import('../html/fragment.ts');
  return createFragmentReader(reading, warnings, await wholeSyntax());
}

function hasHtml(nodes: readonly RootContent[]): boolean {
  return nodes.some((node) => {
    if (node.type === 'html') return /<[a-z]/i.test(node.value);
    return (node.type === 'blockquote' || node.type === 'list' || node.type === 'listItem') && hasHtml(node.children);
  });
}
