import type { Charge, Passage, Piece, Point } from '../passage.ts';
import { chargesFor, kindOf } from './charges.ts';
import { total } from './costs.ts';
import { type Material, segmentsOf } from './segments.ts';

/** A place where a post may end and the next begin. The first stands before the article, the last after it. */
export interface Break {
  /** Where the text before it ends; the white space from here to `next` goes when it is cut. */
  readonly end: Point;
  readonly next: Point;
  readonly kind: Piece['breakAt'];
  /** What a cut here costs, by reason and in all. */
  readonly charges: readonly Charge[];
  readonly cost: number;
  /** Width of the article up to `end`. */
  readonly sum: number;
  /** Width of the white space from `end` to `next`. */
  readonly gap: number;
  /**
   * So many posts must be before it for a post that is cut here: the unit that is divided would fit one of those, were
   * it to begin there. 0 where none is divided, or one that fits no post.
   */
  readonly notBefore: number;
  /** Number of pictures that go with the text up to `end`. */
  readonly images: number;
}

/** All breaks of an article in order; empty where it has no text. */
export function breaksOf(material: Material): Break[] {
  const breaks: Break[] = [];
  const images = imagesBefore(material.passages);
  let sum = 0;
  let end: Point = { passage: 0, offset: 0 };
  for (const segment of segmentsOf(material)) {
    const { unit, part, gap } = segment;
    const charges = chargesFor(segment, material.language);
    breaks.push({
      ...{ end, next: { passage: unit.index, offset: part.start }, sum, gap },
      ...{ kind: kindOf(segment), charges, cost: total(charges) },
      notBefore: part.mark === null ? 0 : material.heldBy(unit.passage.text.slice(unit.start, unit.end), unit.width),
      images: images[unit.index] ?? 0,
    });
    sum += gap + part.width;
    end = { passage: unit.index, offset: part.end };
  }
  if (breaks.length === 0) return [];
  const after = { end, next: end, sum, gap: 0, kind: 'end', charges: [], cost: 0, notBefore: 0 } as const;
  return [...breaks, { ...after, images: images.at(-1) ?? 0 }];
}

/** How many pictures go with the passages before each one, and with all of them. */
function imagesBefore(passages: readonly Passage[]): number[] {
  const counts = [0];
  for (const [index, { images }] of passages.entries()) counts.push((counts[index] ?? 0) + images.length);
  return counts;
}
