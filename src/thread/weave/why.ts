import type { Charge, Piece } from '../passage.ts';

const AT: Record<Piece['breakAt'], string> = {
  cut: 'at the author’s cut mark',
  section: 'at the end of a section',
  paragraph: 'at the end of a paragraph',
  item: 'between two items of a list',
  line: 'between two lines',
  sentence: 'at the end of a sentence',
  clause: 'inside a sentence too long for a post, at a clause',
  word: 'inside a sentence too long for a post, between two words',
  grapheme: 'inside a word too long for a post',
  end: 'the thread ends here',
};

/** What is not so good about it, by the names of the cutter's charges. */
const ALTHOUGH: ReadonlyMap<Charge['what'], string> = new Map([
  ['heading', 'a heading ends the post'],
  ['introduced', 'what it introduces begins in the next post'],
  ['torn', 'the paragraph’s last short sentence is torn off'],
  ['begun', 'the paragraph’s short first sentence is left behind'],
  ['asked', 'the question here is answered in the next post'],
  ['dangling', 'the next post opens with a word that points back'],
  ['enclosure', 'it parts a quotation or parenthesis'],
  ['block', 'it divides a table or a piece of code'],
  ['stranded', 'the post is very short'],
  ['awkward', 'the platform shows a thread of this length badly'],
]);

/** Why the thread was cut after a piece, in words, with what even the best cut could not avoid. */
export function whyOf({ breakAt, charges }: Piece): string {
  const drawbacks = charges.flatMap(({ what }) => ALTHOUGH.get(what) ?? []);
  const but = drawbacks.length === 0 ? '' : `, although ${drawbacks.join(' and ')}`;
  return `${breakAt === 'end' ? '' : 'cut '}${AT[breakAt]}${but}`;
}
