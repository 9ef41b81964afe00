import type { Stretch } from '../thread.ts';
import { fullPosts } from './fill.ts';
import { anySpaces, type Mark, marks, marksAndWords, type Place, type Surroundings, unspacedWords } from './places.ts';

/** A piece of a unit between two neighbouring places where it may be divided. */
export interface Part extends Stretch {
  /** What a cut in front of it falls on; `null` for the first part of a unit. */
  readonly mark: Mark | null;
  readonly width: number;
}

/** What dividing needs to know of the text around, and of the posts to fill. */
export interface Task extends Surroundings {
  /** 1-based line of the source, for errors. */
  readonly line: number;
  width(text: string): number;
  /** Whether every post of the thread, the last aside, has room for this text. */
  fits(text: string, width: number): boolean;
}

type Level = (stretch: Stretch, task: Task) => Iterable<Place>;

/** From the best places to the worst. What still does not fit a post after one level is divided by the next. */
const levels: readonly Level[] = [marksAndWords, anySpaces, unspacedWords, fullPosts];

/**
 * The parts of a stretch that does not fit a post: clauses and words, and only where one of those does not fit either,
 * what white space, words of a script without spaces, and at last graphemes part.
 *
 * @throws InputError where a single grapheme does not fit.
 */
export function divide(whole: Stretch, task: Task): Part[] {
  return joined(refine({ ...whole, mark: null }, 0, task), task);
}

function refine(stretch: Omit<Part, 'width'>, level: number, task: Task): Part[] {
  const slice = task.text.slice(stretch.start, stretch.end);
  const width = task.width(slice);
  const places = levels[level];
  if (places === undefined || task.fits(slice, width)) return [{ ...stretch, width }];
  const parts: Part[] = [];
  let { start, mark } = stretch;
  for (const place of [...places(stretch, task), { end: stretch.end, next: stretch.end, mark: null }]) {
    for (const part of refine({ start, end: place.end, mark }, level + 1, task)) parts.push(part);
    start = place.next;
    mark = place.mark;
  }
  return parts;
}

/** Places closer together than so many of the platform's units are as good as one: it keeps windows small. */
const grain = 12;

/** Joins tiny parts to those before them, but for what follows a better mark. */
function joined(parts: readonly Part[], { text, width }: Task): Part[] {
  const kept: Part[] = [];
  for (const part of parts) {
    const last = kept.at(-1);
    const both = last === undefined ? Number.POSITIVE_INFINITY : width(text.slice(last.start, part.end));
    if (last === undefined || both > grain || rank(part) < rank(last)) kept.push(part);
    else kept.splice(-1, 1, { ...last, end: part.end, width: both });
  }
  return kept;
}

function rank({ mark }: Part): number {
  return mark === null ? -1 : marks.indexOf(mark);
}
