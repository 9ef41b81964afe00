/** How a thread opens, by the first sentence of its first post. */
export const OPENINGS = ['question', 'number', 'quote', 'statement'] as const;

export type Opening = (typeof OPENINGS)[number];

const QUOTE = /^["'“”„‚‘«‹「『»]/u;
/** A question mark of any script before the sentence ends, or the one that Spanish begins with. */
const QUESTION = /^¿|^[^.!?。！\n]*[?？؟]/u;
const NUMBER = /\p{Nd}/u;
/** Numbering that Spool or the author set in front is no number to read: `1/7`, `(1/7)`, `1.` */
const NUMBERING = /^\(?\d{1,3}(?:\/\d{1,3}\)?|\.(?=\s))\s*/u;

/**
 * A quotation first, then a question, then a sentence with a figure in it, else a statement. Emoji and white space in
 * front are passed over.
 */
export function openingOf(text: string): Opening {
  const said = text
    .slice(0, 1_000)
    .replace(/^(?:\s|\p{Extended_Pictographic}|\u{fe0f}|\u{200d})+/u, '')
    .replace(NUMBERING, '');
  if (QUOTE.test(said)) return 'quote';
  if (QUESTION.test(said)) return 'question';
  const [sentence = ''] = said.split(/(?<=[.!。！])\s|\n/u, 1);
  return NUMBER.test(sentence) ? 'number' : 'statement';
}
