import { describe, expect, test } from 'vitest';
import type { Block } from '../../src/article/article.ts';
import { plainText } from '../../src/article/spans.ts';
import { read } from './fixtures.ts';

const show = (block: Block): unknown => {
  if (block.kind === 'list') return block.items.map((item) => item.flatMap(show));
  if (block.kind === 'quote') return { quote: block.blocks.map(show) };
  if (block.kind === 'heading') return `# ${plainText(block.text)}`;
  return block.kind === 'paragraph' ? plainText(block.text) : block.kind;
};
const blocksOf = async (text: string) => (await read('x.txt', `A title\n\n${text}`)).article.blocks.map(show);
const LONG =
  'This is a paragraph of running text, long enough that nobody could take it for a line of verse or a name.';

describe('plain text', () => {
  test.each<[string, string, unknown[]]>([
    [
      'stars and underscores mean nothing',
      'Some *text* with _signs_, # and `ticks`.',
      ['Some *text* with _signs_, # and `ticks`.'],
    ],
    ['lines of verse stay lines', 'Roses are red,\nviolets are not,', ['Roses are red,\nviolets are not,']],
    ['long lines are paragraphs each', `${LONG}\n${LONG}`, [LONG, LONG]],
    ['bullets are a list', 'He took:\n- bread\n- salt', ['He took:', [['bread'], ['salt']]]],
    ['a bullet’s second line is its own', '• bread\n  and butter\n• salt', [[['bread and butter'], ['salt']]]],
    ['items apart are one list', '1. bread\n\n2. salt', [[['bread'], ['salt']]]],
    ['one hyphen is no list', '- He came.\n\nThen he went.', ['- He came.', 'Then he went.']],
    ['one number is no list', '1. He came\n\nThen he went.', ['1. He came', 'Then he went.']],
    ['numbers that do not follow are no list', '1. a\n\n7. b', ['1. a', '7. b']],
    ['dialogue is no list', '— He came.\n— He went.', ['— He came.\n— He went.']],
    ['quoted lines are a quotation, nested ones too', '> a\n> b\n>\n> > c', [{ quote: ['a\nb', { quote: ['c'] }] }]],
    [
      'a line of ornaments is a rule',
      `${LONG}\n\n* * *\n\n${LONG}\n\n__________\n\n${LONG}`,
      [LONG, 'divider', LONG, 'divider', LONG],
    ],
    [
      'three dots are a pause',
      'He waited and waited, for an hour or more.\n\n...\n\nThen he left.',
      ['He waited and waited, for an hour or more.', '...', 'Then he left.'],
    ],
    ['a cut mark is one', `${LONG}\n\n<!-- cut -->\n\n${LONG}`, [LONG, 'cut', LONG]],
    [
      'a short line before running text is a heading',
      `${LONG}\n\nWhat he saw\n\n${LONG}`,
      [LONG, '# What he saw', LONG],
    ],
    ['one that ends a sentence is not', `${LONG}\n\nHe saw.\n\n${LONG}`, [LONG, 'He saw.', LONG]],
    ['one that asks is not', `${LONG}\n\nWho pays?\n\n${LONG}`, [LONG, 'Who pays?', LONG]],
    ['one behind an unfinished line is not', `He said\n\nWhat he saw\n\n${LONG}`, ['He said', 'What he saw', LONG]],
    ['one at the end is not', `${LONG}\n\nWhat he saw`, [LONG, 'What he saw']],
    ['one in small letters is not', `${LONG}\n\nand so on\n\n${LONG}`, [LONG, 'and so on', LONG]],
    ['doubled spaces are one', 'One.  Two.\tThree.', ['One. Two. Three.']],
  ])('%s', async (_name, text, expected) => {
    expect(await blocksOf(text)).toEqual(expected);
  });

  test('without empty lines, every line is a paragraph', async () => {
    const { article } = await read('x.txt', 'He came early.\nHe saw little.\nHe went home.');
    expect(article.blocks.map(show)).toEqual(['He came early.', 'He saw little.', 'He went home.']);
  });
});

describe('wrapped text', () => {
  const wrap = (text: string, width: number, first = '', rest = '') => {
    const lines: string[] = [];
    let line = first;
    for (const word of text.split(' ')) {
      if (`${line} ${word}`.trimStart().length > width && line.trim() !== '') {
        lines.push(line.trimEnd());
        line = rest;
      }
      line += `${word} `;
    }
    return [...lines, line.trimEnd()].join('\n');
  };
  const first =
    'A letter that was written long ago is often wrapped at seventy columns, because the machines of that time showed no more of it.';
  const second =
    'Its paragraphs are not the worse for it, as long as whoever reads them knows where a line ends because it is full and where it ends because its author wished so.';

  test.each([60, 66, 72, 78])('at %i columns is unwrapped', async (width) => {
    const text = `${wrap(first, width)}\n\n${wrap(second, width)}\n\n${wrap(second, width)}`;
    expect(await blocksOf(text)).toEqual([first, second, second]);
  });

  test('keeps lines that its author ended', async () => {
    const text = `${wrap(first, 66)}\n\n${wrap(second, 66)}\n\nRoses are red,\nletters are wrapped,\nand so on`;
    expect(await blocksOf(text)).toEqual([first, second, 'Roses are red,\nletters are wrapped,\nand so on']);
  });

  test('keeps the items of a list whole', async () => {
    const list = `${wrap(`- ${first}`, 66, '', '  ')}\n${wrap(`- ${second}`, 66, '', '  ')}`;
    expect(await blocksOf(`${wrap(second, 66)}\n\n${list}`)).toEqual([second, [[first], [second]]]);
  });

  test('parts paragraphs at an indent', async () => {
    const text = `${wrap(first, 66, '   ')}\n${wrap(second, 66, '   ')}\n${wrap(first, 66, '   ')}`;
    expect(await blocksOf(`${wrap(second, 66)}\n\n${text}`)).toEqual([second, first, second, first]);
  });

  test('joins a word at its own hyphen without a space', async () => {
    const filler = 'word '.repeat(11).trim();
    const text = `${filler} a well-\nknown ${filler} well-\nknown ${filler} x x\nend ${filler} x x\nend.`;
    expect(JSON.stringify(await blocksOf(text))).not.toMatch(/well- known/);
  });
});
