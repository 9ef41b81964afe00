import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMarkdown } from '../../src/article/markdown/parse.ts';
import { syntaxFor, wholeSyntax } from '../../src/article/markdown/syntax.ts';
import { seed } from '../seed.ts';

const CORPUS = fileURLToPath(new URL('../corpus/', import.meta.url));

async function expectAlike(text: string): Promise<void> {
  const chosen = parseMarkdown(text, 'x.md', await syntaxFor(text));
  expect(chosen).toEqual(parseMarkdown(text, 'x.md', await wholeSyntax()));
}

test('a text is read as it would be with all of GitHub’s additions, whichever of them are loaded for it', async () => {
  for (const name of readdirSync(CORPUS).filter((each) => each.endsWith('.md'))) {
    await expectAlike(readFileSync(CORPUS + name, 'utf8'));
  }
});

test('the same is so for whatever an author types', async () => {
  const pieces = [
    'a',
    'b c',
    ' ',
    '\n',
    '\n\n',
    '|',
    '-',
    ':',
    '~',
    '[',
    ']',
    '^',
    '(',
    ')',
    'x',
    '\t',
    '- ',
    '1. ',
    '> ',
  ];
  const further = ['`', '*', '\\', '&#124;', '&#126;', '&#91;', 'www.a.org', 'https://a.org', 'jane@a.org', '<b>', '!'];
  const text = fc.array(fc.constantFrom(...pieces, ...further), { maxLength: 30 }).map((some) => some.join(''));
  await fc.assert(fc.asyncProperty(text, expectAlike), { seed, numRuns: 2_000 });
});

test.each([
  ['a table', '| a | b |\n| - | - |\n| c | d |', 'table'],
  ['a table without lines at its edges', 'a | b\n--- | ---\nc | d', 'table'],
  ['a table of one column without any line', 'a\n:-\nb', 'table'],
  ['a table of one column to the right', 'a\n-:\nb', 'table'],
  ['a task', '- [ ] a', '"checked":false'],
  ['a task whose box holds a tab', '- [\t] a', '"checked":false'],
  ['a task that is done', '- [X] a', '"checked":true'],
  ['a footnote', 'a[^1]\n\n[^1]: b', 'footnoteDefinition'],
  ['what is struck out', '~a~', 'delete'],
  ['a bare link', 'www.example.org', '"url":"http://www.example.org"'],
  ['a bare link with an escape in it', 'www\\.example.org', '"url":"http://www.example.org"'],
])('%s is understood', async (_, text, sign) => {
  expect(JSON.stringify(parseMarkdown(text, 'x.md', await syntaxFor(text)))).toContain(sign);
});
