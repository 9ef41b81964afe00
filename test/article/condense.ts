import type { Block, RichText } from '../../src/article/article.ts';
import type { ReadArticle } from '../../src/article/read.ts';

/**
 * What a reader made of a file, in the short form of the fixtures: plain text as a string, and a span with a setting as
 * `{ text, marks, href }`, empty fields left out.
 */
export function condense({ article, removed, warnings }: ReadArticle): unknown {
  return { ...article, blocks: article.blocks.map(condenseBlock), removed, warnings };
}

function condenseBlock(block: Block): unknown {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return { ...block, text: condenseText(block.text) };
    case 'list':
      return { ...block, items: block.items.map((item) => item.map(condenseBlock)) };
    case 'quote':
      return { ...block, blocks: block.blocks.map(condenseBlock) };
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map(condenseText)) };
    default:
      return block;
  }
}

function condenseText(text: RichText): unknown {
  const spans = text.map(({ text: words, marks, href }) =>
    marks.length === 0 && href === null
      ? words
      : { text: words, ...(marks.length > 0 ? { marks } : {}), ...(href === null ? {} : { href }) },
  );
  const [first = '', ...rest] = spans;
  return rest.length === 0 ? first : spans;
}
