import type { Passage, Point } from '../passage.ts';

/** The text between two points, with the white space between its passages. */
export function textBetween(passages: readonly Passage[], from: Point, to: Point): string {
  let text = '';
  for (let index = from.passage; index <= to.passage; index++) {
    const passage = passages[index];
    if (passage === undefined) break;
    const start = index === from.passage ? from.offset : 0;
    const end = index === to.passage ? to.offset : passage.text.length;
    text += (index > from.passage ? passage.glue : '') + passage.text.slice(start, end);
  }
  return text;
}
