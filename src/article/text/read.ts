import { InputError } from '../../errors.ts';
import type { Block } from '../article.ts';
import { CUT_MARK } from '../cut-mark.ts';
import { type Draft, NO_FACTS, type Reading } from '../draft.ts';
import { span, tidy } from '../spans.ts';
import { type Group, groupsOf, isOrnament, linesOf, type SourceLine } from './lines.ts';
import { follows, type Item, isList, listBlock, sourceLines, stretchesOf } from './list.ts';
import { unwrapGroup, wrapWidth } from './wrap.ts';

/** Quotes within quotes that are read; e-mails rarely have more than five. */
const MAX_DEPTH = 20;
/** Most lines that are not empty: a novel has fewer. */
const MAX_LINES = 20_000;
/** Longest line, in characters, of a verse or an address; among longer ones, each is a paragraph. */
const LONGEST_VERSE = 90;
const QUOTED = /^\s*>/;

/**
 * Reads plain text: paragraphs, lists, quotations marked by `>`, and lines of ornaments. Stars and underscores inside a
 * line mean nothing here.
 * @throws InputError for quotations nested too deeply and for more lines than any article has
 */
export function readText(text: string, reading: Reading): Draft {
  const count = text.match(/\S[^\n]*/g)?.length ?? 0;
  if (count > MAX_LINES) {
    throw new InputError({
      where: reading.source,
      problem: `this text has ${count} lines`,
      allowed: `up to ${MAX_LINES}`,
    });
  }
  return { blocks: readLines(linesOf(text), reading, 0, null), facts: NO_FACTS, removed: [], warnings: [] };
}

function readLines(lines: readonly SourceLine[], reading: Reading, depth: number, outer: number | null): Block[] {
  const groups = groupsOf(lines);
  const width = wrapWidth(groups) ?? outer;
  const hasNoEmptyLines = depth === 0 && groups.length === 1 && width === null;
  const builder = createBuilder(width);
  for (const group of hasNoEmptyLines ? groups.flat().map((line) => [line]) : groups) {
    for (const run of quoteRuns(group)) {
      const [first] = run;
      if (first === undefined) continue;
      if (QUOTED.test(first.text)) builder.add(readQuote(run, reading, depth + 1, width));
      else if (isOrnament(first.text)) builder.add({ kind: 'divider', line: first.number });
      else if (CUT_MARK.test(first.text.trim())) builder.add({ kind: 'cut', line: first.number });
      else builder.read(run);
    }
  }
  return builder.blocks();
}

function readQuote(run: Group, reading: Reading, depth: number, width: number | null): Block {
  const line = run[0]?.number ?? 1;
  if (depth > MAX_DEPTH) {
    throw new InputError({
      where: `${reading.source}:${line}`,
      problem: `quotations are nested more than ${MAX_DEPTH} deep here`,
      allowed: `up to ${MAX_DEPTH}`,
    });
  }
  const inner = run.map(({ text, number }) => ({ text: text.replace(/^\s*> ?/, ''), number }));
  return { kind: 'quote', blocks: readLines(inner, reading, depth, width === null ? null : width - 2), line };
}

/** Stretches of lines that are all marked as quoted, or none. */
function quoteRuns(group: Group): SourceLine[][] {
  const runs: SourceLine[][] = [];
  for (const line of group) {
    const last = runs.at(-1);
    const before = last?.[0];
    if (last !== undefined && before !== undefined && QUOTED.test(before.text) === QUOTED.test(line.text))
      last.push(line);
    else runs.push([line]);
  }
  return runs;
}

/** Gathers blocks, and items until it is clear whether they are a list. */
function createBuilder(width: number | null) {
  const blocks: Block[] = [];
  let items: Item[] = [];
  const settle = () => {
    if (isList(items)) blocks.push(listBlock(items));
    else blocks.push(...items.flatMap((item) => paragraphsOf(sourceLines([item]), width)));
    items = [];
  };
  return {
    add(block: Block): void {
      settle();
      blocks.push(block);
    },
    read(run: Group): void {
      for (const stretch of stretchesOf(run, width !== null)) {
        if ('lines' in stretch) {
          settle();
          blocks.push(...paragraphsOf(stretch.lines, width));
        } else {
          for (const item of stretch.items) {
            if (!follows(items.at(-1), item)) settle();
            items.push(item);
          }
        }
      }
    },
    blocks(): Block[] {
      settle();
      return blocks;
    },
  };
}

function paragraphsOf(lines: Group, width: number | null): Block[] {
  if (width !== null) return unwrapGroup(lines, width).map(paragraph);
  if (lines.some(({ text }) => text.length > LONGEST_VERSE)) return lines.map(paragraph);
  return [paragraph({ text: lines.map(({ text }) => text).join('\n'), number: lines[0]?.number ?? 1 })];
}

function paragraph({ text, number }: SourceLine): Block {
  return { kind: 'paragraph', text: tidy([span(text)]), line: number };
}
