import { type Fault, InputError } from '../../errors.ts';

/** Names that other programs give to the same things. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  lang: 'language',
  locale: 'language',
  canonical: 'url',
  canonicalurl: 'url',
  link: 'url',
  permalink: 'url',
  description: 'subtitle',
  summary: 'subtitle',
  authors: 'author',
  published: 'date',
  publishedat: 'date',
  pubdate: 'date',
  categories: 'tags',
  keywords: 'tags',
  category: 'tags',
  image: 'images',
  cover: 'images',
};

/** Most faults that are listed; behind a broken quote there can be thousands. */
const MAX_FAULTS = 20;

/** Runs a reader of YAML and adds "did you mean" to what it says of unknown keys. */
export function withSuggestions<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError) throw new InputError(...error.faults.slice(0, MAX_FAULTS).map(suggest));
    throw error;
  }
}

/** The place of an unknown key ends in the key, and `allowed` lists the keys there are. */
function suggest(fault: Fault): Fault {
  if (fault.value !== undefined || fault.next !== undefined || fault.allowed === undefined) return fault;
  const key = fault.where.split(/[ .]/).at(-1) ?? '';
  const known = fault.allowed.split(', ');
  const other = OTHER_NAMES[key.toLowerCase().replace(/[^a-z]/g, '')];
  const meant = other !== undefined && known.includes(other) ? other : nearest(key, known);
  return meant === null ? fault : { ...fault, next: `Did you mean ${meant}?` };
}

/** The known name at most one slip of the pen for every three letters away, two in all; `null` where none is so near. */
export function nearest(name: string, known: readonly string[]): string | null {
  const ranked = known
    .map((each) => ({ each, distance: editDistance(name.toLowerCase(), each.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.min(2, Math.floor(name.length / 3)) ? best.each : null;
}

/** Insertions, deletions, replacements and swaps of neighbours (Damerau's optimal string alignment). */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + cost,
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? Number.POSITIVE_INFINITY;
}
