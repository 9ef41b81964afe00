import type { Definition, FootnoteDefinition, Nodes, Root } from 'mdast';
import type { Reading, ReadingWarning } from '../draft.ts';
import type { Scope } from './inline.ts';

/** Gathers what stands anywhere in a document and is used everywhere: link definitions and footnotes. */
export function scopeOf(
  tree: Root,
  { base }: Reading,
  warnings: ReadingWarning[],
): Scope & { notes: FootnoteDefinition[] } {
  const definitions = new Map<string, Definition>();
  const notes = new Map<string, FootnoteDefinition>();
  visit(tree, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
    if (node.type === 'footnoteDefinition' && !notes.has(node.identifier)) notes.set(node.identifier, node);
  });
  return { base, definitions, footnote: numbering(), warnings, notes: [...notes.values()] };
}

function numbering(): (identifier: string) => number {
  const numbers = new Map<string, number>();
  return (identifier) => {
    const number = numbers.get(identifier) ?? numbers.size + 1;
    numbers.set(identifier, number);
    return number;
  };
}

function visit(node: Nodes, see: (node: Nodes) => void): void {
  see(node);
  if ('children' in node) for (const child of node.children) visit(child, see);
}
