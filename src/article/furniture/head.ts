import { companyWhy, type Gone, labelsIn, neighbour, sureWhy } from './company.ts';
import { dayOf } from './dates.ts';
import { KINDS, type KindName } from './kinds.ts';
import { isProse, type Line } from './lines.ts';
import { isName, sameName } from './names.ts';
import { looksLikeTitle, sameTitle } from './titles.ts';

/** What is known of an article, and what its first lines say beside. */
export interface Head {
  readonly title: string | null;
  readonly subtitle: string | null;
  readonly author: string | null;
  readonly publishedAt: string | null;
}

/** Lines among which the line with author and date is looked for, and how many of them may say anything else. */
const WINDOW = 60;
const MOST_OTHERS = 8;

const SITE = 'name of the site';
/** Kinds that name the site itself. */
const OWN_NAME = new Set<KindName>(['copyright', 'newsletter', 'signoff']);

/**
 * Reads what stands above the text: navigation, title, subtitle, the line with author and date, buttons.
 *
 *   Open in app            ┐ furniture before the title
 *   The Title              │ the first line that looks like one
 *   A subtitle.            │ between title and author line
 *   Jane Doe               │ a name before the anchor
 *   4 min read · Nov 18    │ the anchor: reading time or date
 *   Listen                 ┘ furniture behind it
 *   Text begins here, …
 *
 * Lines that go are put into `gone`; the title and the subtitle, which belong to the article, into `lifted`.
 * @returns the facts, the names of the author and of where the article stands, and the index of the text's first line
 */
export function readHead(
  lines: readonly Line[],
  known: Head,
  gone: Gone,
  lifted: Set<Line>,
): { readonly head: Head; readonly names: readonly string[]; readonly end: number } {
  const isText = textTest(lines, known);
  const anchor = findAnchor(lines, isText);
  const end = endOfHead(lines, anchor, isText);
  const top = lines.slice(0, end);
  for (const [index, line] of top.entries()) {
    const why = sureWhy(line, 'head') ?? companyWhy(lines, index, 'head', gone);
    if (why !== null) gone.set(line, why);
  }
  takePublications(top, gone);
  if (known.title === null) takeSite(lines, end, gone);
  const title = takeTitle(top, known.title, gone, lifted);
  const author = takeAuthor(top, anchor, known, gone, lifted);
  const subtitle = takeSubtitle(top, anchor, known, gone, lifted);
  const places = top.filter((line) => [SITE, KINDS.publication.why].includes(gone.get(line) ?? ''));
  const names = [...places.map(({ text }) => text), ...(author === null ? [] : [author])];
  return { head: { title, subtitle, author, publishedAt: known.publishedAt ?? dateOf(top, gone) }, names, end };
}

/** Whether a line is running text; a title may look like it (`Who owns the river that runs through our town?`). */
function textTest(lines: readonly Line[], { title, subtitle }: Head): (line: Line) => boolean {
  const known = [title, subtitle].filter((each) => each !== null);
  const first = lines.find((line) => line.kind !== 'divider' && line.labels.length === 0);
  const isTitle = (line: Line) => title === null && line === first && looksLikeTitle(line.text);
  return (line) => isProse(line) && sureWhy(line, 'head') === null && !isTitle(line) && !known.some((each) => sameTitle(each, line.text));
}

/** Index of the last line near the top that names a reading time or a date; -1 where there is none. */
function findAnchor(lines: readonly Line[], isText: (line: Line) => boolean): number {
  let anchor = -1;
  let prose = 0;
  let others = 0;
  for (const [index, line] of lines.slice(0, WINDOW).entries()) {
    if (isAnchor(lines, index, prose)) anchor = index;
    else if (isText(line)) prose++;
    if (labelsIn(line, 'head').length === 0) others++;
    if (prose > 1 || others > MOST_OTHERS) break;
  }
  return anchor;
}

/** Behind a first paragraph, which may be a subtitle, a bare date is an anchor only beside other furniture. */
function isAnchor(lines: readonly Line[], index: number, prose: number): boolean {
  const line = lines[index];
  if (line === undefined) return false;
  const kinds = labelsIn(line, 'head').map(({ kind }) => kind);
  if (kinds.some((kind) => kind === 'readingTime' || kind === 'published')) return true;
  if (!kinds.includes('date') && !kinds.includes('origin')) return false;
  if (prose > 0) return companyWhy(lines, index, 'head', new Map()) !== null;
  return !isDiary(lines, index);
}

/** A date above the text that has others like it further down heads an entry, not the page. */
function isDiary(lines: readonly Line[], index: number): boolean {
  return lines.slice(index + 1).some((line, offset) => {
    const next = lines[index + offset + 2];
    return next !== undefined && isProse(next) && line.labels.length === 1 && line.labels[0]?.kind === 'date';
  });
}

function endOfHead(lines: readonly Line[], anchor: number, isText: (line: Line) => boolean): number {
  const prose = lines.findIndex(isText);
  let end = Math.max(anchor + 1, prose < 0 ? lines.length : prose);
  while (anchor >= 0 && end < lines.length && labelsIn(lines[end], 'head').length > 0) end++;
  return end;
}

function takeTitle(top: readonly Line[], known: string | null, gone: Gone, lifted: Set<Line>): string | null {
  if (known !== null) {
    for (const line of top) if (sameTitle(known, line.text)) take(line, gone, lifted);
    return known;
  }
  const title = candidatesIn(top, gone)[0];
  if (title === undefined) return null;
  take(title, gone, lifted);
  return title.text;
}

/** Lines that may be the title. */
function candidatesIn(top: readonly Line[], gone: Gone): Line[] {
  return top.filter((line) => line.kind === 'paragraph' && !gone.has(line) && looksLikeTitle(line.text));
}

/** Takes out the site's own head: what stands above its navigation, or is its name. */
function takeSite(lines: readonly Line[], end: number, gone: Gone): void {
  const top = lines.slice(0, end);
  const navigation = top.findLastIndex((line, index) => isNavigation(line) && isNavigation(neighbour(top, index, -1)));
  const candidates = candidatesIn(top, gone);
  const above = candidates.filter((line) => top.indexOf(line) < navigation);
  if (above.length < candidates.length) for (const line of above) gone.set(line, SITE);
  const [first, second] = candidatesIn(top, gone);
  if (first !== undefined && second !== undefined && isSiteName(lines, first, second)) gone.set(first, SITE);
}

function isNavigation(line: Line | undefined): boolean {
  return labelsIn(line, 'head').some(({ kind }) => kind === 'navigation');
}

/** A name with nothing but buttons between it and the next line, or one that the page names again as its own. */
function isSiteName(lines: readonly Line[], first: Line, second: Line): boolean {
  const between = lines.slice(lines.indexOf(first) + 1, lines.indexOf(second));
  const isButton = (line: Line) => labelsIn(line, 'head').some(({ kind }) => kind === 'button' || kind === 'navigation');
  const isNamedAgain = lines.some(({ labels }) =>
    labels.some(({ kind, name }) => OWN_NAME.has(kind) && name !== null && sameName(name, first.text)),
  );
  return isName(first.text) && (isNamedAgain || (between.length > 0 && between.every(isButton) && !isName(second.text)));
}

/** The name on the line below `Published in`. */
function takePublications(top: readonly Line[], gone: Gone): void {
  for (const [index, line] of top.entries()) {
    const next = neighbour(top, index, 1);
    const isOpen = line.labels.some(({ kind }) => kind === 'publication') && /(?:in|for)$/i.test(line.text);
    if (isOpen && next !== undefined && isName(next.text)) gone.set(next, KINDS.publication.why);
  }
}

function takeAuthor(
  top: readonly Line[],
  anchor: number,
  known: Head,
  gone: Gone,
  lifted: ReadonlySet<Line>,
): string | null {
  const named = top.flatMap(({ labels }) => labels).find(({ kind, name }) => isBylineKind(kind) && name !== null)?.name ?? null;
  for (const line of top) {
    const byline = labelsIn(line, 'head').find(({ kind }) => kind === 'byline');
    if (byline?.name != null && byline.name.includes(' ') && !lifted.has(line)) gone.set(line, 'author line');
  }
  const free = top.slice(0, Math.max(0, anchor)).filter((line) => !gone.has(line) && !lifted.has(line));
  // Medium writes `Jane Doe in The Paper`.
  const nameLine = free.findLast((line) => isName(line.text))?.text.replace(/ in \p{Lu}.*$/u, '');
  const written = known.author ?? named ?? nameLine ?? null;
  for (const line of top) if (isPortrait(line, written)) gone.set(line, 'portrait of the author');
  for (const line of free) {
    if (written !== null && sameName(line.text.replace(/ in \p{Lu}.*$/u, ''), written)) gone.set(line, 'author line');
  }
  return written;
}

function isPortrait({ kind, text }: Line, author: string | null): boolean {
  return kind === 'figure' && author !== null && sameName(text, author);
}

function isBylineKind(kind: string): boolean {
  return kind === 'byline' || kind === 'origin' || kind === 'published';
}

function takeSubtitle(
  top: readonly Line[],
  anchor: number,
  known: Head,
  gone: Gone,
  lifted: Set<Line>,
): string | null {
  const { subtitle } = known;
  if (subtitle !== null) {
    for (const line of top) if (sameTitle(subtitle, line.text)) take(line, gone, lifted);
    return subtitle;
  }
  const title = top.findIndex((line) => lifted.has(line));
  const free = top
    .slice(title + 1, Math.max(0, anchor))
    .filter((line) => !gone.has(line) && !lifted.has(line) && (line.kind === 'paragraph' || line.kind === 'heading'));
  const [line] = free;
  if (line === undefined || free.length > 1 || title < 0) return null;
  lifted.add(line);
  return line.text;
}

function take(line: Line, gone: Gone, lifted: Set<Line>): void {
  gone.delete(line);
  lifted.add(line);
}

function dateOf(top: readonly Line[], gone: Gone): string | null {
  const dates = top.filter((line) => gone.has(line)).flatMap(({ labels }) => labels.map(({ date }) => (date === null ? null : dayOf(date))));
  return dates.find((date) => date !== null) ?? null;
}
