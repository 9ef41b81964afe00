/** A part of a phrase; see `Phrases` for how they are written. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  /** White space; `some` false: or none. */
  | { readonly kind: 'space'; readonly some: boolean }
  | { readonly kind: 'either'; readonly branches: readonly (readonly Part[])[] }
  | { readonly kind: 'place'; readonly name: string };

/** Reads a phrase of the data files. A part in `[…]` is an `either` with an empty branch. */
export function parsePhrase(phrase: string): readonly Part[] {
  const tokens = phrase.toLowerCase().match(/\\.|\{\w+\}|[[\]()|~]| +|[^[\](){}|~\\ ]+/g) ?? [];
  let at = 0;
  const sequence = (): Part[] => {
    const parts: Part[] = [];
    for (let token = tokens[at]; token !== undefined && !/^[\])|]$/.test(token); token = tokens[at]) {
      at++;
      if (token === '[' || token === '(') parts.push({ kind: 'either', branches: branches(token === '[') });
      else parts.push(partOf(token));
    }
    return parts;
  };
  const branches = (isOptional: boolean): Part[][] => {
    const all = [sequence()];
    while (tokens[at] === '|') {
      at++;
      all.push(sequence());
    }
    at++;
    return isOptional ? [...all, []] : all;
  };
  return sequence();
}

function partOf(token: string): Part {
  if (token.startsWith('{')) return { kind: 'place', name: token.slice(1, -1) };
  if (token.startsWith(' ')) return { kind: 'space', some: true };
  if (token === '~') return { kind: 'space', some: false };
  return { kind: 'text', text: token.replace(/^\\/, '') };
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
