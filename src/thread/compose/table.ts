import type { Block } from '../../article/article.ts';
import { joined } from './draft.ts';
import { flatten } from './flatten.ts';
import { type RoughText, rough } from './rough.ts';

const BETWEEN_CELLS = ' — ';

/** A row a line, its cells set apart by dashes; empty cells leave nothing. */
export function tableRows(block: Block & { kind: 'table' }): readonly RoughText[] {
  const rows = block.rows.map((cells) =>
    joined(
      cells.map(flatten).filter(({ text }) => text !== ''),
      BETWEEN_CELLS,
    ),
  );
  return rows
    .filter(({ text }) => text !== '')
    .map((row, index): RoughText => {
      const passage = rough('row', row, block.line);
      return index === 0 ? passage : { ...passage, joint: 'line', glue: '\n' };
    });
}
