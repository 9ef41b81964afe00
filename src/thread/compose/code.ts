import type { Block } from '../../article/article.ts';
import { plainDraft } from './draft.ts';
import { type RoughText, rough } from './rough.ts';
import { withoutUnfit } from './unfit.ts';

/** Code as it is, a line a passage; an empty line becomes the space in front of the next. */
export function codeLines(block: Block & { kind: 'code' }): readonly RoughText[] {
  const lines = withoutUnfit(block.text).split(/\r\n?|\n/);
  const written = lines.flatMap((line, index) => (line.trim() === '' ? [] : [{ text: line.trimEnd(), index }]));
  return written.map(({ text, index }, nth): RoughText => {
    const draft = { ...plainDraft(text), code: [{ start: 0, end: text.length }] };
    const passage = rough('code', draft, block.line);
    if (nth === 0) return passage;
    return { ...passage, joint: 'line', glue: lines[index - 1]?.trim() === '' ? '\n\n' : '\n' };
  });
}
