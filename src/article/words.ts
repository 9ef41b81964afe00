import type { Block } from './article.ts';
import { plainText } from './spans.ts';

/** The words of blocks as running text, blocks parted by line ends. */
export function textOf(blocks: readonly Block[]): string {
  return blocks.flatMap(textsOf).join('\n');
}

/** Words by `Intl.Segmenter`'s boundaries in this language. */
export function countWords(blocks: readonly Block[], language: string): number {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  let words = 0;
  for (const { isWordLike } of segmenter.segment(textOf(blocks))) if (isWordLike) words++;
  return words;
}

function textsOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [plainText(block.text)];
    case 'list':
      return block.items.flatMap((item) => item.flatMap(textsOf));
    case 'quote':
      return block.blocks.flatMap(textsOf);
    case 'code':
      return [block.text];
    case 'table':
      return block.rows.flatMap((row) => row.map(plainText));
    default:
      return [];
  }
}
