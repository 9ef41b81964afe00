import type { Block } from '../article.ts';
import { plainText } from '../spans.ts';

const LONGEST = 60;
const MOST_WORDS = 9;
/** Shortest neighbour, in characters, that counts as running text. */
const PROSE = 40;

/**
 * Makes headings of the lines in a plain text that can be nothing else: short, beginning with a capital or a number,
 * without any mark at the end, behind a finished paragraph and before running text.
 */
export function withHeadings(blocks: readonly Block[]): Block[] {
  return blocks.map((block, index) => {
    const [before, after] = [blocks[index - 1], blocks[index + 1]];
    if (block.kind !== 'paragraph' || !isHeading(plainText(block.text)) || !isProse(after)) return block;
    return mayPrecede(before) ? { kind: 'heading', level: 2, text: block.text, line: block.line } : block;
  });
}

/** A heading stands behind a finished paragraph, or behind what is no paragraph. */
function mayPrecede(block: Block | undefined): boolean {
  return block?.kind !== 'paragraph' || endsSentence(plainText(block.text));
}

function isHeading(text: string): boolean {
  const words = text.split(' ').length;
  return (
    text.length <= LONGEST &&
    words <= MOST_WORDS &&
    /^[\p{Lu}\p{Lt}\p{N}]/u.test(text) &&
    /[\p{L}\p{N}]$/u.test(text) &&
    !text.includes('\n')
  );
}

function endsSentence(text: string): boolean {
  return /[.!?…:][\p{Pf}\p{Pe}"']*$/u.test(text);
}

function isProse(block: Block | undefined): boolean {
  if (block?.kind !== 'paragraph') return false;
  const text = plainText(block.text);
  return text.length >= PROSE && endsSentence(text);
}
