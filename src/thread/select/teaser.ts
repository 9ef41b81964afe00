import type { Passage } from '../passage.ts';
import { languageOf } from '../sentences/languages.ts';
import { bundlesOf } from './bundles.ts';
import type { Chosen } from './highlights.ts';
import { type Reading, read, type Sentence } from './reading.ts';
import { Selection } from './selection.ts';
import { type Mark, type Subject, type Weighed, weighAll } from './worth.ts';

/**
 * The one or two adjacent sentences of an article that make one want to read it: a claim with a figure, a thought that
 * turns, a question, about what the article is about and from its beginning rather than its end. They stand by
 * themselves and end a sentence. `fits` tells whether a text has room in the post. `null` where nothing fits.
 */
export function teaser(passages: readonly Passage[], subject: Subject, fits: (text: string) => boolean): Chosen | null {
  const reading = read(passages, subject.language);
  const pull = pullIn(reading, subject);
  const hooks = candidates(reading).map((pair) => {
    const stretch = { start: pair[0].start, end: (pair[1] ?? pair[0]).end };
    const text = passages[pair[0].passage]?.text.slice(stretch.start, stretch.end) ?? '';
    return { ...pull(pair, text), text, passage: pair[0].passage, stretch };
  });
  const best = hooks.toSorted((a, b) => b.value - a.value).find(({ text }) => fits(text));
  return best === undefined ? null : { passage: best.passage, stretch: best.stretch, why: best.reason };
}

/** One sentence, or two that stand side by side in a paragraph. */
type Pair = readonly [Sentence] | readonly [Sentence, Sentence];

function candidates({ sentences }: Reading): readonly Pair[] {
  return bundlesOf(sentences).flatMap(({ first, last }): Pair[] => {
    const [one, two] = [sentences[first], sentences[first + 1]];
    if (one === undefined || last > first + 1) return [];
    const pair: Pair[] = two?.passage === one.passage && !two.leads ? [[one, two]] : [];
    return last > first ? pair : [[one], ...pair];
  });
}

/** Tells how strongly a pair makes one want to read on, and what does it. */
function pullIn(reading: Reading, subject: Subject): (pair: Pair, text: string) => Mark {
  const weighed: Weighed = weighAll(reading, subject);
  const selection = new Selection(reading, weighed);
  const turns = languageOf(subject.language)?.turns ?? new Set<string>();
  return (pair, text) => {
    const [{ index }] = pair;
    const telling = pair.reduce((sum, sentence) => sum + selection.telling(sentence.index), 0) / pair.length;
    const marks = [
      { value: 0.5 * telling, reason: 'speaks of what the article is about' },
      { value: 0.35 * (1 - index / reading.sentences.length), reason: 'stands early' },
      ...hookMarks(text, turns),
    ].filter(({ value }) => value >= 0.1);
    const reasons = marks.toSorted((a, b) => b.value - a.value).map(({ reason }) => reason);
    const sum = marks.reduce((total, { value }) => total + value, 0);
    const selfStanding = weighed.worths[index]?.selfStanding ?? 1;
    return { value: sum * selfStanding * lengthFit(text), reason: reasons.join('; ') };
  };
}

function hookMarks(text: string, turns: ReadonlySet<string>): readonly Mark[] {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const turning = words.filter((word) => turns.has(word)).length;
  return [
    { value: /\p{N}/u.test(text) ? 0.25 : 0, reason: 'gives figures' },
    { value: Math.min(0.4, turning * 0.2), reason: 'turns a thought' },
    { value: /[?？]/.test(text) ? 0.2 : 0, reason: 'asks' },
  ];
}

/** In UTF-16 units: shorter is a scrap, longer is no hook. */
const comfortable = { least: 90, most: 220 };

function lengthFit(text: string): number {
  return Math.min(1, text.length / comfortable.least, comfortable.most / text.length);
}
