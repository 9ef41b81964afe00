import { describe, expect, test } from 'vitest';
import { labelsOf } from '../../src/article/furniture/labels.ts';
import { parsePhrase } from '../../src/article/furniture/phrase.ts';
import { DE } from '../../src/article/furniture/phrases/de.ts';
import { EN } from '../../src/article/furniture/phrases/en.ts';
import { ES } from '../../src/article/furniture/phrases/es.ts';
import { FR } from '../../src/article/furniture/phrases/fr.ts';

const PLACES = 'n date name title proper url platform cookies call some more'.split(' ');

describe.each([
  ['en', EN],
  ['de', DE],
  ['fr', FR],
  ['es', ES],
] as const)('the phrases of %s', (_language, phrases) => {
  test('close every bracket and name only places that there are', () => {
    for (const phrase of Object.values(phrases).flat()) {
      const bare = phrase.replace(/\\./g, '');
      for (const [open, close] of ['()', '[]', '{}'].map((pair) => [...pair])) {
        expect(bare.split(open ?? '').length, phrase).toBe(bare.split(close ?? '').length);
      }
      for (const [, place] of bare.matchAll(/\{(\w+)\}/g)) expect(PLACES, phrase).toContain(place);
      expect(parsePhrase(phrase).length, phrase).toBeGreaterThan(0);
    }
  });
});

describe('a line is labelled by what it says', () => {
  test.each([
    ['3 min readNov 18, 2022', 'readingTime'],
    ['·4 min read·Nov 18, 2022', 'readingTime'],
    ['Lesezeit: 5 Minuten', 'readingTime'],
    ['Published 6:15 PM GMT, January 4, 2026', 'published'],
    ['Publié le 3 mars 2024 à 10h30', 'published'],
    ['18 de noviembre de 2022', 'date'],
    ['By Jane Doe', 'byline'],
    ['Jane Doe · 4 min read', 'byline'],
    ['👏 1.2K', 'counter'],
    ['♡ Share', 'button'],
    ['Privacy ∙ Terms ∙ Collection notice', 'navigation'],
    ['Member-only story', 'membership'],
    ['Story continues below advertisement', 'interface'],
    ['Get Jane Doe’s stories in your inbox', 'newsletter'],
    ['No spam, unsubscribe at any time.', 'newsletter'],
    ['Get my best essays every Sunday.', 'call'],
    ['Type your email…', 'field'],
    ['We use cookies to ensure that we give you the best experience on our website.', 'cookieNotice'],
    ['Accept all', 'consent'],
    ['Originally published at https://a.example/x on May 5, 2020.', 'origin'],
    ['© 2026 Jane Doe. All rights reserved.', 'copyright'],
    ['Photo by Jane Doe on Unsplash', 'credit'],
    ['Thanks for reading. Follow me here on Medium for more articles!', 'signoff'],
    ['If you enjoyed this story, give it a clap (or 50!) and follow me for more.', 'signoff'],
    ['See you next week!', 'farewell'],
    ['Written by The Countermeasure', 'author'],
    ['Responses (1)', 'responses'],
    ['Recommended from Medium', 'recommended'],
    ['Related articles', 'related'],
  ])('%s: %s', (line, kind) => {
    expect(labelsOf(line).map((label) => label.kind)).toContain(kind);
  });

  test.each([
    'Thanks for reading the bill before voting on it.',
    'I am certainly going to keep an eye on it, so follow me on Medium to get notified of new articles.',
    'Follow the money.',
    'Follow me on a short walk through the old town.',
    'No spam filter is perfect.',
    'Copyright is theft.',
    'First published in 1843, the novel sold out in a week.',
    'First published in London, the pamphlet reached Paris in a week.',
    'Photo by photo, the album grows',
    'More from life than money',
    'Written by hand and kept in a tin',
    'Share this story with your neighbours before the council meets.',
    'See you there.',
    '4 min read, he wrote on the cover.',
    'Unsubscribe from despair.',
  ])('%s: nothing', (line) => {
    expect(labelsOf(line)).toEqual([]);
  });
});
