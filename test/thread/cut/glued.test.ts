import { expect, test } from 'vitest';
import { glued } from '../../../src/thread/cut/glued.ts';

const held = [
  '5 km',
  '$3 billion',
  '3 p.m.',
  '10 per',
  'per cent',
  '18 November',
  'November 18',
  'J. Smith',
  'Dr. Brown',
  'Mr Fox',
  'No. 7',
  'p. 12',
  '€4.5 Mio.',
  '38 °C',
  '10,000 people',
  'Louis XIV',
  '§ 12',
  '3. Oktober',
  'z.B. hier',
  'por ciento',
  '2,4 Mio.',
  '№ 5',
  '(5 km)',
  '½ hour',
  '21st century',
  '7 %',
];
const parted = ['and I', 'I went', 'the house', 'house and', '5, and', 'end of', 'vis-à-vis him', 'A word', 'mix it'];

test.each(held)('%s is held together', (words) => {
  const [before = '', after = ''] = words.split(' ');
  expect(glued(before, after)).toBe(true);
});

test.each(parted)('%s is not', (words) => {
  const [before = '', after = ''] = words.split(' ');
  expect(glued(before, after)).toBe(false);
});

test('an endless word is looked at in constant time', () => {
  expect(glued(`1${'.'.repeat(1_000_000)}x`, 'word')).toBe(false);
});
