import type { KindName } from './kinds.ts';
import { firstCharacters, type Part, parsePhrase, plainBeginning } from './phrase.ts';
import { endsOf } from './places.ts';

/** A kind whose phrase a text is, and the name and date it says. */
export interface Label {
  readonly kind: KindName;
  readonly name: string | null;
  readonly date: string | null;
}

/** What the places of a phrase stood for. */
type Found = { name: string | null; date: string | null };

interface Phrase {
  readonly kind: KindName;
  /** What every text begins with that is this phrase, in lower case; often nothing. */
  readonly beginning: string;
  /** Read when a text begins so: most phrases never are. */
  parts(): readonly Part[];
}

/**
 * Finds the kinds of which a text is a phrase, from end to end. Phrases are looked up by how they begin and walked part
 * by part: built at once and tried in microseconds, where one large regular expression takes a second to compile.
 */
export function createMatcher(phrases: readonly { readonly kind: KindName; readonly phrase: string }[]) {
  const byFirst = new Map<string, Phrase[]>();
  const open: Phrase[] = [];
  for (const { kind, phrase } of phrases) {
    const beginning = plainBeginning(phrase);
    let read: readonly Part[] | undefined;
    const parts = () => {
      read ??= parsePhrase(phrase);
      return read;
    };
    const first = beginning === '' ? firstCharacters(parts()) : [beginning.charAt(0)];
    const entry = { kind, beginning, parts };
    if (first === null) open.push(entry);
    for (const character of first ?? []) {
      const entries = byFirst.get(character);
      if (entries === undefined) byFirst.set(character, [entry]);
      else entries.push(entry);
    }
  }
  return (text: string): Label[] => {
    const lower = text.toLowerCase();
    const candidates = [...(byFirst.get(lower.charAt(0)) ?? []), ...open];
    const labels = candidates.flatMap(({ kind, beginning, parts }) => {
      if (!lower.startsWith(beginning)) return [];
      const found: Found = { name: null, date: null };
      return walk(parts(), 0, text, lower, 0, found, (end) => end === text.length) ? [{ kind, ...found }] : [];
    });
    return labels.filter(({ kind }, index) => labels.findIndex((each) => each.kind === kind) === index);
  };
}

/** Walks `parts` from `index` on, beginning at `at`; `then` says whether the rest works out from where they end. */
function walk(
  parts: readonly Part[],
  index: number,
  text: string,
  lower: string,
  at: number,
  found: Found,
  then: (end: number) => boolean,
): boolean {
  const part = parts[index];
  if (part === undefined) return then(at);
  const onward = (end: number) => walk(parts, index + 1, text, lower, end, found, then);
  switch (part.kind) {
    case 'text':
      return lower.startsWith(part.text, at) && onward(at + part.text.length);
    case 'space':
      return text.charAt(at) === ' ' ? onward(at + 1) : !part.some && onward(at);
    case 'either':
      return part.branches.some((branch) => walk(branch, 0, text, lower, at, found, onward));
    case 'place':
      return standsFor(part.name, text, at, found, onward);
  }
}

function standsFor(place: string, text: string, at: number, found: Found, onward: (end: number) => boolean): boolean {
  for (const end of endsOf(place, text, at)) {
    if (!onward(end)) continue;
    if (place === 'name') found.name ??= text.slice(at, end);
    if (place === 'date') found.date ??= text.slice(at, end);
    return true;
  }
  return false;
}
