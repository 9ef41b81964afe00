import type { Language } from '../sentences/language.ts';
import { languageOf } from '../sentences/languages.ts';
import type { Reading, Sentence } from './reading.ts';
import { type Terms, termsOf, weigh } from './terms.ts';
import { isScrap } from './width.ts';

/** What an article is called, and the BCP 47 tag of its language. An `Article` is one. */
export interface Subject {
  readonly language: string;
  readonly title: string;
  readonly subtitle: string | null;
}

/** What speaks for and against a sentence by itself. */
export interface Worth {
  readonly terms: Terms;
  /** What speaks for it by its place, its figures, its names and the words of title and heading. */
  readonly marks: readonly Mark[];
  /** How well it is understood without what stands around it, from 0 to 1. */
  readonly selfStanding: number;
  /** The same, less what a question, an item and a scrap lose in a summary, from 0 to 1. */
  readonly fitness: number;
}

/** A merit of a sentence: its weight, on a scale where the most telling words of the article weigh 1, and its name. */
export interface Mark {
  readonly value: number;
  readonly reason: string;
}

export interface Weighed {
  /** For each sentence. */
  readonly worths: readonly Worth[];
  /** How much each term says about the article. */
  readonly weights: ReadonlyMap<string, number>;
}

export function weighAll({ sentences, headings }: Reading, { language, title, subtitle }: Subject): Weighed {
  const terms = sentences.map(({ text }) => (isScrap(text) ? scrap.terms : termsOf(text, language)));
  const titled = termsOf(`${title} ${subtitle ?? ''}`, language);
  const headed = headings.map((heading) => termsOf(heading ?? '', language));
  const data = languageOf(language);
  const isFamiliar = familiarity(titled, data?.openers.definite ?? new Set());
  const worths = sentences.map((sentence, index): Worth => {
    const own = terms[index] ?? scrap.terms;
    if (isScrap(sentence.text)) return scrap;
    const marks = [
      ...placeMarks(sentence, sentences),
      ...contentMarks(sentence),
      { value: 0.6 * overlap(own, titled), reason: 'takes up the title' },
      { value: 0.3 * overlap(own, headed[sentence.section] ?? new Map()), reason: 'takes up its heading' },
    ].filter(({ value }) => value > 0);
    const selfStanding = selfStandingOf(sentence, data) * (isFamiliar(sentence, own) ? 0.8 : 1);
    return { terms: own, marks, selfStanding, fitness: selfStanding * summaryFitness(sentence) };
  });
  return { worths, weights: weigh(terms) };
}

const scrap: Worth = { terms: new Map(), marks: [], selfStanding: 0, fitness: 0 };

/**
 * Tells of sentences, asked about in order, whether they begin with a thing that was named before, "the gauge", and
 * that the title does not name: who reads such a sentence alone wonders which.
 */
function familiarity(titled: Terms, definite: ReadonlySet<string>): (sentence: Sentence, terms: Terms) => boolean {
  const named = new Set<string>();
  return ({ text }, terms) => {
    const [article = ''] = text.toLowerCase().match(/[\p{L}\p{M}]+/u) ?? [];
    const [thing = ''] = terms.keys();
    const isKnown = definite.has(article) && named.has(thing) && !titled.has(thing);
    for (const term of terms.keys()) named.add(term);
    return isKnown;
  };
}

function placeMarks({ index, section, place }: Sentence, all: readonly Sentence[]): readonly Mark[] {
  const opensSection = all[index - 1]?.section !== section;
  const opensParagraph = place === 0 && !opensSection;
  return [
    { value: index === 0 ? 0.8 : 0, reason: 'opens the article' },
    { value: index > 0 && opensSection ? 0.25 : 0, reason: 'opens its section' },
    { value: opensParagraph ? 0.15 : 0, reason: 'opens its paragraph' },
    { value: index === all.length - 1 ? 0.35 : 0, reason: 'closes the article' },
  ];
}

const name = /(?<=[\p{L},] )\p{Lu}\p{L}+/gu;

function contentMarks({ text, kind }: Sentence): readonly Mark[] {
  const names = new Set(text.match(name)).size;
  return [
    { value: /\p{N}/u.test(text) ? 0.2 : 0, reason: 'gives figures' },
    { value: Math.min(0.2, names * 0.1), reason: 'gives names' },
    { value: kind === 'quote' || /["“„«「]/.test(text) ? 0.1 : 0, reason: 'quotes' },
  ];
}

/** The share of a title's words that a sentence takes up; three of a long one are as good as all. */
function overlap(terms: Terms, titled: Terms): number {
  const shared = [...titled.keys()].filter((term) => terms.has(term)).length;
  return titled.size === 0 ? 0 : Math.min(1, shared / Math.min(3, titled.size));
}

/** In UTF-16 units: shorter sentences say little, longer ones fill a post alone. */
const comfortable = { least: 50, most: 260 };

function selfStandingOf({ text, leans, place }: Sentence, data: Language | null): number {
  const lower = text.toLowerCase();
  const isAside = /^[([（].*[)\]）]$/su.test(text);
  const isCall = data?.calls.some((call) => lower.includes(call)) ?? false;
  // It leans on the whole paragraph before it, not on the last sentence alone.
  const leansFar = leans && place === 0;
  return (isAside ? 0.2 : 1) * (isCall ? 0.02 : 1) * (leansFar ? 0.6 : 1) * (1 - pointing(lower, data));
}

/** How much of a sentence points elsewhere: pronouns weigh more in a short sentence, where they mean nothing inside. */
function pointing(lower: string, data: Language | null): number {
  if (data === null) return 0;
  const { words, back } = data.openers;
  const all = lower.match(/[\p{L}\p{M}]+/gu) ?? [];
  return Math.min(0.5, (2 * all.filter((word) => words.has(word) && back.has(word)).length) / Math.max(1, all.length));
}

function summaryFitness({ text, kind }: Sentence): number {
  const length = Math.min(1, text.length / comfortable.least, comfortable.most / text.length);
  return length * (/[?？]["'”’»)]*$/.test(text) ? 0.5 : 1) * (kind === 'item' ? 0.7 : 1);
}
