import { InputError } from '../../errors.ts';

/**
 * What no article has and no Markdown parser survives. The parser (micromark 4) needs time that grows with the square
 * of some of these; each is bounded well beyond any real text, so that two megabytes take about a second at worst.
 */
const LIMITS = {
  /** Quote and list markers at the start of one line: how deep it is nested. */
  depth: 20,
  /** Columns in front of a list marker, and the longest line made of stars or hyphens. */
  indent: 200,
  lines: 20_000,
  /** Lines without an empty one between. */
  linesTogether: 2_000,
  /** List items, headings and rules; nested ones count for more. */
  markers: 4_000,
  /** Quotes, each by its depth, underlined headings and footnotes: every one makes the parser start anew. */
  restarts: 500,
  cells: 5_000,
  /** Blocks that begin with a tag: each goes through the whole of HTML's way. */
  htmlBlocks: 1_000,
  /** Characters that may mean something inside a paragraph: brackets, stars, underscores, addresses. */
  signs: 20_000,
  /** The same without an empty line between. */
  signsTogether: 2_000,
} as const;

type Counted = 'lines' | 'linesTogether' | 'markers' | 'restarts' | 'cells' | 'htmlBlocks' | 'signs' | 'signsTogether';
type Tally = Record<Counted, number>;

const NAMES: Readonly<Record<Counted, string>> = {
  lines: 'lines',
  linesTogether: 'lines without an empty one',
  markers: 'list items and headings',
  restarts: 'quotes and footnotes',
  cells: 'table cells',
  htmlBlocks: 'blocks of HTML',
  signs: 'brackets, stars and other marks',
  signsTogether: 'brackets, stars and other marks in one paragraph',
};
const COUNTED = Object.keys(LIMITS).filter((key): key is Counted => key in NAMES);

const CONTAINERS = /^[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]*)+/;
const CONTAINER = />|[-+*]|\d{1,9}[.)]/g;
const RULE = /^[ \t]*(?:(?:-[ \t]*)+|(?:\*[ \t]*)+)$/;
const HEADING = /^[ \t]*(?:#|[-_*=]{3})/;
const RESTART = /^[ \t]*(?:=|-+[ \t]*$|\[\^)/;
const HTML = /^[ \t>*+-]*<[a-z/]/i;
const SIGN = /<[!?]|[[\]*_~`<&!\\@]|www\.|:\/\//g;

/** @throws InputError for a text beyond these limits, with the line and what is too much there */
export function refuseMonsters(markdown: string, source: string): void {
  const tally: Tally = {
    lines: 0,
    linesTogether: 0,
    markers: 0,
    restarts: 0,
    cells: 0,
    htmlBlocks: 0,
    signs: 0,
    signsTogether: 0,
  };
  let quotesBefore = 0;
  for (const [index, line] of markdown.split('\n').entries()) {
    const [start = ''] = CONTAINERS.exec(line) ?? [];
    const indent = line.length - line.trimStart().length;
    const isRule = line.length <= LIMITS.indent && RULE.test(line);
    const depth = isRule ? 1 : countOf(start, CONTAINER);
    const quotes = isRule ? 0 : countOf(start, />/g);
    if (depth > LIMITS.depth || (depth > 0 && indent > LIMITS.indent)) throw tooDeep(`${source}:${index + 1}`, depth);
    count(tally, line, depth, indent);
    if (quotes !== quotesBefore) tally.restarts += quotes;
    quotesBefore = quotes;
    const over = COUNTED.find((counted) => tally[counted] > LIMITS[counted]);
    if (over !== undefined) throw tooMuch(`${source}:${index + 1}`, over);
  }
}

function count(tally: Tally, line: string, depth: number, indent: number): void {
  const signs = countOf(line, SIGN) + 4 * countOf(line, /<[!?]/g);
  tally.lines++;
  tally.signs += signs;
  const isEmpty = line.trim() === '';
  if (tally.linesTogether === 0 && HTML.test(line)) tally.htmlBlocks++;
  tally.linesTogether = isEmpty ? 0 : tally.linesTogether + 1;
  tally.signsTogether = isEmpty ? 0 : tally.signsTogether + signs;
  tally.cells += countOf(line, /\|/g);
  tally.markers += depth === 0 ? Number(HEADING.test(line)) : depth + Math.floor(indent / 8);
  if (RESTART.test(line)) tally.restarts++;
}

function countOf(line: string, pattern: RegExp): number {
  return line.match(pattern)?.length ?? 0;
}

function tooDeep(where: string, depth: number): InputError {
  return new InputError({
    where,
    problem: `quotes or lists are nested ${depth} deep, or indented very far, here`,
    allowed: `up to ${LIMITS.depth} deep and ${LIMITS.indent} columns`,
  });
}

function tooMuch(where: string, over: Counted): InputError {
  return new InputError({
    where,
    problem: `up to here there are more than ${LIMITS[over]} ${NAMES[over]}, which no article needs`,
    allowed: `up to ${LIMITS[over]}`,
    next: 'Is this file an article? Keep its text only',
  });
}
