import type { Charge, Passage } from '../passage.ts';
import { opensDangling } from '../sentences/openers.ts';
import type { Break } from './breaks.ts';
import { costs, strandedWidth } from './costs.ts';
import type { Segment } from './segments.ts';
import type { Unit } from './units.ts';

/** What a cut in front of a segment falls on. */
export function kindOf({ unit, part }: Segment): Break['kind'] {
  return part.mark === null ? unit.joint : part.mark === 'comma' ? 'clause' : part.mark;
}

/** What a cut in front of a segment costs, reason by reason. In front of the first, or at the author's mark: nothing. */
export function chargesFor(segment: Segment, language: string): Charge[] {
  const { before, unit, part } = segment;
  if (part.mark === null && (before === undefined || unit.joint === 'cut')) return [];
  const why = reasons.filter(([, applies]) => applies(segment, language)).map(([reason]) => reason);
  return [part.mark ?? unit.joint, ...why].map((what) => ({ what, cost: costs[what] }));
}

const introducing = /[:：]/;

type Reason = 'heading' | 'introduced' | 'asked' | 'begun' | 'torn' | 'dangling' | 'enclosure' | 'block';

const reasons: readonly (readonly [Reason, (segment: Segment, language: string) => boolean])[] = [
  ['heading', (segment) => opensPassage(segment) && segment.before?.passage.kind === 'heading'],
  ['introduced', (segment) => opensPassage(segment) && endsIn(segment, introducing)],
  ['asked', (segment) => opensPassage(segment) && endsIn(segment, /[?？؟]/)],
  ['begun', (segment) => opensSentence(segment) && isFirstAndShort(segment)],
  ['torn', (segment) => opensSentence(segment) && isLastAndShort(segment)],
  ['dangling', (segment, language) => opensUnit(segment) && dangles(segment, language)],
  ['enclosure', ({ enclosed, inBlock, unit }) => enclosed || (inBlock && unit.passage.kind === 'quote')],
  ['block', ({ inBlock, unit }) => inBlock && unit.passage.kind !== 'quote'],
];

function opensUnit({ part }: Segment): boolean {
  return part.mark === null;
}

function opensPassage({ before, unit, part }: Segment): boolean {
  return part.mark === null && before?.passage !== unit.passage;
}

function opensSentence(segment: Segment): boolean {
  return opensUnit(segment) && segment.unit.joint === 'sentence';
}

/** Whether the passage before, of the same section, ends in one of these marks. */
function endsIn({ before, unit }: Segment, marks: RegExp): boolean {
  return before !== undefined && unit.joint !== 'section' && marks.test(lastOf(before));
}

function lastOf({ passage, end }: Unit): string {
  return passage.text.charAt(end - 1);
}

function isFirstAndShort({ before }: Segment): boolean {
  return before !== undefined && before.joint !== 'sentence' && before.width < strandedWidth;
}

/** One that introduces what follows is better off there. */
function isLastAndShort({ unit, after }: Segment): boolean {
  return after?.passage !== unit.passage && unit.width < strandedWidth && !introducing.test(lastOf(unit));
}

const prose: ReadonlySet<Passage['kind']> = new Set(['paragraph', 'quote', 'item']);

function dangles({ unit: { passage, start, end } }: Segment, language: string): boolean {
  return prose.has(passage.kind) && opensDangling(passage.text.slice(start, end), language);
}
