import type { Block } from '../../article/article.ts';
import { type Depth, roughOf } from './blocks.ts';
import { framed } from './draft.ts';
import { isText, type Rough, type RoughText } from './rough.ts';

const BULLET = '• ';
const INDENT = '  ';

/**
 * Items with bullets or numbers, an item of an inner list indented under its own. The first paragraph of an item
 * carries its mark; further ones follow it as paragraphs.
 */
export function listItems(list: Block & { kind: 'list' }, depth: Depth): readonly Rough[] {
  const inner = { ...depth, lists: depth.lists + 1 };
  const indent = INDENT.repeat(Math.min(depth.lists, DEEPEST));
  let previous: readonly Rough[] = [];
  return list.items.flatMap((blocks, index) => {
    const mark = list.start === null ? BULLET : `${list.start + index}. `;
    const item = marked(roughOf(blocks, inner), indent + mark, jointFor(previous, depth));
    if (item.length > 0) previous = item;
    return item;
  });
}

/** Deeper lists are not indented further: nobody could read them, and a hostile one would grow without bound. */
const DEEPEST = 4;

/** Empty lines keep a list apart from the text before it, and an item of several paragraphs from the next. */
function jointFor(previous: readonly Rough[], { lists }: Depth): Pick<RoughText, 'joint' | 'glue'> {
  if (previous.length === 0) return lists === 0 ? { joint: 'paragraph', glue: '\n\n' } : { joint: 'item', glue: '\n' };
  const isLoose = previous.some((piece, index) => index > 0 && isText(piece) && piece.kind !== 'item');
  return { joint: 'item', glue: isLoose ? '\n\n' : '\n' };
}

function marked(item: readonly Rough[], mark: string, joint: Pick<RoughText, 'joint' | 'glue'>): readonly Rough[] {
  const first = item.findIndex(isText);
  return item.map((piece, index) => (index === first && isText(piece) ? markedText(piece, mark, joint) : piece));
}

function markedText(piece: RoughText, mark: string, joint: Pick<RoughText, 'joint' | 'glue'>): RoughText {
  const isProse = piece.kind === 'paragraph' || piece.kind === 'heading';
  return { ...piece, ...joint, kind: isProse ? 'item' : piece.kind, draft: framed(piece.draft, mark) };
}
