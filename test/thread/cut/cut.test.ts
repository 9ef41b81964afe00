import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/errors.ts';
import { blueskyRules } from '../../../src/platforms/bluesky/rules.ts';
import { xRules } from '../../../src/platforms/x/rules.ts';
import { cut } from '../../../src/thread/cut/cut.ts';
import type { Frame, Passage } from '../../../src/thread/passage.ts';
import type { Rules } from '../../../src/thread/rules.ts';
import { bare, code, heading, inked, item, numbered, passage, postsOf, rulesOf, sentence, textsOf } from './making.ts';

function cutTexts(passages: readonly Passage[], rules: Rules = rulesOf(280), frame: Frame = bare): string[] {
  return textsOf(cut(passages, { rules, language: 'en', frame }));
}

describe('sentences', () => {
  test('a text that fits one post stays one post', () => {
    expect(cutTexts([heading('Title'), passage('One. Two.')])).toEqual(['Title\n\nOne. Two.']);
  });

  test('a sentence that fits a post is never divided', () => {
    const sentences = [sentence(150), sentence(280), sentence(140), sentence(276)];
    expect(cutTexts([passage(sentences.join(' '))])).toEqual(sentences);
  });

  test('a sentence that fits only where numbers are short is not divided there', () => {
    const long = sentence(275);
    const rest = Array.from({ length: 10 }, () => passage(sentence(200)));
    const texts = cutTexts([passage(long), ...rest], rulesOf(280 + 2), numbered());
    expect(texts).toHaveLength(11);
    expect(texts[0]).toBe(long);
  });

  test('a cut falls at a paragraph’s end rather than inside the paragraph', () => {
    const [first, second] = [`${sentence(120)} ${sentence(80)}`, `${sentence(70)} ${sentence(100)}`];
    expect(cutTexts([passage(first), passage(second)])).toEqual([first, second]);
  });

  test('no post is stranded where its neighbours have something to give', () => {
    const text = [sentence(90), sentence(90), sentence(90), sentence(40)].join(' ');
    expect(cutTexts([passage(text)]).every((post) => post.length >= 60)).toBe(true);
  });

  test('a post does not open with a word that points back where another cut is as good', () => {
    const opening = sentence(100);
    const [open, dangling, last] = [sentence(95), sentence(88, 'However, word'), sentence(92, 'Elsewhere')];
    expect(cutTexts([passage([opening, open, dangling, last].join(' '))], rulesOf(290))[1]).toBe(last);
  });

  test('a paragraph’s short last sentence stays with it', () => {
    const paragraph = [sentence(100), sentence(100), sentence(40)].join(' ');
    const texts = cutTexts([passage(sentence(20)), passage(paragraph), passage(sentence(70))], rulesOf(225));
    expect(texts[0]).toBe(`${sentence(20)}\n\n${sentence(100)}`);
  });
});

describe('sentences longer than a post', () => {
  const clause = (length: number): string => sentence(length).slice(0, -1);

  test('are divided at a semicolon rather than at a comma, and at a comma rather than between words', () => {
    const [a, b, c] = [clause(130), clause(100), clause(150)];
    expect(cutTexts([passage(`${a}; ${b}, ${c}.`)])).toEqual([`${a};`, `${b}, ${c}.`]);
    expect(cutTexts([passage(`${a} ${b}, ${c}.`)])).toEqual([`${a} ${b},`, `${c}.`]);
  });

  test('are divided behind a dash, with or without spaces', () => {
    const [a, b] = [clause(200), clause(200)];
    expect(cutTexts([passage(`${a} — ${b}.`)])).toEqual([`${a} —`, `${b}.`]);
    expect(cutTexts([passage(`${a}—${b}.`)])).toEqual([`${a}—`, `${b}.`]);
  });

  test('are divided between words where no clause is in reach', () => {
    const texts = cutTexts([passage(sentence(500))]);
    expect(texts).toHaveLength(2);
    expect(texts.join(' ')).toBe(sentence(500));
  });

  test('are divided inside a word only where the word is longer than a post', () => {
    const texts = cutTexts([passage(`A ${'x'.repeat(700)} z.`)]);
    expect(texts.map((text) => text.length)).toEqual([1, 280, 280, 143]);
  });

  test('Chinese and Japanese ones are divided at their own marks', () => {
    const texts = cutTexts([passage(`${'他说'.repeat(60)}，${'我听'.repeat(60)}。`)], xRules);
    expect(texts).toEqual([`${'他说'.repeat(60)}，`, `${'我听'.repeat(60)}。`]);
  });

  test('a verse is divided at its line breaks', () => {
    const lines = Array.from({ length: 12 }, () => clause(40));
    const texts = cutTexts([passage(lines.join('\n'))]);
    expect(texts.flatMap((text) => text.split('\n'))).toEqual(lines);
  });

  test('an atom is not cut while it fits a post, and is cut when it does not', () => {
    const [a, atom, b] = [clause(150), clause(150).toLowerCase().replaceAll('word', 'atom'), clause(150)];
    const text = `${a} ${atom} ${b}.`;
    const atoms = [{ start: 151, end: 301 }];
    const texts = cutTexts([passage(text, { atoms })]);
    expect(texts.filter((post) => post.includes(atom))).toHaveLength(1);
    const whole = [{ start: 0, end: text.length }];
    expect(cutTexts([passage(text, { atoms: whole })], rulesOf(200)).length).toBeGreaterThan(2);
  });
});

describe('blocks', () => {
  test('a heading stays with what follows it', () => {
    const texts = cutTexts([passage(sentence(200)), heading('A heading'), passage(sentence(200))]);
    expect(texts).toEqual([sentence(200), `A heading\n\n${sentence(200)}`]);
  });

  test('the author’s cut always begins a post', () => {
    const texts = cutTexts([passage('One.'), passage('Two.', { joint: 'cut' }), passage('Three.')]);
    expect(texts).toEqual(['One.', 'Two.\n\nThree.']);
  });

  test('a list stays with the sentence that introduces it', () => {
    const items = [item('• first of several'), item('• second'), item('• third')];
    const texts = cutTexts([passage(`${sentence(200)} ${sentence(70).replace('.', ':')}`), ...items], rulesOf(300));
    expect(texts[1]).toMatch(/:\n• first/);
  });

  test('a quotation stays with the words that introduce it', () => {
    const paragraph = passage(`${sentence(90)} ${sentence(185)} So he said, in few words:`);
    const quotation = passage(`“${sentence(190)}”`, { kind: 'quote' });
    expect(cutTexts([paragraph, quotation], rulesOf(274))).toEqual([
      sentence(90),
      sentence(185),
      `So he said, in few words:\n\n${quotation.text}`,
    ]);
  });

  test('an answer stays with its question', () => {
    const question = passage('And did anybody ever come to ask for it?');
    const texts = cutTexts([passage(sentence(220)), question, passage(sentence(215))]);
    expect(texts).toEqual([sentence(220), `${question.text}\n\n${sentence(215)}`]);
  });

  test('a quotation that fits a post is not parted', () => {
    const quotation = `“${sentence(90)} ${sentence(90)}”`;
    const texts = cutTexts([passage(`${sentence(150)} ${quotation} ${sentence(150)}`)]);
    expect(texts.filter((text) => text.includes('“'))).toEqual([expect.stringContaining(quotation)]);
  });

  test('a quotation of several paragraphs that fits a post stays with its source', () => {
    const quote = (text: string): Passage => passage(text, { kind: 'quote' });
    const source = passage('— A. Source', { kind: 'quote', joint: 'line', glue: '\n' });
    const quoted = [quote(`“${sentence(80)}`), quote(`“${sentence(80)}”`), source];
    const texts = cutTexts([passage(sentence(150)), ...quoted, passage(sentence(150))]);
    expect(texts.filter((text) => /[“”—]/.test(text))).toHaveLength(1);
  });

  test('code that fits a post stays whole, and else is cut between lines', () => {
    const lines = Array.from({ length: 4 }, (_, index) => code(`  const line${index} = ${'x'.repeat(30)};`));
    const texts = cutTexts([passage(sentence(120)), { ...code('{'), joint: 'paragraph', glue: '\n\n' }, ...lines]);
    expect(texts[1]?.split('\n')).toHaveLength(5);
    const many = cutTexts(Array.from({ length: 20 }, (_, index) => code(`call${index}(${'x'.repeat(30)});`)));
    expect(many.every((text) => text.startsWith('call') && text.endsWith(';'))).toBe(true);
  });

  test('no post has more pictures than it can carry', () => {
    const images = [
      { source: 'a.png', alt: '' },
      { source: 'b.png', alt: '' },
    ];
    const pieces = cut(
      Array.from({ length: 5 }, () => passage('Short text with pictures.', { images })),
      {
        rules: rulesOf(280),
        language: 'en',
        frame: bare,
      },
    );
    expect(pieces.map(({ from, to }) => to.passage - from.passage + 1).every((count) => count <= 2)).toBe(true);
  });
});

describe('frames', () => {
  test('every number has its room, however many digits the total gains', () => {
    const passages = Array.from({ length: 110 }, () => passage(sentence(272)));
    const pieces = cut(passages, { rules: rulesOf(280), language: 'en', frame: numbered() });
    expect(pieces.length).toBeGreaterThan(110);
    expect(postsOf(pieces, numbered()).every((post) => post.length <= 280)).toBe(true);
  });

  test('what fits a post but not beside the link goes in front of the link’s post, whole', () => {
    const frame = numbered('https://example.com/an/article');
    const pieces = cut([passage(sentence(270))], { rules: rulesOf(280), language: 'en', frame });
    expect(textsOf(pieces)).toEqual([sentence(270), '']);
    expect(postsOf(pieces, frame)[1]).toBe('https://example.com/an/article\n\n2/2');
  });

  test('a thread of two posts is avoided on Bluesky where a neighbouring cut allows', () => {
    const passages = [passage(sentence(140)), passage(sentence(140)), passage(sentence(140))];
    expect(cutTexts(passages, blueskyRules)).toHaveLength(3);
    expect(cutTexts(passages, { ...blueskyRules, awkwardLengths: [] })).toHaveLength(2);
  });

  test('a sign-off that fills the last post leaves the text to those before it', () => {
    const frame: Frame = {
      around: (index, total) => ({ before: '', after: index === total - 1 ? `\n\n${'x'.repeat(278)}` : '' }),
    };
    expect(cutTexts([passage('One.'), passage(sentence(275))], rulesOf(280), frame)).toEqual([
      'One.',
      sentence(275),
      '',
    ]);
  });

  test('a frame that fills a post is refused', () => {
    const frame: Frame = { around: () => ({ before: '', after: 'x'.repeat(280) }) };
    expect(() => cutTexts([passage('Text.')], rulesOf(280), frame)).toThrow(InputError);
  });
});

describe('limits that do not add up', () => {
  test('Bluesky’s limit of bytes holds as well', () => {
    const family = '👨‍👩‍👧‍👦';
    const texts = cutTexts([passage(`${family.repeat(3)} `.repeat(100).trim())], blueskyRules);
    expect(texts.every(blueskyRules.fits)).toBe(true);
    expect(inked(texts.join(''))).toBe(family.repeat(300));
  });

  test('a sentence that fits only where numbers are short is left whole under other limits, too', () => {
    const rules = rulesOf(282, { fits: (text) => text.length <= 282 && text.split('#').length <= 4 });
    const long = sentence(275);
    const rest = Array.from({ length: 10 }, () => passage(sentence(200)));
    const texts = cutTexts([passage(long), ...rest, passage('# one # two # three # four # five.')], rules, numbered());
    expect(texts[0]).toBe(long);
    expect(texts.every((text) => text.split('#').length <= 4)).toBe(true);
  });

  test('a platform that counts neighbours together otherwise than alone is believed', () => {
    const awkward = (text: string): number => text.length + 10 * (text.split('b a').length - 1);
    const rules = rulesOf(100, {
      measure: (text) => ({ value: awkward(text), limit: 100, unit: 'units' }),
      fits: (text) => awkward(text) <= 100,
    });
    const text = `${'a b '.repeat(100).trim()}.`;
    const texts = cutTexts([passage(text)], rules);
    expect(texts.every(rules.fits)).toBe(true);
    expect(texts.join(' ')).toBe(text);
  });

  test('one character that does not fit a post is refused, with its line', () => {
    const piled = passage(`a${'\u0301'.repeat(300)}`, { line: 12 });
    expect(() => cutTexts([piled], xRules)).toThrow('line 12: one character does not fit a post');
  });
});

describe('edges', () => {
  test('no passages, and passages without text, make no pieces', () => {
    expect(cutTexts([])).toEqual([]);
    expect(cutTexts([passage(''), passage(' \n ')])).toEqual([]);
  });

  test('blank passages between others are passed over, and their cut mark holds', () => {
    expect(cutTexts([passage('One.'), passage('', { joint: 'cut' }), passage('Two.')])).toEqual(['One.', 'Two.']);
  });

  test('points lead to the text, without white space at its ends', () => {
    const passages = [passage(`${sentence(200)}  ${sentence(200)}`)];
    const pieces = cut(passages, { rules: rulesOf(280), language: 'en', frame: bare });
    expect(pieces.map(({ from, to }) => passages[0]?.text.slice(from.offset, to.offset))).toEqual(textsOf(pieces));
  });
});
