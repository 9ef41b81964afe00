import type { Removed } from '../draft.ts';
import { attribute, isComment, isElement, type PageElement, type PageNode } from './dom.ts';

/** An element taken off the page, and where it hung. */
export interface Stripped {
  readonly parent: PageElement;
  readonly removed: Removed;
}

/** Parts of a page that are not its text, and what they are called in the report; `null`: nothing to read in them. */
const PARTS: Readonly<Record<string, string | null>> = {
  NAV: 'navigation',
  ASIDE: 'an aside of the page',
  FOOTER: 'foot of the page',
  FORM: 'form',
  BUTTON: 'button',
  IFRAME: 'embedded page',
  DIALOG: 'dialogue',
  SCRIPT: null,
  STYLE: null,
  NOSCRIPT: null,
  TEMPLATE: null,
  HEAD: null,
  LINK: null,
  META: null,
  TITLE: null,
  INPUT: null,
  SELECT: null,
  TEXTAREA: null,
  DATALIST: null,
  SVG: null,
  CANVAS: null,
  OBJECT: null,
  EMBED: null,
  APPLET: null,
  AUDIO: null,
  VIDEO: null,
  MAP: null,
  MATH: null,
};

const ROLES: Readonly<Record<string, string>> = {
  navigation: 'navigation',
  banner: 'head of the page',
  complementary: 'an aside of the page',
  contentinfo: 'foot of the page',
  search: 'form',
  form: 'form',
  dialog: 'dialogue',
  alertdialog: 'dialogue',
  button: 'button',
  menu: 'navigation',
  toolbar: 'buttons',
};

/** Names that the commonest systems give to readers' comments, and to what they set below a text. */
const READERS = new Set(['comments', 'comments-area', 'comment-list', 'comment-respond', 'respond', 'disqus_thread']);
const PLUGINS = new Set(['sharedaddy', 'jp-relatedposts', 'related-posts', 'addtoany_share_save_container']);

/** Widest and highest picture, in pixels, that is taken for an icon, a portrait beside a name or a counter. */
const ICON = 64;
/** Paragraphs from which on a form is taken for one that wraps the whole page, as some servers make it. */
const WHOLE_PAGE = 3;

/** Takes off a page what is not text: navigation, scripts, forms, hidden parts, icons. */
export function strip(root: PageElement): Stripped[] {
  const stripped: Stripped[] = [];
  const visit = (parent: PageElement) => {
    for (const element of [...parent.childNodes].filter(isElement)) {
      const why = reasonToStrip(element);
      if (why === undefined) visit(element);
      else {
        const text = textOf(element);
        if (why !== null && text !== '') stripped.push({ parent, removed: { text, why, line: 1 } });
        element.remove();
      }
    }
  };
  visit(root);
  return stripped;
}

/** `undefined`: it stays. */
function reasonToStrip(element: PageElement): string | null | undefined {
  const name = element.nodeName.toUpperCase();
  if (name === 'IMG') return isIcon(element) ? null : undefined;
  if (isHidden(element)) return null;
  if (name === 'FOOTER' && element.closest('blockquote') !== null) return undefined;
  if (name === 'FORM' && [...element.querySelectorAll('p')].length > WHOLE_PAGE) return undefined;
  if (hasName(element, READERS)) return 'responses of readers';
  if (hasName(element, PLUGINS)) return 'part of the page';
  const part = PARTS[name] === undefined ? ROLES[attribute(element, 'role') ?? ''] : PARTS[name];
  return part === 'button' && holdsPicture(element) ? undefined : part;
}

/** Whether an element has one of these names as its id or among its classes. */
function hasName(element: PageElement, names: ReadonlySet<string>): boolean {
  const classes = (attribute(element, 'class') ?? '').split(/\s+/);
  return [attribute(element, 'id') ?? '', ...classes].some((name) => names.has(name));
}

/** Pages make buttons of pictures that can be enlarged. */
function holdsPicture(element: PageElement): boolean {
  return [...element.querySelectorAll('img')].some((image) => !isIcon(image));
}

function isHidden(element: PageElement): boolean {
  return (
    element.getAttribute('hidden') !== null ||
    attribute(element, 'aria-hidden') === 'true' ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute(element, 'style') ?? '') ||
    /(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text)(?:\s|$)/.test(attribute(element, 'class') ?? '')
  );
}

function isIcon(image: PageElement): boolean {
  const sizes = ['width', 'height'].map((name) => Number(attribute(image, name)?.replace(/px$/, '') ?? Number.NaN));
  return sizes.some((size) => size <= ICON) && !sizes.some((size) => size > ICON);
}

/** Texts of all parts, which may be boxes side by side. */
function textsOf(node: PageNode): string[] {
  return isElement(node) ? [...node.childNodes].flatMap(textsOf) : isComment(node) ? [] : [node.textContent];
}

function textOf(element: PageElement): string {
  const words = textsOf(element).join(' ').replace(/\s+/g, ' ').trim();
  return words === '' && element.nodeName === 'IFRAME' ? (attribute(element, 'src') ?? '') : words.slice(0, 300);
}
