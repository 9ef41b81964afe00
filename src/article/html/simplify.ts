import { CUT_MARK } from '../cut-mark.ts';
import { isComment, isElement, type PageDocument, type PageElement, type PageNode, unwrap, wordsOf } from './dom.ts';
import { simplifyPre } from './preformatted.ts';
import { simplifyTable } from './tables.ts';

const BLOCKS = [
  ...[
    'address',
    'article',
    'aside',
    'blockquote',
    'caption',
    'center',
    'dd',
    'div',
    'dl',
    'dt',
    'fieldset',
    'figcaption',
  ],
  ...[
    'figure',
    'footer',
    'form',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'header',
    'hgroup',
    'hr',
    'li',
    'main',
    'ol',
    'p',
  ],
  ...['pre', 'section', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul'],
];
const BLOCK_NAMES = new Set(BLOCKS.map((name) => name.toUpperCase()));
const EVERY_BLOCK = BLOCKS.join(', ');

/** Brings a page's elements into the shapes that Markdown has, so that turndown loses nothing and makes nothing up. */
export function simplify(root: PageElement, document: PageDocument): void {
  keepCutsOfComments(root, document);
  for (const pre of root.querySelectorAll('pre')) simplifyPre(pre, document);
  for (const code of root.querySelectorAll('code, kbd, samp, tt')) code.textContent = String(code.textContent);
  // Blocks that turndown would take for running text.
  for (const block of root.querySelectorAll('details, dialog, legend, search, summary')) rename(block, document);
  for (const figure of root.querySelectorAll('figure, .wp-caption')) takeCaption(figure);
  for (const table of [...root.querySelectorAll('table')].toReversed()) simplifyTable(table, document);
  for (const heading of root.querySelectorAll('h1, h2, h3, h4, h5, h6')) flatten(heading, document);
  for (const block of root.querySelectorAll(EVERY_BLOCK)) freeFromRunningText(block, root);
  for (const link of root.querySelectorAll('a a, a:not([href])')) unwrap(link);
}

/** Makes a plain box of an element. */
export function rename(element: PageElement, document: PageDocument): void {
  const box = document.createElement('div');
  box.append(...element.childNodes);
  element.replaceWith(box);
}

/** The author's cut mark becomes a rule that is written as the mark again; all other comments go. */
function keepCutsOfComments(parent: PageElement, document: PageDocument): void {
  for (const node of [...parent.childNodes]) {
    if (isElement(node)) keepCutsOfComments(node, document);
    else if (isComment(node)) replaceComment(node, document);
  }
}

function replaceComment(comment: PageNode, document: PageDocument): void {
  if (!CUT_MARK.test(`<!--${comment.textContent}-->`)) {
    comment.remove();
    return;
  }
  const rule = document.createElement('hr');
  rule.setAttribute('data-cut', 'cut');
  comment.replaceWith(rule);
}

/** A figure's caption goes along with its last picture; without a picture it is a paragraph. */
function takeCaption(figure: PageElement): void {
  const caption = figure.querySelector('figcaption, .wp-caption-text, .imageCaption');
  const picture = [...figure.querySelectorAll('img')].at(-1);
  if (caption === null || picture === undefined) return;
  picture.setAttribute('data-caption', wordsOf(caption));
  caption.remove();
}

/** A heading is one line, whatever boxes it is made of. */
function flatten(heading: PageElement, document: PageDocument): void {
  for (const box of heading.querySelectorAll(EVERY_BLOCK)) {
    box.replaceWith(document.createTextNode(' '), ...box.childNodes, document.createTextNode(' '));
  }
}

/** A link or an emphasis around whole blocks cannot be written in Markdown: the blocks stand free. */
function freeFromRunningText(block: PageElement, root: PageElement): void {
  for (let parent = block.parentNode; parent !== null && parent !== root; parent = block.parentNode) {
    if (BLOCK_NAMES.has(parent.nodeName.toUpperCase())) return;
    unwrap(parent);
  }
}
