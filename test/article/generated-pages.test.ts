import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textOf } from '../../src/article/words.ts';
import { seed } from '../seed.ts';
import { read } from './fixtures.ts';

const PARAGRAPHS = [
  'The signal box at Harrow Lane has been empty since the spring. Its clock is wound all the same.',
  'Nobody asked the council to share the cost, and nobody followed when it did.',
  '“We count the trains,” said the widow at number six. “Somebody must.”',
  'In 1974 a strike began here over a kettle. It ended, eleven weeks later, over another.',
  'There is a newsletter about the line, and it has four readers. They use no cookies.',
  'Responses to the survey were few: nine postcards, one telegram and a cake.',
  'If you liked the old timetable, you will hate the new one, says the man who wrote both.',
  'Listen to the rails in frost and you will know why the night porter never married.',
  'More from habit than from hope, the stationmaster still salutes the 7:12.',
  'Follow the embankment for a mile. The house with the blue door was the ticket office.',
  'Was it worth it? The ledgers say yes, the ledgers being the only ones left to ask.',
  'Thanks to a clerk who could not spell, the line was never formally closed.',
  'He signed up at nineteen, was written off at forty, and came back as a volunteer.',
  'Read next to the fire, the minutes of the board are almost funny.',
];

const TOPS: readonly (readonly string[])[] = [
  ['Title', 'Ann Petersen', '4 min read', '·', 'Nov 3, 2025', '120', '3', 'Listen', 'Share'],
  [
    'Open in app',
    'Sign up',
    'Sign in',
    'Title',
    'Ann Petersen\nAnn Petersen',
    'Follow',
    '7 min read · Mar 1, 2024',
    '--',
  ],
  [
    'Member-only story',
    'Title',
    'Ann Petersen',
    '·',
    'Following',
    '5 min read',
    '·',
    'Jan 9, 2023',
    '1.2K',
    'Share',
    'More',
  ],
  [
    'Skip to content',
    'Home\nNews\nOpinion',
    'Title',
    'By Ann Petersen',
    'Published on 4 May 2025',
    'Share on Facebook\nShare on X',
  ],
  [
    'We use cookies to improve your experience.\nAccept all\nManage preferences',
    'Title',
    'By Ann Petersen | May 4, 2025',
  ],
  ['Title', 'May 4, 2025', 'by Ann Petersen', 'Reading time: 4 minutes'],
  ['Title', 'Von Ann Petersen', 'Veröffentlicht am 4. Mai 2025', 'Lesezeit: 3 Minuten', 'Teilen'],
  ['Title', 'Par Ann Petersen', 'Publié le 4 mai 2025', 'Temps de lecture : 3 min', 'Partager\nÉcouter'],
];

const MIDDLES: readonly (readonly string[])[] = [
  [],
  ['Advertisement'],
  ['Get Ann Petersen’s stories in your inbox', 'Join Medium for free to get updates from this writer.', 'Subscribe'],
  ['Subscribe to our newsletter\nOne letter every Friday.\nEnter your email\nSubscribe'],
  ['Sign up for our weekly newsletter', 'Your email address', 'Sign up', 'No spam, unsubscribe at any time.'],
  ['Press enter or click to view image in full size', 'Photo by Jon Reed on Unsplash'],
  ['Story continues below advertisement'],
  ['Type your email…', 'Subscribe'],
];

const ENDS: readonly (readonly string[])[] = [
  [],
  [
    '--',
    '--',
    '3',
    'Ann Petersen\nAnn Petersen',
    'Written by Ann Petersen\n1.4K Followers',
    'She writes about railways.',
    'Follow',
    'Responses (2)',
    'What are your thoughts?',
    'Jo Dahl',
    'Nov 4, 2025',
    'I lived there, and the cake was mine.',
    '12',
    'Reply',
  ],
  [
    '__________',
    'Thanks for reading! Follow me on Medium for more.',
    '--',
    'Written by Ann Petersen',
    'Writer, walker.',
    'Follow',
    'More from Ann Petersen',
    'A kettle in the rain',
    'Mar 2',
    '41',
    'Recommended from Medium',
    'Ten habits of trains',
    'Help',
    'Status',
    'Privacy',
    'Terms',
  ],
  [
    'If you enjoyed this story, please clap and share it with your friends!',
    'Share',
    'Leave a comment',
    '© 2025 Ann Petersen',
    'Privacy ∙ Terms',
  ],
  [
    'Thank you so much for reading.',
    'Share this article',
    'Related articles',
    'A kettle in the rain\nThe cake that stopped a train',
    '4 Comments',
    'Leave a reply',
    'Your email address will not be published. Required fields are marked *',
  ],
  [
    'Originally published at https://rails.example on May 4, 2025.',
    'Subscribe to our newsletter for more stories like this.',
    'Enter your email',
    'Subscribe',
    'All rights reserved.',
  ],
  [
    'Ann Petersen is a writer in Leeds. Her first book is about kettles.',
    'Follow us on Twitter',
    'Comments (1)',
    'Log in to comment',
    'railfan77',
    '3 hours ago',
    'They should simply stop the clock.',
    'Reply',
    'Terms of use\nPrivacy policy',
  ],
  ['We use cookies to ensure that we give you the best experience on our website.', 'Accept'],
];

const oneSpace = (text: string) => text.replace(/\s+/g, ' ').trim();

test('whatever furniture stands around a text, all of it goes and no sentence does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(PARAGRAPHS, { minLength: 3, maxLength: 8 }),
      fc.constantFrom(...TOPS),
      fc.constantFrom(...MIDDLES),
      fc.constantFrom(...ENDS),
      fc.nat(),
      async (paragraphs, top, middle, end, at) => {
        const place = 1 + (at % (paragraphs.length - 1));
        const lines = [...top, ...paragraphs.slice(0, place), ...middle, ...paragraphs.slice(place), ...end];
        const page = lines.map((line) => (line === 'Title' ? 'The signal box nobody closed' : line)).join('\n\n');
        const { article } = await read('posts/x.txt', page);
        expect(article).toMatchObject({ title: 'The signal box nobody closed', author: 'Ann Petersen' });
        expect(oneSpace(textOf(article.blocks))).toBe(oneSpace(paragraphs.join(' ')));
      },
    ),
    { seed, numRuns: 300 },
  );
});

test('a text without any furniture loses nothing, whatever its sentences speak of', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(PARAGRAPHS, { minLength: 2 }),
      fc.constantFrom('md', 'txt'),
      async (paragraphs, form) => {
        const { article, removed } = await read(`posts/x.${form}`, paragraphs.join('\n\n'));
        expect(removed).toEqual([]);
        expect(oneSpace(textOf(article.blocks))).toBe(oneSpace(paragraphs.join(' ')));
      },
    ),
    { seed, numRuns: 100 },
  );
});
