import { labelsIn } from './company.ts';
import { KINDS, type KindName } from './kinds.ts';
import type { Line } from './lines.ts';
import { isName, sameName } from './names.ts';
import { type Top, titleCandidates } from './top.ts';

const SITE = 'name of the site';
/** Kinds that name the site itself. */
const OWN_NAME = new Set<KindName>(['copyright', 'newsletter', 'signoff']);

/** Takes out the site's own head: what stands above its navigation, or is its name. */
export function takeSite(top: Top): void {
  const { lines, gone } = top;
  const navigation = top.top.findLastIndex((line) => isNavigation(line) && isNavigation(line.above));
  const candidates = titleCandidates(top);
  const above = candidates.filter((line) => top.top.indexOf(line) < navigation);
  if (above.length < candidates.length) for (const line of above) gone.set(line, SITE);
  const places = placesOf(top);
  for (const line of titleCandidates(top)) if (places.some((place) => sameName(place, line.text))) gone.set(line, SITE);
  const [first, second] = titleCandidates(top);
  if (first !== undefined && second !== undefined && isSiteName(lines, first, second)) gone.set(first, SITE);
}

/** Takes out the name on the line below `Published in`. */
export function takePublications({ top, gone }: Top): void {
  for (const { labels, text, below } of top) {
    const isOpen = labels.some(({ kind }) => kind === 'publication') && /(?:in|for)$/i.test(text);
    if (isOpen && below !== undefined && isName(below.text)) gone.set(below, KINDS.publication.why);
  }
}

/** The names, among the lines that go, of the place where the article stands. */
export function placesOf({ top, gone }: Top): string[] {
  const whys: readonly (string | undefined)[] = [SITE, KINDS.publication.why];
  return top.filter((line) => gone.has(line) && whys.includes(gone.get(line))).map(({ text }) => text);
}

function isNavigation(line: Line | undefined): boolean {
  return labelsIn(line, 'head').some(({ kind }) => kind === 'navigation');
}

/** A name with nothing but buttons between it and the next line, or one that the page names again as its own. */
function isSiteName(lines: readonly Line[], first: Line, second: Line): boolean {
  const between = lines.slice(lines.indexOf(first) + 1, lines.indexOf(second));
  const areButtons = between.length > 0 && between.every(isButton) && !isName(second.text);
  return isName(first.text) && (areButtons || isNamedAgain(lines, first.text));
}

function isButton(line: Line): boolean {
  return labelsIn(line, 'head').some(({ kind }) => kind === 'button' || kind === 'navigation');
}

function isNamedAgain(lines: readonly Line[], site: string): boolean {
  const names = lines.flatMap(({ labels }) => labels.filter(({ kind }) => OWN_NAME.has(kind)).map(({ name }) => name));
  return names.some((name) => name !== null && sameName(name, site));
}
