import type { Passage } from '../passage.ts';
import { leansInside, opensDangling } from '../sentences/openers.ts';
import { enclosedUntil, enclosures } from '../sentences/pairs.ts';
import { sentences } from '../sentences/sentences.ts';
import type { Stretch } from '../thread.ts';

/** A sentence of the article with what ties it to its neighbours. Its stretch is of its passage's text. */
export interface Sentence extends Stretch {
  /** Its place among the sentences of the article. */
  readonly index: number;
  /** Index of its passage. */
  readonly passage: number;
  readonly text: string;
  readonly kind: Passage['kind'];
  /** Sections are counted from 0; only those that hold sentences count. */
  readonly section: number;
  /** Its place among the sentences of its paragraph. */
  readonly place: number;
  /** Nothing but white space stands between it and the sentence before. */
  readonly follows: boolean;
  /** It says something only together with the sentence before: "This", or the answer to a line that ends in a colon. */
  readonly leans: boolean;
  /** It says something only together with the sentence after: it ends in a colon, or in the middle of a quotation. */
  readonly leads: boolean;
}

/** What there is to choose from. */
export interface Reading {
  readonly sentences: readonly Sentence[];
  /** The heading of each section; `null` for one without. */
  readonly headings: readonly (string | null)[];
}

/** A sign whose partner is further away, in UTF-16 units, is rather an apostrophe or a slip. */
const longestEnclosure = 800;
/** Paragraphs to a section where an article has no sections of its own. */
const paragraphsToSection = 4;

/** Reads passages as sentences. Headings, code and tables hold none: they only part what stands around them. */
export function read(passages: readonly Passage[], language: string): Reading {
  const found: Sentence[] = [];
  const { ofPassage, headings } = sectionsOf(passages);
  for (const [index, passage] of passages.entries()) {
    const stretches = stretchesOf(passage, language);
    const bonds = bondsOf(passage.text, stretches);
    for (const [place, stretch] of stretches.entries()) {
      const text = passage.text.slice(stretch.start, stretch.end);
      const previous = found.at(-1);
      const follows = place > 0 || (previous !== undefined && adjoins(passages, previous, index));
      found.push({
        ...stretch,
        index: found.length,
        passage: index,
        text,
        kind: passage.kind,
        section: ofPassage[index] ?? 0,
        place,
        follows,
        leans:
          (bonds[place - 1] ?? false) ||
          (follows && previous?.leads === true) ||
          opensDangling(text, language) ||
          leansInside(text, language),
        leads: (bonds[place] ?? false) || isIntroduction(text) || isQuotedOn(passages, index, place, stretches.length),
      });
    }
  }
  return { sentences: found, headings };
}

function isIntroduction(text: string): boolean {
  return /[:：]["'”’»]?$/.test(text);
}

/** A quotation goes on in the next passage, or a line with its source follows. */
function isQuotedOn(passages: readonly Passage[], index: number, place: number, of: number): boolean {
  const next = passages[index + 1];
  return place === of - 1 && passages[index]?.kind === 'quote' && next?.kind === 'quote' && next.joint !== 'section';
}

/** Whether a passage stands right behind a sentence, which ends the passage before. */
function adjoins(passages: readonly Passage[], previous: Sentence, index: number): boolean {
  const passage = passages[index];
  return previous.passage === index - 1 && passage?.joint !== 'section' && passage?.kind !== 'item';
}

/** A quotation is one, whatever its sentences; the mark of a list's item is not part of what it says. */
function stretchesOf({ kind, text }: Passage, language: string): readonly Stretch[] {
  if (!isProse(kind)) return [];
  const found = sentences(text, language);
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (kind === 'quote') return [{ start: first.start, end: last.end }];
  if (kind !== 'item') return found;
  const mark = /^(?:[•◦▪‣-]|\d+\.)\s+/.exec(text.slice(first.start, first.end))?.[0] ?? '';
  return [{ start: first.start + mark.length, end: first.end }, ...found.slice(1)].filter(
    ({ start, end }) => end > start,
  );
}

/** For each sentence of a text whether a quotation or parenthesis that it opens ends in a later one. */
function bondsOf(text: string, stretches: readonly Stretch[]): readonly boolean[] {
  const enclosed = enclosures(text, longestEnclosure);
  return stretches.map(({ end }) => enclosedUntil(enclosed, end) > end);
}

/** Sections begin at headings and dividers; without any, after every few paragraphs. One without sentences is none. */
function sectionsOf(passages: readonly Passage[]) {
  const divided = passages.some(({ joint }, index) => index > 0 && joint === 'section');
  const ofPassage: number[] = [];
  const headings: (string | null)[] = [];
  let heading: string | null = null;
  let isOpen = false;
  for (const [index, { kind, joint, text }] of passages.entries()) {
    if (divided ? joint === 'section' : index % paragraphsToSection === 0) isOpen = false;
    if (kind === 'heading') heading = text;
    else if (isProse(kind)) {
      if (!isOpen) headings.push(heading);
      isOpen = true;
      heading = null;
    }
    ofPassage.push(Math.max(0, headings.length - 1));
  }
  return { ofPassage, headings };
}

function isProse(kind: Passage['kind']): boolean {
  return kind === 'paragraph' || kind === 'quote' || kind === 'item';
}
