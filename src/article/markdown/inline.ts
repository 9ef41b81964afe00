import type { Definition, PhrasingContent } from 'mdast';
import { linkAddress, pictureSource } from '../address.ts';
import type { Mark, Picture, Span } from '../article.ts';
import { CUT_MARK } from '../cut-mark.ts';
import type { ReadingWarning } from '../draft.ts';
import { span } from '../spans.ts';
import { unwrap } from '../wrapped.ts';
import { type HtmlTag, parseHtmlTag } from './html-tag.ts';
import { type OpenTags, openTags } from './open-tags.ts';

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

/** What is handed on while one paragraph is read. */
interface Context {
  readonly scope: Scope;
  readonly open: OpenTags;
}

/** Tags that end a line where they stand, on either side. */
const BREAKS = new Set(['br', 'p', 'div', 'li', 'tr']);

/** Reads the content of one paragraph, heading or cell. */
export function readInline(nodes: readonly PhrasingContent[], scope: Scope): Piece[] {
  const context = { scope, open: openTags() };
  return nodes.flatMap((node) => readNode(node, { marks: [], href: null }, context));
}

function readNode(node: PhrasingContent, setting: Setting, context: Context): Piece[] {
  const { scope } = context;
  const line = node.position?.start.line ?? 1;
  const text = (value: string, mark?: Mark) => textPieces(value, mark ? withMark(setting, mark) : setting, context);
  const inside = (children: readonly PhrasingContent[], inner: Setting) =>
    children.flatMap((child) => readNode(child, inner, context));
  const linked = (children: readonly PhrasingContent[], url: string) =>
    inside(children, { ...setting, href: addressOf(url, scope, line) });
  switch (node.type) {
    case 'text':
      return text(unwrap(node.value));
    case 'inlineCode':
      return text(unwrap(node.value), 'code');
    case 'break':
      return text('\n');
    case 'emphasis':
      return inside(node.children, withMark(setting, 'emphasis'));
    case 'strong':
      return inside(node.children, withMark(setting, 'strong'));
    case 'delete':
      return inside(node.children, withMark(setting, 'strike'));
    case 'link':
      return linked(node.children, node.url);
    case 'linkReference':
      return linked(node.children, scope.definitions.get(node.identifier)?.url ?? '');
    case 'image':
      return picturePieces(node.url, node.alt, node.title, scope, line);
    case 'imageReference': {
      const definition = scope.definitions.get(node.identifier);
      return picturePieces(definition?.url ?? '', node.alt, definition?.title, scope, line);
    }
    case 'footnoteReference':
      return text(`[${scope.footnote(node.identifier)}]`);
    case 'html':
      return htmlPieces(node.value, setting, context, line);
  }
}

function withMark({ marks, href }: Setting, mark: Mark): Setting {
  return { marks: [...marks, mark], href };
}

function textPieces(text: string, { marks, href }: Setting, { open }: Context): Piece[] {
  return open.isMute() ? [] : [span(open.raise(text), [...marks, ...open.marks()], href ?? open.href())];
}

/** A single tag: it sets what follows, or is a line's end, a picture, a quotation mark or the author's cut mark. */
function htmlPieces(html: string, setting: Setting, context: Context, line: number): Piece[] {
  if (CUT_MARK.test(html)) return ['cut'];
  const tag = parseHtmlTag(html);
  if (tag === null) return [];
  if (BREAKS.has(tag.name)) return textPieces('\n', setting, context);
  if (tag.name === 'q') return textPieces(tag.closing ? '”' : '“', setting, context);
  if (tag.name === 'img') {
    return picturePieces(tag.attribute('src') ?? '', tag.attribute('alt'), null, context.scope, line);
  }
  if (tag.closing) context.open.close(tag.name);
  else context.open.open(tag.name, hrefOf(tag, context.scope, line));
  return [];
}

function hrefOf(tag: HtmlTag, scope: Scope, line: number): string | null {
  const href = tag.name === 'a' ? tag.attribute('href') : null;
  return href === null ? null : addressOf(href, scope, line);
}

function addressOf(written: string, { base, warnings }: Scope, line: number): string | null {
  const href = linkAddress(written, base);
  if (href === null && written.trim() !== '' && !written.trim().startsWith('#')) {
    const shown = JSON.stringify(written.slice(0, 60));
    const message = `the link to ${shown} is left out, its words stay: it is no web address`;
    warnings.push({ code: 'link-left-out', message, where: `line ${line}` });
  }
  return href;
}

function picturePieces(
  written: string,
  alt: string | null | undefined,
  title: string | null | undefined,
  { base, warnings }: Scope,
  line: number,
): Piece[] {
  const source = pictureSource(written, base);
  if (source !== null) return [{ picture: { source, alt: wordsOrNull(alt), caption: wordsOrNull(title) } }];
  const shown = JSON.stringify(written.slice(0, 60));
  const message = `a picture is left out: ${shown} is neither a file nor a web address`;
  warnings.push({ code: 'picture-left-out', message, where: `line ${line}` });
  return [];
}

function wordsOrNull(text: string | null | undefined): string | null {
  const words = (text ?? '').replace(/\s+/g, ' ').trim();
  return words === '' ? null : words;
}
