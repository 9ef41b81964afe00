import type { Mark } from '../article.ts';
import { raise } from './raised.ts';

/** The HTML tags that stand open in a paragraph, and what they make of its text. */
export interface OpenTags {
  open(name: string, href: string | null): void;
  /** Closes the last of this name; one that closes nothing is ignored, as browsers do. */
  close(name: string): void;
  /** Whether the text here is nothing that a reader sees. */
  isMute(): boolean;
  marks(): readonly Mark[];
  href(): string | null;
  /** The text as superscript or subscript, where it is one. */
  raise(text: string): string;
}

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
const MUTE = new Set(['script', 'style', 'textarea', 'select', 'button', 'iframe', 'template', 'svg']);
const OTHERS = new Set(['a', 'sup', 'sub']);
/** Most tags open at once; what opens beyond them is ignored. */
const MAX_OPEN = 50;

export function openTags(): OpenTags {
  const tags: { readonly name: string; readonly href: string | null }[] = [];
  return {
    open(name, href) {
      const says = name in MARK_OF || MUTE.has(name) || OTHERS.has(name);
      if (says && tags.length < MAX_OPEN) tags.push({ name, href });
    },
    close(name) {
      const index = tags.findLastIndex((tag) => tag.name === name);
      if (index >= 0) tags.splice(index, 1);
    },
    isMute: () => tags.some(({ name }) => MUTE.has(name)),
    marks: () => tags.flatMap(({ name }) => MARK_OF[name] ?? []),
    href: () => tags.findLast((tag) => tag.href !== null)?.href ?? null,
    raise(text) {
      const name = tags.findLast((tag) => tag.name === 'sup' || tag.name === 'sub')?.name;
      return name === 'sup' || name === 'sub' ? raise(text, name) : text;
    },
  };
}
