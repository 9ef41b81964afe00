import type { Block } from '../article.ts';
import { plainText } from '../spans.ts';
import { labelsOf } from './labels.ts';

/** Gives a line such as "Photo by Jane Doe on Unsplash" to the picture above it, as its caption. */
export function withCredits(blocks: readonly Block[]): Block[] {
  const result: Block[] = [];
  for (const block of blocks) {
    const last = result.at(-1);
    const credit = block.kind === 'paragraph' ? plainText(block.text) : '';
    const isCredit = last?.kind === 'figure' && labelsOf(credit).some(({ kind }) => kind === 'credit');
    if (!isCredit) result.push(block);
    else {
      const caption = last.picture.caption === null ? credit : `${last.picture.caption} ${credit}`;
      result[result.length - 1] = { ...last, picture: { ...last.picture, caption } };
    }
  }
  return result;
}
