import type { FootnoteDefinition, List, ListItem, RootContent, Table } from 'mdast';
import type { Block, RichText } from '../article.ts';
import { CUT_MARK } from '../cut-mark.ts';
import { span, tidy } from '../spans.ts';
import { type Piece, readInline, type Scope } from './inline.ts';
import { figuresOf, paragraphBlocks, textOf } from './paragraphs.ts';

/** Turns a stretch of HTML inside Markdown into blocks. */
export type ReadHtml = (html: string, line: number) => readonly Block[];

/** Reads Markdown's flow content in order. */
export function readBlocks(nodes: readonly RootContent[], scope: Scope, readHtml: ReadHtml): Block[] {
  return nodes.flatMap((node) => readBlock(node, scope, readHtml));
}

/** The footnotes' own text, in the order of their numbers: a thread has no foot, so they follow the article. */
export function readFootnotes(notes: readonly FootnoteDefinition[], scope: Scope, readHtml: ReadHtml): Block[] {
  const numbered = notes.map((note) => ({ note, number: scope.footnote(note.identifier) }));
  return numbered
    .toSorted((a, b) => a.number - b.number)
    .flatMap(({ note, number }) => {
      const blocks = readBlocks(note.children, scope, readHtml);
      return withLead(blocks, `[${number}] `, note.position?.start.line ?? 1);
    });
}

function readBlock(node: RootContent, scope: Scope, readHtml: ReadHtml): Block[] {
  const line = node.position?.start.line ?? 1;
  switch (node.type) {
    case 'heading': {
      const pieces = readInline(node.children, scope);
      const text = textOf(pieces, true);
      const heading: Block[] = text.length === 0 ? [] : [{ kind: 'heading', level: node.depth, text, line }];
      return [...heading, ...figuresOf(pieces, line)];
    }
    case 'paragraph':
      return paragraphBlocks(readInline(node.children, scope), line);
    case 'list':
      return readList(node, line, scope, readHtml);
    case 'blockquote': {
      const blocks = readBlocks(node.children, scope, readHtml);
      return blocks.length === 0 ? [] : [{ kind: 'quote', blocks, line }];
    }
    case 'code':
      return node.value.trim() === '' ? [] : [{ kind: 'code', language: node.lang ?? null, text: node.value, line }];
    case 'table':
      return readTable(node, line, scope);
    case 'thematicBreak':
      return [{ kind: 'divider', line }];
    case 'html':
      return CUT_MARK.test(node.value) ? [{ kind: 'cut', line }] : [...readHtml(node.value, line)];
    default:
      return [];
  }
}

function readList(list: List, line: number, scope: Scope, readHtml: ReadHtml): Block[] {
  const items = list.children.map((item) => readItem(item, scope, readHtml)).filter((blocks) => blocks.length > 0);
  const start = list.ordered ? (list.start ?? 1) : null;
  return items.length === 0 ? [] : [{ kind: 'list', start, items, line }];
}

function readItem(item: ListItem, scope: Scope, readHtml: ReadHtml): Block[] {
  const blocks = readBlocks(item.children, scope, readHtml);
  if (typeof item.checked !== 'boolean') return blocks;
  return withLead(blocks, item.checked ? '☑ ' : '☐ ', item.position?.start.line ?? 1);
}

function readTable(table: Table, line: number, scope: Scope): Block[] {
  const figures: Piece[] = [];
  const rows = table.children.map((row) =>
    row.children.map((cell): RichText => {
      const pieces = readInline(cell.children, scope);
      figures.push(...pieces);
      return textOf(pieces);
    }),
  );
  const filled = rows.filter((row) => row.some((cell) => cell.length > 0));
  return [
    ...(filled.length === 0 ? [] : [{ kind: 'table', rows: filled, line } as const]),
    ...figuresOf(figures, line),
  ];
}

/** Sets a mark or number in front of the first paragraph, on a line of its own where none comes first. */
function withLead(blocks: readonly Block[], lead: string, line: number): Block[] {
  const [first, ...rest] = blocks;
  if (first?.kind === 'paragraph') return [{ ...first, text: tidy([span(lead), ...first.text]) }, ...rest];
  return [{ kind: 'paragraph', text: [span(lead.trim())], line }, ...blocks];
}
