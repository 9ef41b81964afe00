import { companyWhy, type Gone, labelsIn, sureWhy } from './company.ts';
import { KINDS, type KindName } from './kinds.ts';
import { endsSentence, isProse, type Line } from './lines.ts';
import { isLifeOf, isName, sameName } from './names.ts';

/** Openers that only a platform writes, against those that an article may have as a heading of its own. */
const PLATFORM = new Set<KindName>(['author', 'responses', 'recommended']);
/** How near behind an opener the first other furniture stands. */
const NEAR = 6;
/** Most paragraphs in a row behind an opener that may be a reader's response or a writer's life. */
const LONGEST_RUN = { platform: 12, other: 4 } as const;

const TAGS = 'subjects';

/**
 * Takes off what follows the text: from the first opener ("Written by …", "Responses (3)") whose followers are furniture
 * to the end, then from the end upwards what stands at the foot: separators, buttons, counters, sign-offs.
 * @param start index of the first line of the text
 * @returns index behind the last line of the text
 */
export function readTail(lines: readonly Line[], start: number, author: string | null, gone: Gone): number {
  const first = lines.findIndex((line, index) => index >= start && isProse(line));
  const opener = first < 0 ? -1 : lines.findIndex((_line, index) => index > first && opens(lines, index, author));
  let end = opener < 0 ? lines.length : opener;
  reportRest(lines, end, gone);
  const writer = author ?? lines[end]?.labels.find(({ name }) => name !== null)?.name ?? null;
  for (; end > start; end--) {
    const line = lines[end - 1];
    const why = line === undefined ? null : footWhy(line, lines[end - 2], lines[end], writer, gone);
    if (line === undefined || why === null) break;
    gone.set(line, why);
  }
  return end;
}

/** What stands behind an opener is called by it, up to the next. */
function reportRest(lines: readonly Line[], from: number, gone: Gone): void {
  let kind: KindName = 'author';
  for (const line of lines.slice(from)) {
    kind = openerKind(line) ?? kind;
    gone.set(line, KINDS[kind].why);
  }
}

function openerKind(line: Line | undefined): KindName | null {
  if (line === undefined || (line.kind !== 'paragraph' && line.kind !== 'heading')) return null;
  return line.labels.find(({ kind }) => KINDS[kind].weight === 'opener')?.kind ?? null;
}

/** Whether everything behind this line is the page's and not the article's. */
function opens(lines: readonly Line[], index: number, author: string | null): boolean {
  const line = lines[index];
  const kind = openerKind(line);
  if (line === undefined) return false;
  if (kind === null) return isAuthorCard(line, lines.slice(index + 1), author);
  const rest = lines.slice(index + 1);
  const isPlatform = PLATFORM.has(kind);
  if (longestRun(rest) > (isPlatform ? LONGEST_RUN.platform : LONGEST_RUN.other)) return false;
  if (kind === 'related' && isListOfTitles(rest)) return true;
  if (!isPlatform) return isFurnitureNext(rest) && countFurniture(rest) >= 2;
  const named = line.labels.find((label) => label.kind === kind)?.name ?? null;
  return (
    hasFurnitureNear(rest) ||
    (isAuthor(line, named, author) && rest.filter(isProse).length <= 1) ||
    endsPage(lines, index, named)
  );
}

/** The author's name alone, followed by a counter or a button: the card of older pages. */
function isAuthorCard(line: Line, rest: readonly Line[], author: string | null): boolean {
  const next = line.below;
  if (next === undefined || author === null || !sameName(line.text, author)) return false;
  const isCard = next.labels.some(({ kind }) => kind === 'counter' || kind === 'button' || kind === 'author');
  return (isCard || sameName(next.text, author)) && longestRun(rest) <= LONGEST_RUN.other;
}

function isAuthor({ kind }: Line, named: string | null, author: string | null): boolean {
  return kind === 'paragraph' && named !== null && author !== null && sameName(named, author);
}

/** An opener at the very end, or with one paragraph behind it that speaks of the person it names. */
function endsPage(lines: readonly Line[], index: number, named: string | null): boolean {
  const rest = lines.slice(index + 1).filter(({ kind }) => kind !== 'divider');
  const [only, second] = rest;
  if (only === undefined) return true;
  if (second !== undefined || named === null) return false;
  return named.split(/\s+/).some((word) => word.length > 2 && only.text.includes(word));
}

/** Titles, then more furniture or the end: a list of links, or two or more lines that are no running text. */
function isListOfTitles(rest: readonly Line[]): boolean {
  const stop = rest.findIndex(isFurniture);
  const titles = (stop < 0 ? rest : rest.slice(0, stop)).filter(({ kind }) => kind !== 'divider' && kind !== 'figure');
  const [only, second] = titles;
  if (second === undefined) return only !== undefined && (only.isLink || (stop >= 0 && only.kind === 'list'));
  return titles.every(
    ({ kind, text, isLink }) => isLink || (kind === 'paragraph' && text.length < 160 && !endsSentence(text)),
  );
}

function isFurniture(line: Line): boolean {
  return line.labels.some(({ kind }) => kind !== 'credit' && KINDS[kind].family !== 'cookies');
}

function hasFurnitureNear(rest: readonly Line[]): boolean {
  return rest
    .filter(({ kind }) => kind !== 'divider')
    .slice(0, NEAR)
    .some(isFurniture);
}

function isFurnitureNext(rest: readonly Line[]): boolean {
  const next = rest.find(({ kind }) => kind !== 'divider' && kind !== 'figure');
  return next !== undefined && isFurniture(next);
}

function countFurniture(rest: readonly Line[]): number {
  return rest.filter(isFurniture).length;
}

/** Most paragraphs of running text between one piece of furniture and the next. */
function longestRun(rest: readonly Line[]): number {
  let run = 0;
  let longest = 0;
  for (const line of rest) {
    if (isFurniture(line)) run = 0;
    else if (isProse(line)) run++;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** What the last line is called that is still there; `null` where it is the article's. */
function footWhy(
  line: Line,
  before: Line | undefined,
  after: Line | undefined,
  author: string | null,
  gone: Gone,
): string | null {
  if (line.kind === 'cut') return null;
  if (line.kind === 'divider') return 'separator';
  const { below } = line;
  if (below !== undefined && gone.has(below) && isNameOfCard(line, author)) return 'author line';
  if (isLifeOf(line, author)) return KINDS.author.why;
  const why = sureWhy(line, 'tail') ?? companyWhy(line, 'tail', gone) ?? tagWhy(line, gone);
  if (why !== null) return why;
  // "See you next week." goes below a separator, or above what has gone already.
  const isParted = before?.kind === 'divider' || (after !== undefined && gone.has(after));
  return isParted && isFarewell(line) ? KINDS.farewell.why : null;
}

function isFarewell(line: Line): boolean {
  return endsSentence(line.text) && labelsIn(line, 'tail').some(({ kind }) => kind === 'farewell');
}

/** The author's name, or a publication's right below it. */
function isNameOfCard({ text, above }: Line, author: string | null): boolean {
  if (author === null) return false;
  return sameName(text, author) || (above !== undefined && isName(text) && sameName(above.text, author));
}

/** Two or more short lines of capitalised words above what has gone: the subjects that a page files an article under. */
function tagWhy(line: Line, gone: Gone): string | null {
  const { above, below } = line;
  if (below === undefined || !gone.has(below) || !isTag(line)) return null;
  return gone.get(below) === TAGS || (above !== undefined && isTag(above)) ? TAGS : null;
}

function isTag({ kind, text }: Line): boolean {
  return kind === 'paragraph' && /^\p{Lu}[\p{L}\p{N}-]*(?: [\p{Lu}&][\p{L}\p{N}-]*){0,2}$/u.test(text.trim());
}
