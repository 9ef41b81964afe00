import type { Bundle } from './bundles.ts';
import type { Reading } from './reading.ts';
import { Selection } from './selection.ts';
import type { Weighed } from './worth.ts';

/** A bundle in the order of choice, and whether it was taken as the best of its section. */
export interface Choice extends Bundle {
  readonly isFirst: boolean;
}

/**
 * Puts bundles in the order in which a growing budget takes them: first the best of every section, the opening one in
 * front, then whatever adds most for its length to what is taken, as in budgeted submodular selection (Lin and Bilmes,
 * "Multi-document Summarization via Budgeted Maximization of Submodular Functions", NAACL 2010).
 */
export function* choices(reading: Reading, bundles: readonly Bundle[], weighed: Weighed): Generator<Choice> {
  const selection = new Selection(reading, weighed);
  const sound = bundles.filter(({ core }) => (weighed.worths[core]?.selfStanding ?? 0) > least);
  const considered = mostPromising(selection, sound);
  for (const bundle of firstsOf(selection, sound, reading)) {
    selection.add(bundle);
    yield { ...bundle, isFirst: true };
  }
  for (;;) {
    const bundle = best(selection, considered);
    if (bundle === null) return;
    selection.add(bundle);
    yield { ...bundle, isFirst: false };
  }
}

/** What stands by itself no better than this, a call to the reader, is never chosen. */
const least = 0.05;

/** Every choice weighs all bundles anew: of a text of the length of a book only the best are considered. */
const mostConsidered = 2000;

function mostPromising(selection: Selection, bundles: readonly Bundle[]): readonly Bundle[] {
  if (bundles.length <= mostConsidered) return bundles;
  const gains = bundles.map((bundle) => ({ bundle, gain: selection.gain(bundle) }));
  return gains
    .toSorted((a, b) => b.gain - a.gain)
    .slice(0, mostConsidered)
    .map(({ bundle }) => bundle);
}

/** The best bundle of each section, of two sentences at most if there is one. */
function firstsOf(selection: Selection, bundles: readonly Bundle[], { sentences, headings }: Reading): Bundle[] {
  const bySection: Bundle[][] = headings.map(() => []);
  for (const bundle of bundles) bySection[sentences[bundle.core]?.section ?? 0]?.push(bundle);
  const firsts = bySection.flatMap((all) => {
    const short = all.filter(({ first, last }) => last - first < 2);
    return best(selection, short.length > 0 ? short : all) ?? [];
  });
  const [opening, ...rest] = firsts;
  const gains = new Map(rest.map((bundle) => [bundle, selection.gain(bundle)]));
  const sorted = rest.toSorted((a, b) => (gains.get(b) ?? 0) - (gains.get(a) ?? 0));
  return opening === undefined ? [] : [opening, ...sorted];
}

function best(selection: Selection, bundles: readonly Bundle[]): Bundle | null {
  let found: Bundle | null = null;
  let most = 0;
  for (const bundle of bundles) {
    const gain = selection.gain(bundle);
    if (gain > most) [found, most] = [bundle, gain];
  }
  return found;
}
