import { readFileSync } from 'node:fs';

/** A text whose sentences are known, under the guarantee it stands for. */
export interface Case {
  readonly guarantee: string;
  readonly text: string;
  readonly sentences: readonly string[];
}

/**
 * Reads `fixtures/NAME.txt`: blocks parted by blank lines, a `# guarantee` above the first of its cases, one sentence a
 * line. Sentences are joined by a space, or by nothing where a line begins with `+`; `\n` stands for a line break.
 */
export function readCases(name: string): Case[] {
  const file = readFileSync(new URL(`./fixtures/${name}.txt`, import.meta.url), 'utf8');
  const cases: Case[] = [];
  let guarantee = '';
  for (const block of file.split(/\n{2,}/)) {
    const lines = block.split('\n').filter((line) => line !== '');
    if (lines[0]?.startsWith('# ')) guarantee = lines.shift()?.slice(2) ?? '';
    if (lines.length > 0) cases.push(readCase(guarantee, lines));
  }
  return cases;
}

function readCase(guarantee: string, lines: readonly string[]): Case {
  const parts = lines.map((line) => line.replaceAll('\\n', '\n'));
  const text = parts.reduce((whole, part) => (part.startsWith('+') ? whole + part.slice(1) : `${whole} ${part}`));
  return { guarantee, text, sentences: parts.map((part) => part.replace(/^\+/, '').trim()) };
}
