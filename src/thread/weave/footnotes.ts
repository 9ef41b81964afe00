import { linkableForm } from '../compose/addresses.ts';
import { edited } from '../compose/draft.ts';
import type { Passage } from '../passage.ts';
import type { Rules } from '../rules.ts';
import type { Link } from '../thread.ts';

const MARK = /^\[\d+\]$/;

/**
 * Passages with the addresses behind their footnote marks at the end, a line each: `[1] https://example.org`. Where
 * passages are only a part of the article's, their footnotes are numbered anew.
 */
export function withFootnotes(passages: readonly Passage[], rules: Rules): readonly Passage[] {
  if (rules.facets) return passages;
  const numbers = new Map<string, number>();
  for (const { url } of passages.flatMap(marksOf)) numbers.set(url, numbers.get(url) ?? numbers.size + 1);
  if (numbers.size === 0) return passages;
  const notes = [...numbers].map(([url, number]) => noteOf(number, linkableForm(url, rules) ?? url));
  return [...passages.map((passage) => renumbered(passage, numbers)), ...notes];
}

function marksOf({ text, links }: Passage): readonly Link[] {
  return links.filter(({ start, end }) => MARK.test(text.slice(start, end)));
}

function renumbered(passage: Passage, numbers: ReadonlyMap<string, number>): Passage {
  const edits = marksOf(passage).map(({ url, start, end }) => ({ start, end, text: `[${numbers.get(url) ?? 0}]` }));
  const { text, links, mentions, hashtags, atoms } = edited({ ...passage, code: [] }, edits);
  return { ...passage, text, links, mentions, hashtags, atoms };
}

function noteOf(number: number, url: string): Passage {
  const mark = `[${number}] `;
  const text = mark + url;
  return {
    kind: 'row',
    text,
    joint: number === 1 ? 'paragraph' : 'line',
    glue: number === 1 ? '\n\n' : '\n',
    atoms: [{ start: 0, end: text.length }],
    links: [{ url, start: mark.length, end: text.length }],
    mentions: [],
    hashtags: [],
    images: [],
    line: 1,
  };
}
