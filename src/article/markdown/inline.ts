import type { Definition, PhrasingContent } from 'mdast';
import { linkAddress, pictureSource } from '../address.ts';
import type { Mark, Picture, Span } from '../article.ts';
import type { ReadingWarning } from '../draft.ts';
import { span } from '../spans.ts';
import { unwrap } from '../wrapped.ts';
import { type HtmlTag, parseHtmlTag } from './html-tag.ts';
import { raise } from './raised.ts';

/** What a paragraph is made of: runs of text, pictures, and the author's cut marks. */
export type Piece = Span | { readonly picture: Picture } | 'cut';

/** What the whole document knows that a paragraph needs. */
export interface Scope {
  readonly base: string | null;
  readonly definitions: ReadonlyMap<string, Definition>;
  /** The number of a footnote, given in the order of first mention. */
  footnote(identifier: string): number;
  readonly warnings: ReadingWarning[];
}

interface Setting {
  readonly marks: readonly Mark[];
  readonly href: string | null;
}

/** HTML tags that stand open in this paragraph, outermost first. */
type OpenTags = { readonly name: string; readonly href: string | null }[];

export const CUT_MARK = /^<!--\s*cut\s*-->$/i;
const COMMENT = /^<!--/;

const MARK_OF: Readonly<Record<string, Mark>> = {
  strong: 'strong',
  b: 'strong',
  em: 'emphasis',
  i: 'emphasis',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
  del: 'strike',
  s: 'strike',
  strike: 'strike',
};
const BREAKS = new Set(['br', 'p', 'div', 'li', 'tr']);
/** Most tags open at once; what opens beyond them is ignored. */
const MAX_OPEN = 50;
/** Their content is nothing that a reader sees. */
const MUTE = new Set(['script', 'style', 'textarea', 'select', 'button', 'iframe', 'template', 'svg']);

/** Reads the content of one paragraph, heading or cell. */
export function readInline(nodes: readonly PhrasingContent[], scope: Scope): Piece[] {
  const pieces: Piece[] = [];
  const open: OpenTags = [];
  const put = (text: string, setting: Setting) => {
    if (!open.some(({ name }) => MUTE.has(name))) pieces.push(dressed(text, setting, open));
  };
  const visit = (node: PhrasingContent, setting: Setting): void => {
    const inside = (children: readonly PhrasingContent[], more: Partial<Setting>) => {
      for (const child of children) visit(child, { ...setting, ...more });
    };
    const marked = (mark: Mark) => ({ marks: [...setting.marks, mark] });
    switch (node.type) {
      case 'text':
        return put(unwrap(node.value), setting);
      case 'inlineCode':
        return put(unwrap(node.value), { ...setting, ...marked('code') });
      case 'break':
        return put('\n', setting);
      case 'emphasis':
        return inside(node.children, marked('emphasis'));
      case 'strong':
        return inside(node.children, marked('strong'));
      case 'delete':
        return inside(node.children, marked('strike'));
      case 'link':
        return inside(node.children, { href: addressOf(node.url, scope, lineOf(node)) });
      case 'linkReference': {
        const definition = scope.definitions.get(node.identifier);
        return inside(node.children, { href: addressOf(definition?.url ?? '', scope, lineOf(node)) });
      }
      case 'image':
        return putPicture(node.url, node.alt, node.title, lineOf(node));
      case 'imageReference': {
        const definition = scope.definitions.get(node.identifier);
        return putPicture(definition?.url ?? '', node.alt, definition?.title, lineOf(node));
      }
      case 'footnoteReference':
        return put(`[${scope.footnote(node.identifier)}]`, setting);
      case 'html':
        return putHtml(node.value, setting, lineOf(node));
    }
  };
  const putPicture = (url: string, alt: string | null | undefined, title: string | null | undefined, line: number) => {
    const picture = pictureOf(url, alt, title, scope, line);
    if (picture !== null) pieces.push({ picture });
  };
  const putHtml = (html: string, setting: Setting, line: number) => {
    if (CUT_MARK.test(html)) pieces.push('cut');
    const tag = COMMENT.test(html) ? null : parseHtmlTag(html);
    if (tag === null) return;
    if (BREAKS.has(tag.name)) put('\n', setting);
    else if (tag.name === 'img') putPicture(tag.attribute('src') ?? '', tag.attribute('alt'), null, line);
    else if (tag.name === 'q') put(tag.closing ? '”' : '“', setting);
    else if (tag.closing) close(open, tag.name);
    else if (isSetting(tag.name) && open.length < MAX_OPEN) open.push({ name: tag.name, href: hrefOf(tag, scope, line) });
  };
  for (const node of nodes) visit(node, { marks: [], href: null });
  return pieces;
}

function isSetting(name: string): boolean {
  return name in MARK_OF || MUTE.has(name) || ['a', 'sup', 'sub'].includes(name);
}

function lineOf(node: PhrasingContent): number {
  return node.position?.start.line ?? 1;
}

function dressed(text: string, { marks, href }: Setting, open: OpenTags): Span {
  const more = open.flatMap(({ name }) => MARK_OF[name] ?? []);
  const raised = open.findLast(({ name }) => name === 'sup' || name === 'sub')?.name;
  const written = raised === 'sup' || raised === 'sub' ? raise(text, raised) : text;
  return span(written, [...marks, ...more], href ?? open.findLast((tag) => tag.href !== null)?.href ?? null);
}

/** A closing tag closes the last of its name; one that closes nothing is ignored, as browsers do. */
function close(open: OpenTags, name: string): void {
  const index = open.findLastIndex((tag) => tag.name === name);
  if (index >= 0) open.splice(index, 1);
}

function hrefOf(tag: HtmlTag, scope: Scope, line: number): string | null {
  const href = tag.name === 'a' ? tag.attribute('href') : null;
  return href === null ? null : addressOf(href, scope, line);
}

function addressOf(written: string, { base, warnings }: Scope, line: number): string | null {
  const href = linkAddress(written, base);
  if (href === null && written.trim() !== '' && !written.trim().startsWith('#')) {
    const message = `the link to ${JSON.stringify(written.slice(0, 60))} is left out, its words stay: it is no web address`;
    warnings.push({ code: 'link-left-out', message, where: `line ${line}` });
  }
  return href;
}

function pictureOf(
  written: string,
  alt: string | null | undefined,
  title: string | null | undefined,
  { base, warnings }: Scope,
  line: number,
): Picture | null {
  const source = pictureSource(written, base);
  if (source !== null) return { source, alt: wordsOrNull(alt), caption: wordsOrNull(title) };
  const message = `a picture is left out: ${JSON.stringify(written.slice(0, 60))} is neither a file nor a web address`;
  warnings.push({ code: 'picture-left-out', message, where: `line ${line}` });
  return null;
}

function wordsOrNull(text: string | null | undefined): string | null {
  const words = (text ?? '').replace(/\s+/g, ' ').trim();
  return words === '' ? null : words;
}
