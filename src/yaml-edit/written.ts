/** How a value that is new is written. */
import { Document, visit } from 'yaml';

/** As a block, with small lists and maps inside it on one line, as people write them. */
export function stringified(value: unknown): string {
  const document = new Document();
  document.contents = document.createNode(value);
  visit(document, {
    Collection(_key, node, ancestors) {
      if (ancestors.length > 1 && isSmall(node.toJSON())) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 }).trimEnd();
}

const MOST_ON_A_LINE = 72;

export function isSmall(value: unknown): boolean {
  const values = typeof value === 'object' && value !== null ? Object.values(value) : [];
  const isFlat = values.every((each) => typeof each !== 'object' || each === null);
  const json = JSON.stringify(value) ?? '';
  return isFlat && !json.includes('\\n') && json.length <= MOST_ON_A_LINE;
}

/** On one line: `{ within: 1h, then: latest }`. */
export function flowing(value: unknown): string {
  const document = new Document();
  document.contents = document.createNode(value, { flow: true });
  return document.toString({ lineWidth: 0 }).trimEnd();
}

/** Written as a block whose first line stands at `column` already. */
export function indented(value: unknown, column: number): string {
  return stringified(value)
    .split('\n')
    .map((line, index) => (index === 0 || line === '' ? line : ' '.repeat(column) + line))
    .join('\n');
}
