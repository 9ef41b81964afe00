import type { Block } from '../../article/article.ts';
import { codeLines } from './code.ts';
import { flatten } from './flatten.ts';
import { listItems } from './list.ts';
import type { QuotationMarks } from './quotation-marks.ts';
import { quotation } from './quote.ts';
import { type Rough, rough } from './rough.ts';
import { tableRows } from './table.ts';

/** Where blocks stand: how deep in lists and in quotations, 0 at the top. */
export interface Depth {
  readonly marks: QuotationMarks;
  readonly lists: number;
  readonly quotes: number;
}

/** Deeper than any reader could follow: what is nested further is taken without its lists and quotations. */
const DEEPEST = 50;

/** Blocks as plain text in order, as a person would type it. What has no text leaves nothing. */
export function roughOf(blocks: readonly Block[], depth: Depth): readonly Rough[] {
  const here = depth.lists + depth.quotes < DEEPEST ? blocks : leavesOf(blocks);
  return here
    .flatMap((block) => roughOfBlock(block, depth))
    .filter((piece) => !('draft' in piece) || piece.draft.text !== '');
}

/** The blocks that hold no others, in order, however deep they are nested. */
function leavesOf(blocks: readonly Block[]): readonly Block[] {
  const leaves: Block[] = [];
  const waiting = blocks.toReversed();
  for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
    const inner = block.kind === 'quote' ? block.blocks : block.kind === 'list' ? block.items.flat() : null;
    if (inner === null) leaves.push(block);
    else for (const each of inner.toReversed()) waiting.push(each);
  }
  return leaves;
}

function roughOfBlock(block: Block, depth: Depth): readonly Rough[] {
  switch (block.kind) {
    case 'heading':
      return [{ ...rough('heading', flatten(block.text), block.line), joint: 'section' }];
    case 'paragraph':
      return [rough('paragraph', flatten(block.text), block.line)];
    case 'list':
      return listItems(block, depth);
    case 'quote':
      return quotation(block, depth);
    case 'code':
      return codeLines(block);
    case 'table':
      return tableRows(block);
    case 'figure':
      return [{ kind: 'picture', picture: block.picture, line: block.line }];
    case 'divider':
      return [{ kind: 'joint', joint: 'section' }];
    case 'cut':
      return [{ kind: 'joint', joint: 'cut' }];
  }
}
