import type { Stretch } from '../thread.ts';
import { beforeSpace, startAt } from './marks.ts';

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * The sentences of a text as Unicode's own rules find them, for languages without data of ours. A boundary those rules
 * see inside a token, behind the `?` of an address, is none.
 */
export function segmented(text: string, language: string): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  for (const { index, segment } of segmenterOf(language).segment(text)) {
    if (segment.trim() === '') continue;
    const end = index + segment.length;
    if (end < text.length && /[.!?]["')\]]*$/.test(segment.slice(-8))) continue;
    const opens = startAt(text, start);
    const closes = beforeSpace(text, end, start);
    if (closes > opens) found.push({ start: opens, end: closes });
    start = end;
  }
  return found;
}

function segmenterOf(language: string): Intl.Segmenter {
  const [primary = ''] = language.toLowerCase().split(/[-_]/);
  const tag = /^[a-z]{2,3}$/.test(primary) ? primary : 'und';
  const segmenter = segmenters.get(tag) ?? new Intl.Segmenter(tag, { granularity: 'sentence' });
  segmenters.set(tag, segmenter);
  return segmenter;
}
