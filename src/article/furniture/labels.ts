import { KINDS, type KindName, type Phrases } from './kinds.ts';
import { isName } from './names.ts';
import { compile, normalise } from './pattern.ts';
import { DE } from './phrases/de.ts';
import { EN } from './phrases/en.ts';
import { ES } from './phrases/es.ts';
import { FR } from './phrases/fr.ts';

/** A kind that a line may be of, and what else it says. */
export interface Label {
  readonly kind: KindName;
  readonly name: string | null;
  readonly date: string | null;
}

/** Longest line, in characters, that is looked at: furniture is short. */
const LONGEST = 300;
const LANGUAGES: readonly Phrases[] = [EN, DE, FR, ES];

/** For each kind, its phrases without names and those with: a name that is none must not hide another phrase. */
const PATTERNS = kindNames().map((kind) => {
  const phrases = LANGUAGES.flatMap((language) => language[kind] ?? []);
  const [plain, named] = [false, true].map((want) => phrases.filter((phrase) => /\{(?:name|title)\}/.test(phrase) === want));
  return { kind, patterns: [plain, named].flatMap((each) => (each?.length ? [compile(each)] : [])) };
});
const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });
const SENTENCE_KINDS = new Set<KindName>(['signoff', 'farewell', 'newsletter', 'cookies', 'cookieNotice']);

/** The kinds that a whole line may be of. A line such as `Jane Doe · 4 min read` is of the kinds of its parts. */
export function labelsOf(line: string): readonly Label[] {
  const text = line.length > 2 * LONGEST ? '' : normalise(line);
  if (text === '' || text.length > LONGEST) return [];
  const unmarked = text.replace(/[.!…]+$/u, '');
  const sentence = unmarked === text ? [] : match(unmarked).filter(({ kind }) => SENTENCE_KINDS.has(kind));
  const labels = [...match(text), ...sentence, ...labelsBySentence(text)];
  return labels.length > 0 ? labels : labelsByPart(text);
}

function kindNames(): KindName[] {
  return Object.keys(KINDS).filter((name): name is KindName => name in KINDS);
}

function match(text: string): Label[] {
  return PATTERNS.flatMap(({ kind, patterns }) => {
    const label = patterns.map((pattern) => labelFrom(kind, pattern.exec(text))).find((each) => each !== null);
    return label === undefined ? [] : [label];
  });
}

function labelFrom(kind: KindName, found: RegExpExecArray | null): Label | null {
  if (found === null) return null;
  const { name = null, title = null, date = null } = found.groups ?? {};
  const named = [name, title].filter((each) => each !== null);
  return named.every((each) => isName(each.replace(/[.!]$/, ''))) ? { kind, name, date } : null;
}

/**
 * The kinds of a paragraph, sentence by sentence, final marks aside: those that every sentence is of; else, where each
 * is of some kind and they fit together, all that are not `sure`.
 */
function labelsBySentence(text: string): Label[] {
  const sentences = [...SENTENCES.segment(text)].map(({ segment }) => segment.trim().replace(/[.!?…\s]+$/u, ''));
  const labels = sentences
    .filter((each) => /[\p{L}\p{N}]/u.test(each))
    .map((each) => match(each).filter(({ kind }) => SENTENCE_KINDS.has(kind)));
  const [first] = labels;
  if (first === undefined || labels.some((each) => each.length === 0)) return [];
  const shared = first.filter(({ kind }) => labels.every((each) => each.some((label) => label.kind === kind)));
  if (shared.length > 0) return shared;
  const all = labels.flat().filter(({ kind }) => KINDS[kind].weight !== 'sure');
  const families = new Set(all.map(({ kind }) => KINDS[kind].family));
  return families.size === 1 || families.has('farewell') ? all : [];
}

function labelsByPart(text: string): Label[] {
  const parts = text.split(/\s*[·•∙|]\s*/).filter((part) => part !== '');
  if (parts.length < 2) return [];
  const labels = parts.map((part) => match(part));
  const unknown = parts.filter((_part, index) => labels[index]?.length === 0);
  if (unknown.length === parts.length || unknown.length > 1 || !unknown.every(isName)) return [];
  return [...labels.flat(), ...unknown.map((name): Label => ({ kind: 'byline', name, date: null }))];
}
