import type { Joint, Passage } from '../passage.ts';
import type { Stretch } from '../thread.ts';
import type { Sentence } from './reading.ts';
import { widthOf } from './width.ts';

/**
 * Passages reduced to some of their sentences, in order. Sentences that stand side by side in a passage stay together;
 * what comes from different places is a paragraph of its own, so that posts are cut there before they are cut inside.
 */
export function extract(passages: readonly Passage[], sentences: readonly Sentence[]): Passage[] {
  const runs = runsOf(sentences);
  return runs.flatMap((run, index) => {
    const passage = passages[run[0].passage];
    if (passage === undefined) return [];
    const isLast = runs[index + 1]?.[0].passage !== run[0].passage;
    return reduced(passage, run, jointBetween(runs[index - 1], run, passage), isLast);
  });
}

/** Sentences that stand side by side in one passage. */
type Run = readonly [Sentence, ...Sentence[]];

function runsOf(sentences: readonly Sentence[]): readonly Run[] {
  const runs: [Sentence, ...Sentence[]][] = [];
  let before: Sentence | undefined;
  for (const sentence of sentences) {
    const isBeside = before?.passage === sentence.passage && before.index === sentence.index - 1;
    if (isBeside) runs.at(-1)?.push(sentence);
    else runs.push([sentence]);
    before = sentence;
  }
  return runs;
}

/** The author's cut marks are for the whole text; here only sections part. */
function jointBetween(before: Run | undefined, [first]: Run, passage: Passage): Joint {
  if (before?.[0].section !== first.section) return 'section';
  return passage.joint === 'line' && before[0].passage === first.passage - 1 ? 'line' : 'paragraph';
}

function reduced(passage: Passage, run: Run, joint: Joint, isLast: boolean): Passage {
  const whole = { start: run[0].start, end: run.at(-1)?.end ?? run[0].end };
  const within = <S extends Stretch>(stretches: readonly S[]) => clipped(stretches, whole);
  return {
    kind: passage.kind === 'item' ? 'paragraph' : passage.kind,
    text: passage.text.slice(whole.start, whole.end),
    joint,
    glue: joint === 'line' ? '\n' : '\n\n',
    atoms: within([...passage.atoms, ...thoughtsOf(run)]),
    links: within(passage.links),
    mentions: within(passage.mentions),
    hashtags: within(passage.hashtags),
    images: isLast ? passage.images : [],
    line: passage.line,
  };
}

/** Sentences that lean on one another are kept in one post where they are no wider than this together. */
const shortThought = 200;

/** The stretches of sentences that lean on one another and are short enough to be kept together. */
function thoughtsOf(run: Run): readonly Stretch[] {
  const thoughts: { start: number; end: number; text: string }[] = [];
  for (const [place, { start, end, text, leans }] of run.entries()) {
    const thought = thoughts.at(-1);
    if (thought === undefined || !(leans || run[place - 1]?.leads)) thoughts.push({ start, end, text });
    else Object.assign(thought, { end, text: `${thought.text} ${text}` });
  }
  return thoughts.filter(({ text }) => widthOf(text) <= shortThought).map(({ start, end }) => ({ start, end }));
}

/** The parts of stretches inside a run, from its beginning. */
function clipped<S extends Stretch>(stretches: readonly S[], run: Stretch): S[] {
  return stretches
    .filter(({ start, end }) => start < run.end && end > run.start)
    .map((stretch) => ({
      ...stretch,
      start: Math.max(stretch.start, run.start) - run.start,
      end: Math.min(stretch.end, run.end) - run.start,
    }));
}
