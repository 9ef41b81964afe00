import { blueskyRules } from '../../../src/platforms/bluesky/rules.ts';
import { xRules } from '../../../src/platforms/x/rules.ts';
import { cut } from '../../../src/thread/cut/cut.ts';
import { figure } from '../print.ts';
import { bestBlocks, bestShare } from './bound.ts';
import { corpus } from './corpus.ts';
import type { Cutter, Entry } from './entry.ts';
import { hostileTexts } from './hostile.ts';
import { judge, sumOf, type Tally } from './judge.ts';
import { greedy, recursive } from './rivals.ts';
import { bestOf, inTurns } from './time.ts';

const optimal: Cutter = (entry) => cut(entry.passages, entry);

/** The most posts a thread may have, to the fewest there can be. */
const longest = 1.1;

/** Compares the cut with two that others make, on the same articles in one run, beside its goals. */
export async function run(print: (line: string) => void): Promise<void> {
  const platforms = [await corpus(xRules), await corpus(blueskyRules)];
  const entries = platforms.flat();
  print(
    `  ${entries.length} threads of ${entries.length / 2} articles; title, numbers and link are the same for all cutters.`,
  );
  print('  greedy: sentence after sentence; recursive: by block, else by sentence, else by word, as text splitters do');
  print(header);
  for (const some of [...platforms, entries]) for (const line of rowsOf(some)) print(line);
  showGoals(entries);
  showOutliers(entries, print);
  showSpeed(entries);
  showHostile(print);
}

const header = '  platform  cutter     posts  at blocks  stranded  divided  at clauses  enclosed  headings last';

function rowsOf(entries: readonly Entry[]): string[] {
  const names = new Set(entries.map(({ rules }) => rules.platform));
  const platform = names.size === 1 ? [...names].join() : 'both';
  return Object.entries({ greedy, recursive, optimal }).map(([name, cutter]) => {
    const tally = sumOf(entries.map((entry) => judge(cutter(entry), entry)));
    const { posts, cuts, atBlocks, stranded, needless, inReach, atClause, enclosed, headings } = tally;
    const cells = [
      String(posts).padStart(5),
      percent(atBlocks, cuts).padStart(9),
      percent(stranded, posts).padStart(8),
      String(needless).padStart(7),
      `${atClause} of ${inReach}`.padStart(10),
      percent(enclosed, cuts).padStart(8),
      String(headings).padStart(13),
    ];
    return `  ${platform.padEnd(8)}  ${name.padEnd(9)}  ${cells.join('  ')}`;
  });
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

function showGoals(entries: readonly Entry[]): void {
  const greedily = entries.map((entry) => judge(greedy(entry), entry));
  const most = (tally: Tally | undefined): number => Math.floor(longest * (tally?.posts ?? 0));
  const bound = 100 * bestShare(entries.map((entry, index) => bestBlocks(entry, most(greedily[index]))));
  const { posts, cuts, atBlocks, ...cutsOf } = sumOf(entries.map((entry) => judge(optimal(entry), entry)));
  const share = (100 * atBlocks) / cuts;
  figure('sentences divided that would fit a post', cutsOf.needless, 'sentences', { most: 0 });
  figure('long sentences divided at a clause in reach', (100 * cutsOf.atClause) / cutsOf.inReach, '%', { least: 80 });
  figure(`cuts at block ends, of the ${bound.toFixed(1)} % there can be`, (100 * share) / bound, '%', { least: 95 });
  figure('posts stranded under 60', (100 * cutsOf.stranded) / posts, '%', { most: 0.5 });
  figure('cuts inside what is quoted or bracketed', (100 * cutsOf.enclosed) / cuts, '%', { most: 0.3 });
  figure('posts, to greedy’s', posts / sumOf(greedily).posts, 'times', { most: longest });
}

/** Threads far longer than they need be are looked at one by one. */
function showOutliers(entries: readonly Entry[], print: (line: string) => void): void {
  const far = entries.flatMap((entry) => {
    const [few, made] = [greedy(entry), optimal(entry)];
    const { atBlocks, cuts } = judge(made, entry);
    if (made.length <= 1.2 * few.length) return [];
    return [
      `${entry.name} on ${entry.rules.platform}: ${made.length} to ${few.length}, ${atBlocks} of ${cuts} at blocks`,
    ];
  });
  for (const line of far) print(`    more than 1.2 times greedy’s posts: ${line}`);
}

function showSpeed(entries: readonly Entry[]): void {
  const times = inTurns({ greedy, optimal }, entries, 12);
  figure('time, to greedy’s', times.optimal / times.greedy, 'times', { most: 5 });
  const article = entries.find(({ words }) => words >= 1950);
  if (article === undefined) throw new Error('the corpus has no article of 2,000 words');
  const tenfold = { ...article, passages: Array.from({ length: 10 }, () => article.passages).flat() };
  const ten = Array.from({ length: 10 }, () => article);
  const { once, long } = inTurns({ once: () => ten.flatMap(optimal), long: () => optimal(tenfold) }, [article], 15);
  figure(`an article of ${article.words} words`, once / 10, 'ms', { most: 20 });
  figure(`one ten times as long (${long.toFixed(1)} ms), to it`, (10 * long) / once, 'times', { most: 12 });
}

function showHostile(print: (line: string) => void): void {
  for (const [name, textOf] of Object.entries(hostileTexts)) {
    const [half, whole] = [500_000, 1_000_000].map((length) => {
      const entry = hostileEntry(name, textOf(length));
      return bestOf(3, () => optimal(entry));
    });
    print(`  1 MB of ${name}: ${whole?.toFixed(0)} ms, ${((whole ?? 0) / (half ?? 1)).toFixed(1)} times half of it`);
  }
}

function hostileEntry(name: string, text: string): Entry {
  const bare = { atoms: [], links: [], mentions: [], hashtags: [], images: [], line: 1 };
  const passages = [{ kind: 'paragraph', text, joint: 'paragraph', glue: '\n\n', ...bare }] as const;
  const frame = { around: (index: number, total: number) => ({ before: '', after: `\n\n${index + 1}/${total}` }) };
  return { name, words: 0, language: 'en', rules: xRules, frame, passages };
}
