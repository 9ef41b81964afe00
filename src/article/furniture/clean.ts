import type { Block } from '../article.ts';
import type { Facts, Removed } from '../draft.ts';
import { readBody } from './body.ts';
import type { Gone } from './company.ts';
import { withCredits } from './credits.ts';
import { dayOf } from './dates.ts';
import { readHead } from './head.ts';
import { type Line, toLines, withDividers, withoutLines } from './lines.ts';
import { readTail } from './tail.ts';

/** An article without its page, what was learned from the page, and what was left out. */
export interface Clean {
  readonly blocks: readonly Block[];
  readonly facts: Facts;
  readonly removed: readonly Removed[];
}

/**
 * Takes out the page's furniture, and the title and subtitle, which are not blocks. A line is judged by what it says,
 * where it stands and what stands beside it; whatever may be the article's own stays.
 */
export function clean(draft: readonly Block[], facts: Facts): Clean {
  const blocks = withCredits(withDividers(draft));
  const lines = toLines(blocks);
  const gone: Gone = new Map();
  const lifted = new Set<Line>();
  const { head, names, end: start } = readHead(lines, facts, gone, lifted);
  const end = readTail(lines, start, head.author, gone);
  readBody(lines, start, end, names, gone);
  loosenEdges(lines, gone, lifted);
  return {
    blocks: withoutLines(blocks, new Set([...gone.keys(), ...lifted])),
    facts: { ...facts, ...head, ...factsBelow(head, gone) },
    removed: lines.flatMap((line) => reportOf(line, gone)),
  };
}

/** Rules at the ends, and behind another rule, part nothing. */
function loosenEdges(lines: readonly Line[], gone: Gone, lifted: ReadonlySet<Line>): void {
  const left = lines.filter((line) => !gone.has(line) && !lifted.has(line));
  const last = left.findLastIndex(({ kind }) => kind !== 'divider');
  for (const [index, line] of left.entries()) {
    const before = left[index - 1];
    const partsNothing = before === undefined || before.kind === 'divider' || index > last;
    if (line.kind === 'divider' && partsNothing) gone.set(line, 'separator');
  }
}

function reportOf(line: Line, gone: Gone): Removed[] {
  const why = gone.get(line);
  if (why === undefined || line.kind === 'cut') return [];
  const text = line.kind === 'divider' ? '--' : line.kind === 'figure' ? `[picture: ${line.text}]` : line.text;
  return [{ text, why, line: line.number + line.part }];
}

/** Author and date, where only the foot of the page names them. */
function factsBelow(head: Pick<Facts, 'author' | 'publishedAt'>, gone: Gone): Pick<Facts, 'author' | 'publishedAt'> {
  const labels = [...gone.keys()].flatMap((line) => line.labels);
  const named = labels.find(({ kind, name }) => name !== null && (kind === 'author' || kind === 'origin'));
  const dates = labels.filter(({ kind }) => kind === 'origin' || kind === 'published').map(({ date }) => date);
  const day = dates.map((date) => (date === null ? null : dayOf(date))).find((date) => date !== null);
  return { author: head.author ?? named?.name ?? null, publishedAt: head.publishedAt ?? day ?? null };
}
