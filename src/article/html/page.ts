import { parseHTML } from 'linkedom';
import { InputError } from '../../errors.ts';
import { isElement, type PageDocument, type PageElement } from './dom.ts';

/** Deepest nesting of elements: what reads them calls itself for every level, and no real page comes near. */
const MAX_DEPTH = 300;
/** Most tags and entities: the parser is linear in them, and slow. */
const MAX_MARKS = 25_000;

/** Elements that need no end tag: they stand side by side where a naive count would nest them. */
const OPEN_ENDED = new Set([
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr'],
  ...['p', 'li', 'dt', 'dd', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot', 'colgroup', 'option', 'optgroup'],
  ...['html', 'head', 'body', 'rp', 'rt'],
]);
/** Elements whose content holds no tags. */
const RAW = new Set(['script', 'style', 'textarea', 'title']);

/**
 * Parses a page, or a stretch of one.
 * @throws InputError for elements nested too deeply and for more tags than any article has
 */
export function parsePage(html: string, source: string): PageDocument {
  refuseMonsters(html, source);
  const text = html.replace(/((?:&nbsp;|&#160;|&#xa0;){20})(?:&nbsp;|&#160;|&#xa0;)+/gi, '$1');
  const page = /<html[\s>]/i.test(text) ? text : `<html><body>${text}</body></html>`;
  const document: PageDocument = parseHTML(page).document;
  if (/\s[A-Z-]+\s*=/.test(page)) lowerAttributes(document.documentElement);
  return document;
}

export function bodyOf(document: PageDocument): PageElement {
  const children = [...document.documentElement.childNodes].filter(isElement);
  return children.find(({ nodeName }) => nodeName === 'BODY') ?? document.documentElement;
}

/** HTML does not care about the case of `HREF`; the parser does. */
function lowerAttributes(element: PageElement): void {
  for (const { name, value } of [...element.attributes]) {
    if (name !== name.toLowerCase()) element.setAttribute(name.toLowerCase(), value);
  }
  for (const child of element.childNodes) if (isElement(child)) lowerAttributes(child);
}

function refuseMonsters(html: string, source: string): void {
  const marks = html.match(/[<&]/g)?.length ?? 0;
  if (marks > MAX_MARKS) throw monster(source, `this page has ${marks} tags and entities`, MAX_MARKS);
  let depth = 0;
  for (const { name, closing } of tagsOf(html)) {
    if (!OPEN_ENDED.has(name)) depth = Math.max(0, depth + (closing ? -1 : 1));
    if (depth > MAX_DEPTH) throw monster(source, 'the elements of this page are nested too deeply', MAX_DEPTH);
  }
}

/** The fault of a page that no article needs. */
export function monster(source: string, problem: string, limit: number): InputError {
  const next = 'Save the article alone, as Markdown or plain text';
  return new InputError({ where: source, problem, allowed: `up to ${limit}`, next });
}

/** The tags of a page in order, near enough to count them; what is in comments and scripts is no tag. */
function* tagsOf(html: string): Generator<{ readonly name: string; readonly closing: boolean }> {
  const pattern = /<(?:!--|(\/?)([a-z][^\s/>]{0,40}))/gi;
  for (let match = pattern.exec(html); match !== null; match = pattern.exec(html)) {
    const name = match[2]?.toLowerCase();
    const closing = match[1] === '/';
    if (name !== undefined) yield { name, closing };
    const end = name === undefined ? '-->' : !closing && RAW.has(name) ? `</${name}` : null;
    if (end === null) continue;
    const close = indexOf(html, end, pattern.lastIndex);
    if (close < 0) return;
    pattern.lastIndex = close;
  }
}

function indexOf(html: string, end: string, from: number): number {
  const pattern = new RegExp(end, 'gi');
  pattern.lastIndex = from;
  return pattern.exec(html)?.index ?? -1;
}
