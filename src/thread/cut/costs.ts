import type { Charge } from '../passage.ts';

/**
 * The cost model: a thread costs the sum of its posts and of its cuts, and the cheapest one is chosen. All costs are
 * whole numbers, so that sums are exact in whatever order.
 *
 * What decides most threads is `sentence` against `post`: one post more is worth its price if a cut then falls at a
 * paragraph's end instead of between two sentences. From there on each kind of cut is clearly worse than the one
 * before, and what no cut should do costs more than anything that could be gained by it. `npm run bench` shows what
 * these numbers make of real articles.
 */
export const costs = {
  /** Every post. */
  post: 100,
  /** An empty post, were there one; a post half empty pays a quarter of it. The last post owes nothing. */
  ragged: 20,
  /** A post whose piece is narrower than `strandedWidth`. */
  stranded: 400,
  /** Where the cut falls. */
  cut: 0,
  section: 0,
  paragraph: 4,
  item: 8,
  line: 100,
  sentence: 120,
  clause: 195,
  comma: 225,
  word: 600,
  grapheme: 1000,
  /** A heading at a post's end. */
  heading: 2000,
  /** A list, quotation, table or piece of code introduced in one post and begun in the next. */
  introduced: 250,
  /** A paragraph that ends in a question, in one post, and whatever answers it in the next. */
  asked: 50,
  /** A paragraph's first sentence, narrower than `strandedWidth`, left behind. */
  begun: 40,
  /** A paragraph's last sentence, narrower than `strandedWidth`, torn off. */
  torn: 40,
  /** A pronoun or connective opens the next post. */
  dangling: 30,
  /** A quotation or parenthesis that would fit a post, opened in one and closed in the next. */
  enclosure: 1000,
  /** A table or a piece of code that would fit a post, divided. */
  block: 120,
  /** A thread of a length the platform shows badly. */
  awkward: 300,
} as const;

/** Narrower than this, in the platform's own units, a post looks lost and a sentence short. */
export const strandedWidth = 60;

/** What the post of one piece costs, by the piece's width; `room` is the narrowest of the thread. */
export function pieceCharges(width: number, room: number, last: boolean): Charge[] {
  const empty = last ? 0 : Math.max(0, 1 - width / room);
  const charges: Charge[] = [{ what: 'post', cost: costs.post }];
  const ragged = Math.round(costs.ragged * empty * empty);
  if (ragged > 0) charges.push({ what: 'ragged', cost: ragged });
  if (width < strandedWidth) charges.push({ what: 'stranded', cost: costs.stranded });
  return charges;
}

export function total(charges: readonly Charge[]): number {
  return charges.reduce((sum, { cost }) => sum + cost, 0);
}

/** The same as `total(pieceCharges(…))`, for the innermost loop. */
export function pieceCost(width: number, room: number, last: boolean): number {
  const empty = last ? 0 : Math.max(0, 1 - width / room);
  return costs.post + Math.round(costs.ragged * empty * empty) + (width < strandedWidth ? costs.stranded : 0);
}
