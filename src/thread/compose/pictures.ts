import type { Picture } from '../../article/article.ts';
import type { Image, Warning } from '../thread.ts';
import { told } from './told.ts';

/** X takes so many characters of alternative text, fewer than Bluesky's apps. */
const LONGEST_ALT = 1000;

/**
 * A picture as a post carries it. Posts have no captions: a caption is kept with the alternative text, behind it where
 * both say something of their own, so that none of the author's words is lost.
 */
export function imageOf({ source, alt, caption }: Picture, where: string, warnings: Warning[]): Image {
  const words = wordsOf(alt?.trim() ?? '', caption?.trim() ?? '');
  if (words === '')
    warnings.push({
      code: 'missing-alt',
      message: `the picture ${told(source)} has no alternative text: add some for those who cannot see it`,
      where,
    });
  if (words.length <= LONGEST_ALT) return { source, alt: words };
  warnings.push({
    code: 'long-alt',
    message: `the alternative text of ${told(source)} is cut to ${LONGEST_ALT} characters`,
    where,
  });
  return { source, alt: shortenedTo(words, LONGEST_ALT) };
}

function wordsOf(alt: string, caption: string): string {
  if (alt === '' || caption.includes(alt)) return caption;
  if (caption === '' || alt.includes(caption)) return alt;
  return /[\p{Sentence_Terminal}…]['"”’)\]]*$/u.test(alt) ? `${alt} ${caption}` : `${alt}. ${caption}`;
}

/** Cut at a word's end, with an ellipsis; never inside a character. */
export function shortenedTo(text: string, length: number): string {
  if (text.length <= length) return text;
  const start = text
    .slice(0, length - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  const words = start.replace(/\s+\S*$/, '');
  return `${(words === '' ? start : words).trimEnd()}…`;
}
