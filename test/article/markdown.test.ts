import { describe, expect, test } from 'vitest';
import { plainText } from '../../src/article/spans.ts';
import { read } from './fixtures.ts';

const blocksOf = async (markdown: string) => (await read('x.md', `# The Title\n\n${markdown}\n`)).article.blocks;
const texts = async (markdown: string) =>
  (await blocksOf(markdown)).map((block) => {
    if (block.kind === 'paragraph' || block.kind === 'heading') return plainText(block.text);
    return block.kind === 'code' ? block.text : block.kind;
  });

describe('paragraphs', () => {
  test.each([
    ['soft line ends are spaces', 'One\ntwo\n  three', ['One two three']],
    ['Chinese and Japanese lines join without one', '一行目の\n二行目', ['一行目の二行目']],
    ['hard breaks stay', 'One\\\ntwo  \nthree', ['One\ntwo\nthree']],
    ['escapes and entities are their characters', '\\*a\\* &amp; &#42; &copy; \\_b\\_', ['*a* & * © _b_']],
    ['underscores inside words stay', 'snake_case_name and 2*3*4', ['snake_case_name and 234']],
    [
      'a bare address is its text',
      'See https://a.example/x_y. Or www.b.example, me@c.example!',
      ['See https://a.example/x_y. Or www.b.example, me@c.example!'],
    ],
    ['an image in a paragraph follows it', 'Text ![a](a.png) on.', ['Text on.', 'figure']],
    ['an image in a heading follows it', '## Text ![a](a.png)', ['Text', 'figure']],
    ['an image in a link is an image', '[![a](a.png)](https://a.example)', ['figure']],
    ['comments are gone', 'One <!-- x --> two.\n\n<!-- y\n\nz -->\n\nThree.', ['One two.', 'Three.']],
    ['a cut mark is kept', 'One.\n\n<!--cut-->\n\nTwo <!-- CUT --> three.', ['One.', 'cut', 'Two', 'cut', 'three.']],
    ['a cut mark in code is code', '    <!-- cut -->', ['<!-- cut -->']],
    ['tags in running text set it', 'A <u>b</u><br/>c <span class="x">d</span> <script>e</script>f.', ['A b\nc d f.']],
    ['tags that are never closed harm nothing', 'A <b>b <i>c.\n\nD.', ['A b c.', 'D.']],
    ['a block of HTML is its text', '<div>\n<p>A <b>b</b>.</p>\n<ul><li>c</li></ul>\n</div>', ['A b.', 'list']],
    ['HTML that says nothing is nothing', '<div>\n\nA.\n\n</div>\n\n<style>p{}</style>', ['A.']],
    ['definitions are no text', '[a]: https://a.example\n\nA [b][a] and [c][nowhere].', ['A b and [c][nowhere].']],
    ['an empty item, quote and code are nothing', '-\n\n>\n\n```\n```\n\nA.', ['A.']],
    [
      'footnotes follow in the order of their mention',
      'A[^z] b[^y].\n\n[^y]: Y.\n[^z]: Z.',
      ['A[1] b[2].', '[1] Z.', '[2] Y.'],
    ],
    ['a footnote that nobody mentions is not lost', 'A.\n\n[^q]: Lonely.', ['A.', '[1] Lonely.']],
  ])('%s', async (_name, markdown, expected) => {
    expect(await texts(markdown)).toEqual(expected);
  });

  test('a block knows the line on which it begins', async () => {
    const blocks = await blocksOf('One.\n\n\nTwo.\n\n- a\n- b\n\n> q');
    expect(blocks.map(({ line }) => line)).toEqual([3, 6, 8, 11]);
  });

  test('marks are each named once, in one order', async () => {
    const [block] = await blocksOf('***a*** <b>**b**</b> *`c`* ~~*d*~~');
    expect(block).toMatchObject({
      text: [
        { text: 'a', marks: ['strong', 'emphasis'] },
        { text: ' ', marks: [] },
        { text: 'b', marks: ['strong'] },
        { text: ' ' },
        { text: 'c', marks: ['emphasis', 'code'] },
        { text: ' ' },
        { text: 'd', marks: ['emphasis', 'strike'] },
      ],
    });
  });
});

describe('links', () => {
  test.each([
    ['[a](https://a.example/x "t")', 'https://a.example/x'],
    ['<https://a.example>', 'https://a.example/'],
    ['[a](HTTPS://A.example/ü)', 'https://a.example/%C3%BC'],
    ['[a](mailto:me@a.example)', 'mailto:me@a.example'],
    ['<a href="https://a.example/?b=1&amp;c=2">a</a>', 'https://a.example/?b=1&c=2'],
    ['[a](javascript:alert(1))', null],
    ['[a](<java script:alert(1)>)', null],
    ['[a](other.md)', null],
    ['[a](#part)', null],
    ['<a href="javascript:x">a</a>', null],
  ])('%s leads to %s', async (markdown, href) => {
    const [block] = await blocksOf(`${markdown} end.`);
    expect(block).toMatchObject({ text: href === null ? [{ href: null }] : [{ href }, { text: ' end.' }] });
  });

  test('relative ones are read against the article’s own address', async () => {
    const { article } = await read('x.md', '---\nurl: https://a.example/blog/x\n---\nSee [a](../other#p).');
    expect(article.blocks).toMatchObject([{ text: [{}, { href: 'https://a.example/other#p' }, {}] }]);
  });
});
