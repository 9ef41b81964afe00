import type { Frame, Passage, Point } from '../../../src/thread/passage.ts';
import type { Rules } from '../../../src/thread/rules.ts';

/** An article of the corpus, ready to be cut for one platform: the same for every cutter. */
export interface Entry {
  readonly name: string;
  readonly words: number;
  readonly language: string;
  readonly rules: Rules;
  readonly frame: Frame;
  readonly passages: readonly Passage[];
}

/** A post's share of the passages. */
export interface Share {
  readonly from: Point;
  readonly to: Point;
  readonly text: string;
}

export type Cutter = (entry: Entry) => readonly Share[];

/** A post as it will be. */
export function dressed(text: string, index: number, total: number, { frame }: Entry): string {
  const { before, after } = frame.around(index, total);
  return `${before}${text}${after}`.trim();
}

export function textBetween(passages: readonly Passage[], from: Point, to: Point): string {
  const texts = passages.slice(from.passage, to.passage + 1).map(({ text, glue }, index, { length }) => {
    const part = text.slice(index === 0 ? from.offset : 0, index === length - 1 ? to.offset : text.length);
    return index === 0 ? part : glue + part;
  });
  return texts.join('');
}
