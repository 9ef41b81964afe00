import { KINDS, type KindName, type Phrases } from './kinds.ts';
import { createMatcher, type Label } from './match.ts';
import { isName } from './names.ts';
import { DE } from './phrases/de.ts';
import { EN } from './phrases/en.ts';
import { ES } from './phrases/es.ts';
import { FR } from './phrases/fr.ts';

export type { Label } from './match.ts';

/** Longest line, in characters, that is looked at: furniture is short. */
const LONGEST = 300;
const LANGUAGES: readonly Phrases[] = [EN, DE, FR, ES];
const SENTENCE_KINDS = new Set<KindName>(['signoff', 'farewell', 'newsletter', 'cookies', 'cookieNotice']);
/** Those that may end in a full stop as a whole line. */
const STOPPED = new Set<KindName>([...SENTENCE_KINDS, 'copyright', 'origin', 'membership', 'interface', 'credit']);
/** Furniture's sentences are plain; making an `Intl.Segmenter` for them would take 25 ms of every start. */
const BETWEEN_SENTENCES = /(?<=[.!?…]["')\]]*)\s+(?!\p{Ll})/u;
/** Pictures of hands, bells and arrows around a button's words, and the dots that part it from the next. */
const EDGE = String.raw`[\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}\ufe0f♡♥☆★✓✔←→↑↓►·•∙|\s]`;
const EDGES = new RegExp(`^(?:(?![©®™])${EDGE})+|(?:(?![©®™])${EDGE})+$`, 'gu');

const match = createMatcher(
  kindNames().flatMap((kind) =>
    LANGUAGES.flatMap((language) => (language[kind] ?? []).map((phrase) => ({ kind, phrase }))),
  ),
);

/** The kinds that a whole line may be of. A line such as `Jane Doe · 4 min read` is of the kinds of its parts. */
export function labelsOf(line: string): readonly Label[] {
  const text = line.length > 2 * LONGEST ? '' : normalise(line);
  if (text === '' || text.length > LONGEST) return [];
  const unmarked = text.replace(/[.!…]+$/u, '');
  const sentence = unmarked === text ? [] : match(unmarked).filter(({ kind }) => STOPPED.has(kind));
  const labels = [...match(text), ...sentence, ...labelsBySentence(text)];
  return labels.length > 0 ? labels : labelsByPart(text);
}

function kindNames(): KindName[] {
  return Object.keys(KINDS).filter((name): name is KindName => name in KINDS);
}

/** A line as the phrases are written: straight quotes, single spaces, nothing invisible, no ornaments around it. */
function normalise(line: string): string {
  return line
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/[’‘ʼ´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(EDGES, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The kinds of a paragraph, sentence by sentence, final marks aside: those that every sentence is of; else, where each
 * is of some kind and they fit together, all that are not `sure`.
 */
function labelsBySentence(text: string): Label[] {
  const labels: Label[][] = [];
  // "Give it a clap (or 50!)": an aside ends no sentence.
  for (const part of text.replace(/ ?\([^()]{1,40}\)/g, '').split(BETWEEN_SENTENCES)) {
    const sentence = part.trim().replace(/[.!?…\s]+$/u, '');
    if (!/[\p{L}\p{N}]/u.test(sentence)) continue;
    const found = match(sentence).filter(({ kind }) => SENTENCE_KINDS.has(kind));
    if (found.length === 0) return [];
    labels.push(found);
  }
  const [first] = labels;
  if (first === undefined) return [];
  const shared = first.filter(({ kind }) => labels.every((each) => each.some((label) => label.kind === kind)));
  if (shared.length > 0) return shared;
  const all = labels.flat().filter(({ kind }) => KINDS[kind].weight !== 'sure');
  const families = new Set(all.map(({ kind }) => KINDS[kind].family));
  return families.size === 1 || families.has('farewell') ? all : [];
}

function labelsByPart(text: string): Label[] {
  const parts = text.split(/\s*[·•∙|]\s*|\]\s*\[|^\[|\]$/).filter((part) => part !== '');
  if (parts.length < 2) return [];
  const labels = parts.map(match);
  const unknown = parts.filter((_part, index) => labels[index]?.length === 0);
  if (unknown.length === parts.length || unknown.length > 1 || !unknown.every(isName)) return [];
  return [...labels.flat(), ...unknown.map((name): Label => ({ kind: 'byline', name, date: null }))];
}
