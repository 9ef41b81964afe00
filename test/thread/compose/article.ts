import type { Article, Block, RichText, Span } from '../../../src/article/article.ts';
import type { ThreadOptions } from '../../../src/thread/options.ts';

/** Articles, made by hand: every block says only what its test is about. */
export function article(blocks: readonly Block[], fields: Partial<Article> = {}): Article {
  return {
    title: 'A title',
    subtitle: null,
    author: null,
    canonicalUrl: 'https://example.org/a-title',
    publishedAt: null,
    language: 'en',
    blocks,
    words: 0,
    source: 'posts/a-title.md',
    front: {},
    ...fields,
  };
}

export function options(fields: Partial<ThreadOptions> = {}): ThreadOptions {
  return {
    style: 'full',
    maxPosts: 8,
    numbering: '{n}/{total}',
    link: 'last',
    signoff: null,
    hook: null,
    posts: [],
    linkParameters: {},
    card: 'first',
    mentions: {},
    ...fields,
  };
}

export type Part = string | Span;

export function span(text: string, marks: Span['marks'] = [], href: string | null = null): Span {
  return { text, marks, href };
}

export const link = (text: string, href: string): Span => span(text, [], href);
export const code = (text: string): Span => span(text, ['code']);

export function rich(...parts: readonly Part[]): RichText {
  return parts.map((part) => (typeof part === 'string' ? span(part) : part));
}

export const heading = (text: string, line = 1): Block => ({ kind: 'heading', level: 2, text: rich(text), line });
export const p = (...parts: readonly Part[]): Block => ({ kind: 'paragraph', text: rich(...parts), line: 1 });
export const bullets = (...items: readonly (readonly Block[])[]): Block => ({
  kind: 'list',
  start: null,
  items,
  line: 1,
});
export const numbers = (start: number, ...items: readonly (readonly Block[])[]): Block => ({
  kind: 'list',
  start,
  items,
  line: 1,
});
export const quote = (...blocks: readonly Block[]): Block => ({ kind: 'quote', blocks, line: 1 });
export const codeBlock = (text: string): Block => ({ kind: 'code', language: null, text, line: 1 });
export const table = (...rows: readonly (readonly string[])[]): Block => ({
  kind: 'table',
  rows: rows.map((row) => row.map((cell) => rich(cell))),
  line: 1,
});
export const figure = (source: string, alt: string | null = 'A picture', caption: string | null = null): Block => ({
  kind: 'figure',
  picture: { source, alt, caption },
  line: 1,
});
export const divider: Block = { kind: 'divider', line: 1 };
export const cutMark: Block = { kind: 'cut', line: 1 };
