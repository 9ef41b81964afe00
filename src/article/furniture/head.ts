import { companyWhy, type Gone, labelsIn, sureWhy } from './company.ts';
import { isProse, type Line } from './lines.ts';
import { dateOf, takeAuthor, takeSubtitle, takeTitle } from './opening.ts';
import { placesOf, takePublications, takeSite } from './site.ts';
import { looksLikeTitle, sameTitle } from './titles.ts';
import type { Top } from './top.ts';

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
  const top: Top = { lines, top: lines.slice(0, end), anchor, gone, lifted };
  for (const line of top.top) {
    const why = sureWhy(line, 'head') ?? companyWhy(line, 'head', gone);
    if (why !== null) gone.set(line, why);
  }
  takePublications(top);
  if (known.title === null) takeSite(top);
  const title = takeTitle(top, known.title);
  const author = takeAuthor(top, known.author);
  const subtitle = takeSubtitle(top, known.subtitle);
  const names = author === null ? placesOf(top) : [...placesOf(top), author];
  return { head: { title, subtitle, author, publishedAt: known.publishedAt ?? dateOf(top) }, names, end };
}

/** Whether a line is running text; a title may look like it (`Who owns the river that runs through our town?`). */
function textTest(lines: readonly Line[], { title, subtitle }: Head): (line: Line) => boolean {
  const known = [title, subtitle].filter((each) => each !== null);
  const first = lines.find((line) => line.kind !== 'divider' && line.labels.length === 0);
  const isTitle = (line: Line) => title === null && line === first && looksLikeTitle(line.text);
  return (line) =>
    isProse(line) &&
    sureWhy(line, 'head') === null &&
    !isTitle(line) &&
    !known.some((each) => sameTitle(each, line.text));
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
  if (prose > 0) return companyWhy(line, 'head', new Map()) !== null;
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
