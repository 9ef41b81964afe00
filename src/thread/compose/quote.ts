import type { Block } from '../../article/article.ts';
import { type Depth, roughOf } from './blocks.ts';
import { framed, sliced } from './draft.ts';
import { isQuoted, type QuotationMarks } from './quotation-marks.ts';
import type { Rough, RoughText } from './rough.ts';

/**
 * A quotation in quotation marks, unless it brings its own; every paragraph opens with one and the last closes it. Its
 * last line is its source where it begins with a dash, and stands on a line of its own behind the marks.
 */
export function quotation(block: Block & { kind: 'quote' }, depth: Depth): readonly Rough[] {
  const inside = roughOf(block.blocks, { ...depth, quotes: depth.quotes + 1 }).flatMap(withSource);
  const prose = inside.filter(isProse);
  const source = isSourceOf(prose.at(-1), prose.at(-2)) ? prose.at(-1) : undefined;
  const quoted = prose.filter((piece) => piece !== source);
  const marks = quoted.length === 0 || areQuoted(quoted) ? null : marksAt(depth);
  const last = quoted.at(-1);
  return inside.map((piece): Rough => {
    if (!isProse(piece)) return piece;
    if (piece === source) return { ...piece, kind: 'quote', joint: 'line', glue: '\n' };
    if (marks === null) return { ...piece, kind: 'quote' };
    return { ...piece, kind: 'quote', draft: framed(piece.draft, marks[0], piece === last ? marks[1] : '') };
  });
}

/** Marks alternate; a third level and deeper ones stay as they are. */
function marksAt({ marks, quotes }: { readonly marks: QuotationMarks; readonly quotes: number }) {
  return [marks.outer, marks.inner][quotes] ?? null;
}

function isProse(piece: Rough): piece is RoughText {
  return piece.kind === 'paragraph' || piece.kind === 'quote';
}

function areQuoted(paragraphs: readonly RoughText[]): boolean {
  return isQuoted(`${paragraphs[0]?.draft.text ?? ''} ${paragraphs.at(-1)?.draft.text ?? ''}`);
}

const DASH = /^[—–―~-]\s?\p{L}/u;
const LONGEST_SOURCE = 120;

/**
 * Whether a line names the source of the words before it: `— Marie Curie, 1911`. It is short, begins with a dash and
 * is no exclamation; words that begin with a dash themselves are a dialogue, and what follows goes on with it.
 */
export function isSourceOf(line: RoughText | undefined, before: RoughText | undefined): boolean {
  if (line === undefined || before === undefined || DASH.test(before.draft.text)) return false;
  const { text } = line.draft;
  return text.length <= LONGEST_SOURCE && DASH.test(text) && !/\n|[!?…]$/.test(text);
}

/** Divides a last line that names the source from the words quoted. */
function withSource(piece: Rough): readonly Rough[] {
  if (!isProse(piece)) return [piece];
  const at = piece.draft.text.lastIndexOf('\n');
  if (at < 0) return [piece];
  const words = { ...piece, draft: sliced(piece.draft, 0, at) };
  const source = { ...piece, draft: sliced(piece.draft, at + 1) };
  return isSourceOf(source, words) ? [words, source] : [piece];
}
