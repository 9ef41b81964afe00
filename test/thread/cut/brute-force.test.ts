import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Break, breaksOf } from '../../../src/thread/cut/breaks.ts';
import { costs, strandedWidth } from '../../../src/thread/cut/costs.ts';
import { cut } from '../../../src/thread/cut/cut.ts';
import { gaugeOf } from '../../../src/thread/cut/gauge.ts';
import { textBetween } from '../../../src/thread/cut/text.ts';
import { unitsOf } from '../../../src/thread/cut/units.ts';
import type { Frame, Passage } from '../../../src/thread/passage.ts';
import type { Rules } from '../../../src/thread/rules.ts';
import { seed } from '../../seed.ts';
import { costOf, numbered, passage, rulesOf } from './making.ts';

const image = { source: 'a.png', alt: '' };
const words = fc.array(fc.constantFrom('a', 'of', 'word', 'longer,', 'stands;', '(one', 'two)', '“yes', 'no”'), {
  minLength: 1,
  maxLength: 9,
});
const sentence = words.map((list) => `This ${list.join(' ')}.`);
const passages = fc.array(
  fc.record({
    text: fc.array(sentence, { minLength: 1, maxLength: 3 }).map((list) => list.join(' ')),
    kind: fc.constantFrom<Passage['kind']>('heading', 'paragraph', 'paragraph', 'item', 'quote', 'code'),
    joint: fc.constantFrom<Passage['joint']>('section', 'paragraph', 'paragraph', 'item', 'line', 'cut'),
    images: fc.constantFrom([], [], [image], [image, image]),
  }),
  { minLength: 1, maxLength: 4 },
);
const setting = fc.record({
  limit: fc.integer({ min: 60, max: 110 }),
  last: fc.constantFrom('', 'link', 'Sign off. https://example.com/article'),
  awkwardLengths: fc.constantFrom([], [2], [2, 3]),
});

test('no thread is cheaper than the one cut', () => {
  let compared = 0;
  const property = fc.property(passages, setting, (made, { limit, last, awkwardLengths }) => {
    const whole = made.map(({ text, ...fields }) => passage(text, fields));
    const rules = rulesOf(limit, { awkwardLengths, maxImages: 2 });
    const frame = numbered(last);
    const pieces = cut(whole, { rules, language: 'en', frame });
    const cheapest = leastCost(whole, rules, frame, pieces.length);
    if (cheapest === null) return;
    compared += 1;
    expect(costOf(pieces)).toBe(cheapest);
  });
  fc.assert(property, { seed, numRuns: 400 });
  expect(compared).toBeGreaterThan(200);
});

/** The least cost of any thread with frames as wide as those of `total` posts; `null` where there are too many. */
function leastCost(whole: readonly Passage[], rules: Rules, frame: Frame, total: number): number | null {
  const gauge = gaugeOf(rules);
  const { limit } = rules.measure('');
  const framesOf = (index: number, last: boolean) => frame.around(last ? total - 1 : Math.min(index, 8), total);
  const spent = ({ before, after }: { before: string; after: string }) => rules.measure(`${before}${after}`).value;
  const room = limit - spent(framesOf(0, false));
  const units = unitsOf(whole, 'en', rules, gauge);
  const fits = (_: string, width: number): boolean => width <= room;
  const breaks = breaksOf({ passages: whole, units, language: 'en', rules, gauge, room, fits, heldBy: () => 0 });
  if (breaks.length > 15 || total > 9) return null;
  return leastFrom(0, 0);

  function leastFrom(from: number, posts: number): number {
    const end = breaks.length - 1;
    let least = Number.POSITIVE_INFINITY;
    if (fitsPost(from, end, posts, true)) least = costOfPost(from, end, true) + awkward(posts + 1);
    for (let to = from + 1; to <= end; to++) {
      if (!fitsPost(from, to, posts, false)) continue;
      const cutCost = breaks[to]?.cost ?? 0;
      least = Math.min(least, costOfPost(from, to, false) + cutCost + leastFrom(to, posts + 1));
    }
    return least;
  }

  function fitsPost(from: number, to: number, index: number, last: boolean): boolean {
    const { before, after } = framesOf(index, last);
    const inside = breaks.slice(from + 1, to);
    const carried = whole.slice(
      breaks[from]?.next.passage,
      to === breaks.length - 1 ? undefined : breaks[to]?.next.passage,
    );
    const images = carried.flatMap((one) => one.images).length;
    if (inside.some(({ kind }) => kind === 'cut')) return false;
    if (images > rules.maxImages && inside.length > 0) return false;
    return rules.fits(`${before}${textOf(from, to)}${after}`.trim());
  }

  function costOfPost(from: number, to: number, last: boolean): number {
    const width = rules.measure(textOf(from, to)).value;
    const ragged = last ? 0 : Math.round(costs.ragged * (1 - width / room) ** 2);
    return costs.post + ragged + (width < strandedWidth ? costs.stranded : 0);
  }

  function awkward(posts: number): number {
    return rules.awkwardLengths.includes(posts) ? costs.awkward : 0;
  }

  function textOf(from: number, to: number): string {
    const [start, stop]: (Break | undefined)[] = [breaks[from], breaks[to]];
    return start === undefined || stop === undefined || from === to ? '' : textBetween(whole, start.next, stop.end);
  }
}
