import type { Article } from '../../article/article.ts';
import type { Writer } from '../compose/authored.ts';
import type { ThreadOptions } from '../options.ts';
import type { Passage } from '../passage.ts';
import { sentences } from '../sentences/sentences.ts';
import type { Image } from '../thread.ts';
import type { Text } from './text.ts';

/** What a thread opens with, in front of the article's text. */
export interface Opening {
  /** The author's hook, or else the title. */
  readonly text: Text;
  readonly isHook: boolean;
  /** Pictures of an article without text. */
  readonly images: readonly Image[];
}

export function openingOf(
  article: Article,
  { hook }: ThreadOptions,
  images: readonly Image[],
  { written, plain }: Writer,
): Opening {
  if (hook !== null) return { text: written(hook, 'hook'), isHook: true, images };
  return { text: plain(article.title.replace(/\s+/g, ' '), 'title'), isHook: false, images };
}

/**
 * The passages with the opening in front: the title on a line of its own above the lead, as a heading, so that no cut
 * parts them; or the author's hook, behind which a cut is welcome. A title that the text begins with is not repeated.
 */
export function withOpening(
  passages: readonly Passage[],
  { text, isHook, images }: Opening,
  article: Article,
): readonly Passage[] {
  const [first, ...rest] = passages;
  if (text.text === '') return passages;
  if (!isHook && first !== undefined && opensWith(first.text, text.text, article.language)) return passages;
  const opening: Passage = {
    ...text,
    kind: isHook ? 'paragraph' : 'heading',
    joint: 'section',
    glue: '\n\n',
    atoms: [],
    images,
    line: 1,
  };
  if (first === undefined) return [opening];
  return [
    opening,
    { ...first, glue: '\n\n', joint: isHook && first.joint !== 'cut' ? 'section' : first.joint },
    ...rest,
  ];
}

/** More than the title's length cannot be the title: no long lead is read to its end. */
const MARGIN = 100;

function opensWith(lead: string, title: string, language: string): boolean {
  const head = lead.slice(0, title.length + MARGIN);
  const [first] = sentences(head, language);
  const words = wordsOf(title);
  return (
    words === wordsOf(lead.length > head.length ? '' : lead) ||
    (first !== undefined && words === wordsOf(head.slice(first.start, first.end)))
  );
}

/** Letters and digits only: case, marks and invisible characters do not make another title. */
function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
