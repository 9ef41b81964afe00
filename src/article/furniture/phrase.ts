/** A part of a phrase; see `Phrases` for how they are written. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  /** White space; `some` false: or none. */
  | { readonly kind: 'space'; readonly some: boolean }
  | { readonly kind: 'either'; readonly branches: readonly (readonly Part[])[] }
  | { readonly kind: 'place'; readonly name: string };

/** Reads a phrase of the data files. A part in `[…]` is an `either` with an empty branch. */
export function parsePhrase(phrase: string): readonly Part[] {
  return createParser(phrase.toLowerCase()).sequence();
}

const SYNTAX = '[](){}|~\\ ';

function createParser(phrase: string) {
  let at = 0;
  const sequence = (): Part[] => {
    const parts: Part[] = [];
    while (at < phrase.length && !')]|'.includes(phrase.charAt(at))) parts.push(part());
    return parts;
  };
  const part = (): Part => {
    const sign = phrase.charAt(at);
    if (!SYNTAX.includes(sign)) return { kind: 'text', text: plainText() };
    at++;
    switch (sign) {
      case '[':
        return { kind: 'either', branches: [...branches(), []] };
      case '(':
        return { kind: 'either', branches: branches() };
      case '{':
        return { kind: 'place', name: placeName() };
      case '\\':
        return { kind: 'text', text: phrase.charAt(at++) };
      default:
        return { kind: 'space', some: sign === ' ' };
    }
  };
  const plainText = (): string => {
    const from = at;
    while (at < phrase.length && !SYNTAX.includes(phrase.charAt(at))) at++;
    return phrase.slice(from, at);
  };
  const placeName = (): string => {
    const from = at;
    at = phrase.indexOf('}', from) + 1;
    return phrase.slice(from, at - 1);
  };
  const branches = (): Part[][] => {
    const all = [sequence()];
    while (phrase.charAt(at) === '|') {
      at++;
      all.push(sequence());
    }
    at++;
    return all;
  };
  return { sequence };
}

/** What of a phrase stands in front of its first sign of syntax, in lower case. */
export function plainBeginning(phrase: string): string {
  const end = Array.from(phrase).findIndex((character) => SYNTAX.includes(character));
  return phrase.slice(0, end < 0 ? phrase.length : end).toLowerCase();
}

/** The characters with which a phrase can begin; `null` where it can begin with anything. */
export function firstCharacters(parts: readonly Part[]): ReadonlySet<string> | null {
  const characters = new Set<string>();
  for (const part of parts) {
    if (part.kind === 'text') return characters.add(part.text.charAt(0));
    if (part.kind === 'place') return null;
    if (part.kind === 'space') continue;
    const branches = part.branches.map((branch) => (branch.length === 0 ? new Set<string>() : firstCharacters(branch)));
    for (const each of branches) {
      if (each === null) return null;
      for (const character of each) characters.add(character);
    }
    if (part.branches.every((branch) => branch.length > 0)) return characters;
  }
  return characters;
}
