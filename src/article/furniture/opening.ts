import { labelsIn } from './company.ts';
import { dayOf } from './dates.ts';
import { endsSentence, type Line } from './lines.ts';
import { isLifeOf, isName, sameName } from './names.ts';
import { sameTitle } from './titles.ts';
import { isFree, lift, type Top, titleCandidates } from './top.ts';

/** Lifts the title: every line that repeats a known one, else the first line that may be one and has text below it. */
export function takeTitle(top: Top, known: string | null): string | null {
  if (known !== null) return takeKnown(top, known);
  const [title] = titleCandidates(top);
  const hasText = top.lines.some((line) => line !== title && line.text !== '' && !top.gone.has(line));
  if (title === undefined || !hasText) return null;
  lift(top, title);
  return title.text;
}

/** Lifts the subtitle: a known one, else the only line left between the title and the line with author and date. */
export function takeSubtitle(top: Top, known: string | null): string | null {
  if (known !== null) return takeKnown(top, known);
  const title = top.top.findIndex((line) => top.lifted.has(line));
  const between = top.top.slice(title + 1, Math.max(0, top.anchor));
  const [subtitle, other] = between.filter(
    (line) => isFree(top, line) && (line.kind === 'paragraph' || line.kind === 'heading'),
  );
  if (subtitle === undefined || other !== undefined || title < 0) return null;
  lift(top, subtitle);
  return subtitle.text;
}

/** Takes out the author's name and portrait: as a byline says it, else the last name above the line with the date. */
export function takeAuthor(top: Top, known: string | null): string | null {
  for (const line of top.top) {
    const byline = labelsIn(line, 'head').find(({ kind }) => kind === 'byline');
    if (byline?.name?.includes(' ') && !top.lifted.has(line)) top.gone.set(line, AUTHOR_LINE);
  }
  const free = top.top
    .slice(0, Math.max(0, top.anchor))
    .filter((line) => line.kind === 'paragraph' && isFree(top, line));
  const author = known ?? namedIn(top) ?? withoutPlace(free.findLast((line) => isName(line.text))?.text ?? null);
  if (author === null) return null;
  for (const line of free) if (isLifeOf(line, author)) top.gone.set(line, 'about the author');
  for (const line of free) if (sameName(withoutPlace(line.text) ?? '', author)) top.gone.set(line, AUTHOR_LINE);
  for (const line of top.top) {
    if (line.kind === 'figure' && sameName(line.text, author)) top.gone.set(line, 'portrait of the author');
  }
  return author;
}

const AUTHOR_LINE = 'author line';

/** The day that one of the lines that go names. */
export function dateOf({ top, gone }: Top): string | null {
  const dates = top.filter((line) => gone.has(line)).flatMap(({ labels }) => labels.map(({ date }) => date));
  return dates.map((date) => (date === null ? null : dayOf(date))).find((date) => date !== null) ?? null;
}

function takeKnown(top: Top, known: string): string {
  for (const line of top.top) {
    if (sameTitle(known, line.text)) lift(top, line);
    else if (isFree(top, line) && line.kind === 'paragraph' && endsSentence(line.text)) break;
  }
  return known;
}

function namedIn({ top }: Top): string | null {
  const labels = top.flatMap((line: Line) => line.labels);
  const named = labels.filter(({ kind }) => kind === 'byline' || kind === 'origin' || kind === 'published');
  return named.find(({ name }) => name !== null)?.name ?? null;
}

/** Medium writes `Jane Doe in The Paper`. */
function withoutPlace(name: string | null): string | null {
  return name === null ? null : name.replace(/ in \p{Lu}.*$/u, '');
}
