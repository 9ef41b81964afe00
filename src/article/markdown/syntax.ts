import type { Options } from 'mdast-util-from-markdown';
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal';
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal';

/** What the parser understands beside CommonMark. */
export interface Syntax {
  readonly extensions: NonNullable<Options['extensions']>;
  readonly mdastExtensions: NonNullable<Options['mdastExtensions']>;
}

/** One of GitHub's additions to CommonMark. */
interface Addition {
  /** Without it in a text there is none of these in it. */
  readonly sign: RegExp;
  load(): Promise<Syntax>;
}

/** In the order in which GitHub's own set has them. */
const ADDITIONS: readonly Addition[] = [
  {
    sign: /\[\^/,
    async load() {
      const { gfmFootnoteFromMarkdown } = await import('mdast-util-gfm-footnote');
      const { gfmFootnote } = await import('micromark-extension-gfm-footnote');
      return { extensions: [gfmFootnote()], mdastExtensions: [gfmFootnoteFromMarkdown()] };
    },
  },
  {
    sign: /~/,
    async load() {
      const { gfmStrikethroughFromMarkdown } = await import('mdast-util-gfm-strikethrough');
      const { gfmStrikethrough } = await import('micromark-extension-gfm-strikethrough');
      return { extensions: [gfmStrikethrough()], mdastExtensions: [gfmStrikethroughFromMarkdown()] };
    },
  },
  {
    // The row under a table's head has one of these.
    sign: /\||:-|-:/,
    async load() {
      const { gfmTableFromMarkdown } = await import('mdast-util-gfm-table');
      const { gfmTable } = await import('micromark-extension-gfm-table');
      return { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] };
    },
  },
  {
    sign: /\[[\sx]\]/i,
    async load() {
      const { gfmTaskListItemFromMarkdown } = await import('mdast-util-gfm-task-list-item');
      const { gfmTaskListItem } = await import('micromark-extension-gfm-task-list-item');
      return { extensions: [gfmTaskListItem()], mdastExtensions: [gfmTaskListItemFromMarkdown()] };
    },
  },
];

/**
 * Bare links, and of tables, task lists, strikethrough and footnotes what a text may have. Most articles have none of
 * them, and they bring 80 modules: a twentieth of the time that a preview takes.
 */
export function syntaxFor(markdown: string): Promise<Syntax> {
  return together(ADDITIONS.filter(({ sign }) => sign.test(markdown)));
}

/** For texts that are not known yet. */
export function wholeSyntax(): Promise<Syntax> {
  return together(ADDITIONS);
}

async function together(additions: readonly Addition[]): Promise<Syntax> {
  const loaded = await Promise.all(additions.map(({ load }) => load()));
  return {
    extensions: [gfmAutolinkLiteral(), ...loaded.flatMap(({ extensions }) => extensions)],
    mdastExtensions: [gfmAutolinkLiteralFromMarkdown(), ...loaded.flatMap(({ mdastExtensions }) => mdastExtensions)],
  };
}
