import TurndownService from 'turndown';
import { attribute, isElement, type PageElement, type PageNode } from './dom.ts';
import { escapeDestination, escapeMarkdown, escapeTitle } from './escape.ts';
import { monster } from './page.ts';
import { addressOfPicture } from './pictures.ts';

/**
 * Turns a simplified page into Markdown. Emphasis is written as HTML tags, which Markdown takes as well: its own stars
 * do not work beside punctuation (`**Note:**text` keeps them), and a page may set emphasis anywhere.
 * @throws InputError for elements nested too deeply
 */
export function toMarkdown(root: PageElement, source: string): string {
  if (depthOf(root) > MAX_DEPTH) throw monster(source, 'the elements of this article are nested too deeply', MAX_DEPTH);
  return service.turndown(root);
}

/** Deepest nesting below the article's own element: turndown looks at all text anew on every level. */
const MAX_DEPTH = 100;

function depthOf(node: PageNode): number {
  return 1 + Math.max(0, ...[...node.childNodes].filter(isElement).map(depthOf));
}

const service = new TurndownService({ headingStyle: 'atx', hr: '***', codeBlockStyle: 'fenced' });
service.escape = escapeMarkdown;

service.addRule('setting', {
  filter: ['strong', 'b', 'em', 'i', 'del', 's', 'code', 'kbd', 'samp', 'sup', 'sub'],
  replacement: (content, node: PageElement) => {
    const tag = node.nodeName.toLowerCase();
    // Turndown leaves the text of `code` unescaped, for the backticks that it would set around it.
    const text = tag === 'code' ? escapeMarkdown(content) : content;
    return text.trim() === '' ? text : `<${tag}>${text}</${tag}>`;
  },
});

service.addRule('quotation', { filter: 'q', replacement: (content) => `“${content}”` });

service.addRule('lineBreak', { filter: 'br', replacement: () => '<br>' });

service.addRule('link', {
  filter: 'a',
  replacement: (content, node: PageElement) =>
    content.trim() === '' ? '' : `[${content}](${escapeDestination(attribute(node, 'href') ?? '')})`,
});

service.addRule('picture', {
  filter: 'img',
  replacement: (_content, node: PageElement) => {
    const source = addressOfPicture(node);
    if (source === null) return '';
    const caption = attribute(node, 'data-caption');
    const alt = escapeMarkdown((attribute(node, 'alt') ?? '').replace(/\s+/g, ' '));
    return `![${alt}](${escapeDestination(source)}${caption === null ? '' : ` ${escapeTitle(caption)}`})`;
  },
});

service.addRule('rule', {
  filter: 'hr',
  replacement: (_content, node: PageElement) =>
    attribute(node, 'data-cut') === null ? '\n\n***\n\n' : '\n\n<!-- cut -->\n\n',
});

service.addRule('code', {
  filter: 'pre',
  replacement: (_content, node: PageElement) => {
    const code = node.textContent.replace(/^\n|\n$/g, '');
    const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
    const language = node.querySelector('code')?.getAttribute('data-language') ?? '';
    const fence = '`'.repeat(longest + 1);
    return `\n\n${fence}${language}\n${code}\n${fence}\n\n`;
  },
});

/** Lists of one kind in a row would run together without something between. */
service.addRule('list', {
  filter: ['ul', 'ol'],
  replacement: (content, node: PageElement) => {
    const before = elementBefore(node);
    return `\n\n${before?.nodeName === node.nodeName ? '<!-- -->\n\n' : ''}${content}\n\n`;
  },
});

service.addRule('item', {
  filter: 'li',
  replacement: (content, node: PageElement) => {
    const marker = markerOf(node);
    const lines = content.replace(/^\n+|\n+$/g, '').replaceAll('\n', `\n${' '.repeat(marker.length)}`);
    return `${marker}${lines}\n`;
  },
});

/** A table's first row is its head in Markdown, whatever it was on the page. */
service.addRule('table', {
  filter: 'table',
  replacement: (content, node: PageElement) => {
    const [head = '', ...rows] = content.split('\n').filter((row) => row.startsWith('|'));
    const columns = Math.max(1, [...(node.querySelector('tr')?.childNodes ?? [])].filter(isElement).length);
    const rule = `${'|---'.repeat(columns)}|`;
    return `\n\n${[head, rule, ...rows].join('\n')}\n\n`;
  },
});
service.addRule('tablePart', { filter: ['thead', 'tbody', 'tfoot'], replacement: (content) => content });
service.addRule('row', { filter: 'tr', replacement: (content) => `\n${content}|\n` });
service.addRule('cell', {
  filter: ['td', 'th'],
  replacement: (content) => `| ${content.trim().replace(/\n+/g, '<br>')} `,
});

const positions = new WeakMap<PageElement, number>();

/** `- `, or the number of the item in its list. */
function markerOf(item: PageElement): string {
  const list = item.parentNode;
  if (list?.nodeName !== 'OL') return '- ';
  const start = Number(/^\d{1,9}$/.exec(attribute(list, 'start') ?? '')?.[0] ?? 1);
  const position = positions.get(list) ?? 0;
  positions.set(list, position + 1);
  return `${start + position}. `;
}

function elementBefore(element: PageElement): PageElement | null {
  let before = element.previousSibling;
  while (before !== null && !isElement(before) && before.textContent.trim() === '') before = before.previousSibling;
  return before !== null && isElement(before) ? before : null;
}
