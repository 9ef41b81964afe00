import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { opensDangling } from '../../../src/thread/sentences/openers.ts';
import { seed } from '../../seed.ts';

const leaning = [
  'This changed everything.',
  'That is why they left.',
  'These were the last.',
  'It was cold.',
  'It’s over.',
  "He's gone.",
  'They left at dawn.',
  'However, nobody came.',
  'But the river rose.',
  'And so it ended.',
  'Also, the roof leaked.',
  'Therefore the plan failed.',
  'Likewise, the port closed.',
  'Meanwhile, prices rose.',
  'Additionally, the mayor resigned.',
  'Regardless of that, work went on.',
  'Such plans rarely last.',
  'At their meeting, both men smiled.',
  'Because of this, trade stopped.',
  'In all of these, one name returns.',
  'For example, bread doubled in price.',
  'On the other hand, wages rose.',
  'As a result, the mill closed.',
  'The latter won.',
  'One of them survived.',
  'When he arrived, the hall was empty.',
  'After that, silence.',
  'By then, half the town had gone.',
  'Second, the roof leaked.',
  '“It was a mistake,” the minister said.',
  'His brother stayed.',
  'Others disagreed.',
  'Like him, the mayor was young.',
  'Did they know?',
];

const standing = [
  'The harbour froze in January.',
  'In 1987 the mill closed.',
  'At the harbour, boats lay idle.',
  'Second place went to Norway.',
  'This year the harvest failed.',
  'So far 40 people have died.',
  'There is a house by the river.',
  'When the mill closed, the town shrank.',
  'In Kenya, their number doubled.',
  'Thiswell is a village.',
  'Those who stayed paid more.',
  'Because the mill closed, the town shrank.',
  'Both the mayor and the bishop came.',
  'Who pays for the bridge?',
  'Hope is not a plan.',
  '“We won,” the minister said.',
  '',
];

describe('a sentence that leans on the one before it', () => {
  test.each(leaning)('%s', (sentence) => {
    expect(opensDangling(sentence, 'en')).toBe(true);
  });
});

describe('a sentence that stands by itself', () => {
  test.each(standing)('%s', (sentence) => {
    expect(opensDangling(sentence, 'en')).toBe(false);
  });
});

test.each([
  ['de', 'Dagegen sprach der Preis.', 'Der Preis stieg.'],
  ['de', 'Nach dieser Wahl ging er.', 'Nach der Wahl ging der Kanzler.'],
  ['fr', 'Cela suffit.', 'La ville dort.'],
  ['fr', 'Pourtant, la ville dort.', 'Il y a une ville.'],
  ['es', 'Sin embargo, nadie vino.', 'Nadie vino.'],
  ['it', 'Tuttavia, nessuno venne.', 'Nessuno venne.'],
  ['pt', 'No entanto, ninguém veio.', 'Ninguém veio.'],
  ['nl', 'Daarom ging de molen dicht.', 'De molen ging dicht.'],
  ['zh', '但是没有人来。', '没有人来。'],
  ['ja', 'しかし誰も来なかった。', '誰も来なかった。'],
])('in %s, "%s" leans and "%s" stands', (language, leans, stands) => {
  expect(opensDangling(leans, language)).toBe(true);
  expect(opensDangling(stands, language)).toBe(false);
});

test('nothing leans in a language without data', () => {
  expect(opensDangling('Men det var kallt.', 'sv')).toBe(false);
});

test('any text has an answer, and the same each time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('en', 'de', 'ja', 'xx'), (text, language) => {
      expect(opensDangling(text, language)).toBe(opensDangling(text, language));
    }),
    { seed },
  );
});
