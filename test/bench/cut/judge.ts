import type { Joint, Point } from '../../../src/thread/passage.ts';
import { dressed, type Entry, type Share, textBetween } from './entry.ts';
import { unitsOf } from './runs.ts';

/** What a thread is judged by; sums over threads add up. */
export interface Tally {
  readonly posts: number;
  readonly cuts: number;
  /** Cuts at the end of a paragraph, an item or a section. */
  readonly atBlocks: number;
  /** Posts with less than 60 of the platform's units, frame aside. */
  readonly stranded: number;
  /** Sentences divided that the post in which they begin could have held. */
  readonly needless: number;
  /** Cuts in sentences longer than a post that had a clause mark in reach, and those of them that fell on one. */
  readonly inReach: number;
  readonly atClause: number;
  /** Cuts inside a quotation or parenthesis that would fit a post. */
  readonly enclosed: number;
  /** Headings at a post's end. */
  readonly headings: number;
}

const nothing: Tally = {
  ...{ posts: 0, cuts: 0, atBlocks: 0, stranded: 0, needless: 0 },
  ...{ inReach: 0, atClause: 0, enclosed: 0, headings: 0 },
};

export function sumOf(tallies: readonly Tally[]): Tally {
  const add = (a: Tally, b: Tally): Tally => ({
    posts: a.posts + b.posts,
    cuts: a.cuts + b.cuts,
    atBlocks: a.atBlocks + b.atBlocks,
    stranded: a.stranded + b.stranded,
    needless: a.needless + b.needless,
    inReach: a.inReach + b.inReach,
    atClause: a.atClause + b.atClause,
    enclosed: a.enclosed + b.enclosed,
    headings: a.headings + b.headings,
  });
  return tallies.reduce(add, nothing);
}

/** Judges a thread by its texts alone: nothing of any cutter's own reckoning is used. */
export function judge(shares: readonly Share[], entry: Entry): Tally {
  const total = shares.length;
  const tallies = shares.map((share, index): Tally => {
    if (!entry.rules.fits(dressed(share.text, index, total, entry))) throw new Error(`${entry.name}: too long a post`);
    const stranded = entry.rules.measure(share.text).value < 60 ? 1 : 0;
    const next = shares[index + 1];
    const post = { ...nothing, posts: 1, stranded };
    return next === undefined ? post : { ...post, cuts: 1, ...judgeCut(share, next.from, index, total, entry) };
  });
  return sumOf(tallies);
}

const blockJoints: ReadonlySet<Joint> = new Set(['cut', 'section', 'paragraph', 'item']);

function judgeCut(share: Share, next: Point, index: number, total: number, entry: Entry): Partial<Tally> {
  const passage = entry.passages[share.to.passage];
  if (passage === undefined) return {};
  if (next.passage !== share.to.passage || share.text === '') {
    if (passage.kind === 'heading') return { headings: 1 };
    const between = entry.passages.slice(share.to.passage + 1, next.passage + 1);
    return { atBlocks: share.text === '' || between.some(({ joint }) => blockJoints.has(joint)) ? 1 : 0 };
  }
  const at = share.to.offset;
  const fits = (text: string): boolean => entry.rules.fits(dressed(text, index, Math.max(total, index + 2), entry));
  const torn = enclosures(passage.text).filter(([start, end]) => start < at && at < end);
  const enclosed = torn.some(([start, end]) => fits(passage.text.slice(start, end))) ? 1 : 0;
  const unit = unitsOf(passage, entry.language).find(({ start, end }) => start < at && next.offset < end);
  if (unit === undefined) return { enclosed };
  if (fits(passage.text.slice(unit.start, unit.end))) return { enclosed, needless: 1 };
  const begins = share.from.passage === share.to.passage ? Math.max(share.from.offset, unit.start) : unit.start;
  const marks = clauseEnds(passage.text, begins + fragment, unit.end - fragment);
  const reached = marks.some((end) => fits(textBetween(entry.passages, share.from, { ...share.to, offset: end })));
  return { enclosed, inReach: reached ? 1 : 0, atClause: reached && marks.includes(at) ? 1 : 0 };
}

/** A clause of fewer characters is no place to end or begin a post. */
const fragment = 20;

function clauseEnds(text: string, from: number, to: number): number[] {
  const marks = text.matchAll(/(?:[;:—–…,،؛]["'”’»)\]]*(?=\s)|—|[，；：、]["”’»）」』]*)/g);
  return Array.from(marks, ({ 0: mark, index }) => index + mark.length).filter((end) => end >= from && end <= to);
}

/** Quotations and parentheses, as far as patterns find them; guillemets point the way the first one does. */
function enclosures(text: string): [number, number][] {
  const guillemets = /[«»]/.exec(text)?.[0] === '»' ? /»[^«»]*«/g : /«[^«»]*»/g;
  const quotations = text.includes('„') ? /„[^„“”]*[“”]/g : /“[^“”]*”/g;
  const patterns = [quotations, guillemets, /"[^"]*"/g, /「[^「」]*」/g, /\([^()]*\)/g, /（[^（）]*）/g];
  return patterns.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ 0: found, index }): [number, number] => [index, index + found.length]),
  );
}
