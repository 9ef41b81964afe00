import { describe, expect, it } from 'vitest';
import type { Block } from '../../../src/article/article.ts';
import { blueskyRules } from '../../../src/platforms/bluesky/rules.ts';
import { xRules } from '../../../src/platforms/x/rules.ts';
import { compose } from '../../../src/thread/compose/compose.ts';
import type { Rules } from '../../../src/thread/rules.ts';
import {
  article,
  bullets,
  code,
  codeBlock,
  cutMark,
  divider,
  figure,
  heading,
  link,
  numbers,
  options,
  type Part,
  p,
  quote,
  rich,
  span,
  table,
} from './article.ts';

function passages(blocks: readonly Block[], language = 'en', rules: Rules = blueskyRules) {
  return compose(article(blocks, { language }), rules, options()).passages;
}

/** The formatted text as it stands where it is not cut. */
function text(blocks: readonly Block[], language = 'en'): string {
  return passages(blocks, language)
    .map(({ glue, text }, index) => (index === 0 ? text : glue + text))
    .join('');
}

describe('plain text of an article', () => {
  it('sets paragraphs and headings apart with an empty line', () => {
    expect(text([p('One.'), heading('Two'), p('Three.')])).toBe('One.\n\nTwo\n\nThree.');
  });

  it('drops emphasis and keeps every word, struck ones too', () => {
    expect(
      text([p('so ', span('very', ['strong', 'emphasis']), ' ', span('bad', ['strike']), ' ', code('good'))]),
    ).toBe('so very bad good');
  });

  it('has single spaces, and line breaks only where the source has hard ones', () => {
    expect(text([p('  one \t two\n  three\r\n\r\n\r\n\nfour  ')])).toBe('one two\nthree\n\nfour');
  });

  it('keeps the spaces that a language sets without a break', () => {
    expect(text([p('Vraiment\u00a0?')])).toBe('Vraiment\u00a0?');
  });

  it('sets bullets, inner lists indented under their item', () => {
    expect(text([p('Three:'), bullets([p('a'), bullets([p('b')], [p('c')])], [p('d')])])).toBe(
      'Three:\n\n• a\n  • b\n  • c\n• d',
    );
  });

  it('numbers an ordered list from where it starts', () => {
    expect(text([numbers(9, [p('nine')], [], [p('eleven')])])).toBe('9. nine\n11. eleven');
  });

  it('sets the further paragraphs of an item apart', () => {
    expect(text([bullets([p('a'), p('more')], [p('b')])])).toBe('• a\n\nmore\n\n• b');
  });

  it('sets a quotation in quotation marks, once', () => {
    expect(text([quote(p('We must act.'))])).toBe('“We must act.”');
    expect(text([quote(p('“We must act.”'))])).toBe('“We must act.”');
    expect(text([quote(p('"We must act"…'))])).toBe('"We must act"…');
  });

  it('opens every paragraph of a quotation and closes the last', () => {
    expect(text([quote(p('One.'), p('Two.'), p('Three.'))])).toBe('“One.\n\n“Two.\n\n“Three.”');
  });

  it.each([
    ['de', '„Ja.“'],
    ['de-AT', '„Ja.“'],
    ['fr', '«\u00a0Ja.\u00a0»'],
    ['ja', '「Ja.」'],
    ['zh-TW', '「Ja.」'],
    ['zh', '“Ja.”'],
    ['tlh', '“Ja.”'],
  ])('takes the quotation marks of %s', (language, expected) =>
    expect(text([quote(p('Ja.'))], language)).toBe(expected),
  );

  it('sets a quotation inside one in the inner marks', () => {
    expect(text([quote(p('He said:'), quote(p('No.')), p('And left.'))])).toBe('“He said:\n\n“‘No.’\n\n“And left.”');
  });

  it('sets the source of a quotation behind it, on a line of its own', () => {
    const expected = '“We must act.”\n— Marie Curie, 1911';
    expect(text([quote(p('We must act.'), p('— Marie Curie, 1911'))])).toBe(expected);
    expect(text([quote(p('We must act.\n— Marie Curie, 1911'))])).toBe(expected);
    expect(text([quote(p('We must act.')), p('— Marie Curie, 1911')])).toBe(expected);
  });

  it('takes a dialogue set with dashes for no source', () => {
    expect(text([quote(p('— Oui, dit-il.'), p('— Non, dit-elle.'))], 'fr')).toBe(
      '«\u00a0— Oui, dit-il.\n\n«\u00a0— Non, dit-elle.\u00a0»',
    );
    expect(text([quote(p('Enough.')), p('— Never! she cried!')])).toBe('“Enough.”\n\n— Never! she cried!');
  });

  it('keeps code as it is, line for line', () => {
    const made = passages([p('So:'), codeBlock('if (a) {\n\n\tb("x");\n}\n')]);
    expect(made.map(({ kind, joint, glue, text }) => [kind, joint, glue, text])).toEqual([
      ['paragraph', 'paragraph', '\n\n', 'So:'],
      ['code', 'paragraph', '\n\n', 'if (a) {'],
      ['code', 'line', '\n\n', '\tb("x");'],
      ['code', 'line', '\n', '}'],
    ]);
  });

  it('sets a table as lines', () => {
    expect(text([table(['Year', 'Cost'], ['2020', '3'], ['2021', '', '4'], ['', ''])])).toBe(
      'Year — Cost\n2020 — 3\n2021 — 4',
    );
  });

  it('leaves nothing of what has no text', () => {
    expect(
      passages([p(''), p(' \u200b '.replace('\u200b', '')), bullets([]), quote(), codeBlock('\n'), table([]), divider]),
    ).toEqual([]);
  });

  it('holds no character that a platform refuses', () => {
    expect(text([p('a\u0000b\ufeffc\ud800d')])).toBe('abc\ufffdd');
  });
});

describe('joints between passages', () => {
  const joints = (...blocks: readonly Block[]) => passages(blocks).map(({ kind, joint }) => `${kind} ${joint}`);

  it('open a section at a heading and behind a divider', () => {
    expect(joints(p('a'), heading('b'), p('c'), divider, p('d'))).toEqual([
      'paragraph paragraph',
      'heading section',
      'paragraph paragraph',
      'paragraph section',
    ]);
  });

  it('hold the author’s cut marks, which win over dividers', () => {
    expect(joints(p('a'), cutMark, p('b'), divider, cutMark, divider, heading('c'))).toEqual([
      'paragraph paragraph',
      'paragraph cut',
      'heading cut',
    ]);
  });

  it('join further items of a list', () => {
    expect(joints(p('a:'), bullets([p('b')], [p('c')]))).toEqual([
      'paragraph paragraph',
      'item paragraph',
      'item item',
    ]);
  });

  it('join the lines of one table, and a quotation with its source', () => {
    expect(joints(table(['a'], ['b']), quote(p('c'), p('— D')))).toEqual([
      'row paragraph',
      'row line',
      'quote paragraph',
      'quote line',
    ]);
  });

  it('tell the source’s line', () => {
    expect(passages([heading('a', 12)])[0]?.line).toBe(12);
  });
});

describe('pictures', () => {
  const pictures = (...blocks: readonly Block[]) =>
    passages(blocks).map(({ text, images }) => [text, ...images.map(({ source }) => source)]);

  it('stay with the paragraph before them', () => {
    expect(pictures(p('a'), figure('1'), figure('2'), p('b'))).toEqual([['a', '1', '2'], ['b']]);
  });

  it('go with the text that follows at the start and past a heading', () => {
    expect(pictures(figure('1'), p('a'), heading('b'), figure('2'), p('c'))).toEqual([['a', '1'], ['b'], ['c', '2']]);
  });

  it('go with the last heading where nothing follows', () => {
    expect(pictures(heading('a'), figure('1'))).toEqual([['a', '1']]);
  });

  it('are loose where there is no text', () => {
    expect(compose(article([figure('1')]), xRules, options()).loose).toEqual([{ source: '1', alt: 'A picture' }]);
  });

  it.each([
    ['A flag', null, 'A flag'],
    [null, 'Astana, 2022', 'Astana, 2022'],
    ['A flag', 'Astana, 2022', 'A flag. Astana, 2022'],
    ['A flag!', 'Astana, 2022', 'A flag! Astana, 2022'],
    ['Astana, 2022', 'Astana, 2022', 'Astana, 2022'],
    ['Astana', 'Astana, 2022', 'Astana, 2022'],
  ])('say alternative text %j and caption %j as %j', (alt, caption, expected) => {
    expect(passages([p('a'), figure('1', alt, caption)])[0]?.images).toEqual([{ source: '1', alt: expected }]);
  });

  it('without any alternative text are told', () => {
    const { warnings } = compose(article([p('a'), figure('1.png', ' ')]), xRules, options());
    expect(warnings).toEqual([{ code: 'missing-alt', where: 'line 1', message: expect.stringContaining('"1.png"') }]);
  });

  it('with a text too long for a platform are told, and it is cut at a word’s end', () => {
    const {
      passages: [passage],
      warnings,
    } = compose(article([p('a'), figure('1', 'word '.repeat(300))]), xRules, options());
    expect(passage?.images[0]?.alt).toMatch(/^(word )+word…$/);
    expect(passage?.images[0]?.alt.length).toBeLessThanOrEqual(1000);
    expect(warnings.map(({ code }) => code)).toEqual(['long-alt']);
  });
});

describe('links on a platform that sets them on words', () => {
  const links = (...parts: readonly Part[]) =>
    passages([p(...parts)]).flatMap(({ text, links }) =>
      links.map(({ url, start, end }) => [text.slice(start, end), url]),
    );

  it('stay on their words, whatever stands around them', () => {
    expect(links('👨‍👩‍👧 see  ', link(' the minutes ', 'https://example.org/m'), ', é')).toEqual([
      ['the minutes', 'https://example.org/m'],
    ]);
  });

  it('are one link where emphasis divides them', () => {
    expect(links(link('the ', 'https://example.org/'), span('whole', ['emphasis'], 'https://example.org/'))).toEqual([
      ['the whole', 'https://example.org/'],
    ]);
  });

  it('are only those to the web', () => {
    expect(links(link('write', 'mailto:jane@example.com'), link(' ', 'https://example.org'))).toEqual([]);
  });

  it('are not divided where they are short', () => {
    const [passage] = passages([p('see ', link('the minutes', 'https://example.org/m'))]);
    expect(passage?.atoms).toEqual([{ start: 4, end: 15 }]);
  });
});

describe('rich text', () => {
  it('keeps its place for code that is empty of anything else', () => {
    expect(passages([{ kind: 'paragraph', text: rich(code('  '), 'a'), line: 1 }])[0]?.text).toBe('a');
  });
});
