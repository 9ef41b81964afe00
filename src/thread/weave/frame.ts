import type { Frame } from '../passage.ts';
import { joinTexts, plainText, type Text } from './text.ts';

/** What posts carry beside their piece of the article. */
export interface Trimmings {
  /** Pattern with `{n}` and `{total}`, `null` for none. A thread of one post is not numbered. */
  readonly numbering: string | null;
  /** Last words of the thread. */
  readonly signoff: Text;
  /** The canonical link, where it stands in the text. */
  readonly link: Text;
}

const BETWEEN = '\n\n';

/** A post's text: piece, sign-off, link and number, with an empty line between each. */
export function dressed(piece: Text, index: number, total: number, { signoff, link, numbering }: Trimmings): Text {
  const last = index === total - 1 ? [signoff, link] : [];
  return joinTexts([piece, ...last, plainText(numberOf(numbering, index, total))], BETWEEN);
}

/** The same as room for the cutter to leave. */
export function frameOf(trimmings: Trimmings): Frame {
  return {
    around: (index, total) => {
      const after = dressed(plainText(''), index, total, trimmings).text;
      return { before: '', after: after === '' ? '' : BETWEEN + after };
    },
  };
}

function numberOf(pattern: string | null, index: number, total: number): string {
  if (pattern === null || total === 1) return '';
  return pattern
    .replaceAll('{n}', String(index + 1))
    .replaceAll('{total}', String(total))
    .trim();
}
