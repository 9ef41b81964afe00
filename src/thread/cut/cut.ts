import type { Charge, Frame, Passage, Piece } from '../passage.ts';
import type { Rules } from '../rules.ts';
import { costs, pieceCharges } from './costs.ts';
import { type Draft, isFit, type Job, measuredDraft, plainDraft, provenDraft, settled, textOf } from './draft.ts';
import { type Gauge, gaugeOf } from './gauge.ts';
import { unitsOf } from './units.ts';

/** What passages are cut for. */
export interface Context {
  readonly rules: Rules;
  /** BCP 47 tag of the article. */
  readonly language: string;
  readonly frame: Frame;
  /** Of these rules, where one is at hand that knows these texts already. */
  readonly gauge?: Gauge;
}

/*
 * All cuts of a thread are chosen together, as Knuth and Plass choose all line breaks of a paragraph ("Breaking
 * Paragraphs into Lines", Software: Practice and Experience 11, 1981): the thread is the cheapest path through the
 * places where it may be cut.
 *
 *     ¶ Heading    ¶ One sentence. One longer than a post; in clauses, of many words.    ¶ The last one.
 *
 * (A) |-------|    |-----------| |--------------------------------------------------|    |-----------|   units
 *
 * (B) 0       1                2                          3           4             5                6   breaks
 *          heading          sentence                    clause      comma       paragraph           end
 *
 * (C) sum(2) + gap(2) to sum(5): |--------------------------------------------------|                    width
 *
 * (D)         |<------------- window of break 5 ----------------------------------->|
 *
 * (E)                          2 -- cost of the post (2,5) + cost of the cut at 5 --> 5, after 3 posts
 *
 * (F) the last post, (2,6) or (5,6), or (6,6) after a post that ends at 6        (G) 6 -> 5 -> 2 -> 0 backwards
 *
 * A. Every sentence, heading, line of code and row of a table is a unit, and measured once. A unit that fits a post is
 *    never divided; one that does not is divided at clauses and words, and what of these does not fit either, further.
 * B. Breaks lie between the parts. What a cut there costs depends on the break alone: its kind, and what it tears.
 * C. Widths of posts are differences of running sums, less the white space that a cut takes away.
 * D. A post that ends at a break begins in its window, whose start only moves forward: time is linear in the text.
 * E. A break keeps the cheapest way to it, one for each number of posts as long as that number still matters: until
 *    the numbering has the width it keeps, and past the lengths that the platform shows badly.
 * F. The last post has room of its own, for sign-off and link.
 * H. How wide the numbering is depends on the total: it is assumed, at first the least there can be, and the thread
 *    cut again for the total that came out while that one is wider.
 * I. Widths add up only nearly. Each post is measured as it will be; should one not fit after all, the thread is cut
 *    again with windows measured on the texts themselves.
 */

/**
 * Cuts passages into the pieces of a thread, at the least cost by the model in `costs.ts`. The pieces joined are the
 * passages but for white space; every one fits its post with the frame around it. A piece is empty only at the end,
 * where the last unit fits a post but not beside what the last post carries. No text, no pieces.
 *
 * Frames must be no wider for one number than for another of as many digits.
 *
 * @throws InputError where the frame leaves no room, or one character does not fit a post.
 */
export function cut(
  passages: readonly Passage[],
  { rules, language, frame, gauge = gaugeOf(rules) }: Context,
): Piece[] {
  const units = unitsOf(passages, language, rules, gauge);
  if (units.length === 0) return [];
  const job: Job = { passages, units, language, rules, frame, gauge };
  for (const way of [plainDraft, measuredDraft, provenDraft]) {
    const draft = settled(job, way);
    if (isFit(job, draft)) return piecesOf(job, draft);
  }
  throw new Error('a frame is wider for one number than for another of as many digits');
}

function piecesOf({ passages, rules }: Job, { breaks, path, rooms }: Draft): Piece[] {
  const total = path.length - 1;
  return path.slice(1).map((to, index) => {
    const from = path[index] ?? to;
    const [start, stop] = [breaks[from], breaks[to]];
    if (start === undefined || stop === undefined) throw new Error('a path leads through breaks');
    const last = index === total - 1;
    const width = from === to ? 0 : stop.sum - start.sum - start.gap;
    const awkward: Charge[] =
      last && rules.awkwardLengths.includes(total) ? [{ what: 'awkward', cost: costs.awkward }] : [];
    return {
      from: start.next,
      to: stop.end,
      text: textOf(passages, breaks, from, to),
      breakAt: last ? 'end' : stop.kind,
      charges: [...pieceCharges(width, rooms.narrowest.width, last), ...stop.charges, ...awkward],
    };
  });
}
