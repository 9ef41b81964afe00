import type { Passage, Point } from '../../../src/thread/passage.ts';
import { sentences } from '../../../src/thread/sentences/sentences.ts';
import type { Stretch } from '../../../src/thread/thread.ts';
import type { Entry } from './entry.ts';

/** A run of text that a rival packs: a passage, a sentence, a word or a slice of one. */
export interface Run {
  readonly from: Point;
  readonly to: Point;
  readonly width: number;
  /** Width of the white space in front of it. */
  readonly gap: number;
}

export interface Runs {
  readonly blocks: readonly Run[];
  sentencesOf(block: Run): readonly Run[];
  wordsOf(run: Run): readonly Run[];
  /** Slices of a word, for a room. */
  slicesOf(word: Run, room: number): readonly Run[];
}

export function runsOf({ passages, rules, language }: Entry): Runs {
  const runOf = (passage: number, { start, end }: Stretch, gap: number): Run => ({
    from: { passage, offset: start },
    to: { passage, offset: end },
    width: rules.measure(textAt(passage).slice(start, end)).value,
    gap,
  });
  const textAt = (passage: number): string => passages[passage]?.text ?? '';
  /** The parts of a run, the first with the run's own gap, the others with the white space that parts them. */
  const parts = (run: Run, found: readonly Stretch[]): Run[] =>
    found.map((part, index) => {
      const gap = index === 0 ? run.gap : part.start - (found[index - 1]?.end ?? part.start);
      return runOf(run.from.passage, part, gap);
    });
  return {
    blocks: passages.map(({ text }, index) =>
      runOf(index, trimmed(text), index === 0 ? 0 : gapBefore(passages, index)),
    ),
    sentencesOf: (block) => parts(block, unitsOf(passages[block.from.passage], language)),
    wordsOf: (run) => parts(run, wordsIn(textAt(run.from.passage), run)),
    slicesOf: (word, room) => parts(word, slicesIn(textAt(word.from.passage), word, room)),
  };
}

function trimmed(text: string): Stretch {
  return { start: text.length - text.trimStart().length, end: text.trimEnd().length };
}

function gapBefore(passages: readonly Passage[], index: number): number {
  const { text = '', glue = '' } = passages[index] ?? {};
  const before = passages[index - 1]?.text ?? '';
  return before.length - before.trimEnd().length + glue.length + trimmed(text).start;
}

/** What a passage is made of: sentences, or lines of code; a heading or a row is one. */
export function unitsOf(passage: Passage | undefined, language: string): readonly Stretch[] {
  const { kind = 'paragraph', text = '' } = passage ?? {};
  return kind === 'paragraph' || kind === 'quote' || kind === 'item' ? sentences(text, language) : [trimmed(text)];
}

function wordsIn(text: string, { from, to }: Run): readonly Stretch[] {
  const words = text.slice(from.offset, to.offset).matchAll(/\S+/g);
  return Array.from(words, ({ 0: word, index }) => ({
    start: from.offset + index,
    end: from.offset + index + word.length,
  }));
}

/** Slices of code points, of which the heaviest weigh 2 on X. */
function slicesIn(text: string, { from, to }: Run, room: number): readonly Stretch[] {
  const slices: Stretch[] = [];
  let start = from.offset;
  for (const character of text.slice(from.offset, to.offset)) {
    const end = (slices.at(-1)?.end ?? from.offset) + character.length;
    if (slices.length > 0 && end - start <= room / 2) slices.splice(-1, 1, { start, end });
    else {
      start = end - character.length;
      slices.push({ start, end });
    }
  }
  return slices;
}
