import type { Mention } from '../thread.ts';
import type { Context } from './context.ts';
import { type Draft, edited } from './draft.ts';
import { holder } from './stretches.ts';

/** A name set behind an at-sign of either width that is not part of a word, an address or a path. */
const NAME = /(?<![\p{L}\p{N}_.+/@＠-])[@＠](?<name>[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)/gu;

/** Sets this platform's handle for every name the author's map knows. Names in code and in addresses are not meant. */
export function applyMentions(draft: Draft, { options }: Context): Draft {
  if (!/[@＠]/.test(draft.text)) return { ...draft, mentions: [] };
  const code = holder(draft.code);
  const link = holder(draft.links);
  const mentions = Array.from(draft.text.matchAll(NAME)).flatMap((match): Mention[] => {
    const name = (match.groups?.name ?? '').toLowerCase();
    const handle = Object.hasOwn(options.mentions, name) ? options.mentions[name] : undefined;
    const place = { start: match.index, end: match.index + match[0].length };
    if (handle === undefined || code(place) || isAddress(draft, link(place))) return [];
    return [{ ...place, handle: handle.replace(/^@/, '') }];
  });
  const edits = mentions.map(({ start, end, handle }) => ({ start, end, text: `@${handle}` }));
  return edited({ ...draft, mentions }, edits);
}

function isAddress({ text }: Draft, link: { readonly start: number } | undefined): boolean {
  return link !== undefined && /^https?:/i.test(text.slice(link.start, link.start + 6));
}
