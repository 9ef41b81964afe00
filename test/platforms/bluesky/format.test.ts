import { AppBskyFeedPost, jsonToLex, RichText } from '@atproto/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlaceholder, type Media } from '../../../src/platforms/bluesky/embed.ts';
import { recordOf, recordWithMedia, unresolvedMentions } from '../../../src/platforms/bluesky/format.ts';
import { bluesky } from '../../../src/platforms/bluesky/pure.ts';
import type { PostRecord } from '../../../src/platforms/bluesky/record.ts';
import { plainDraft } from '../../../src/thread/compose/draft.ts';
import { findHashtags } from '../../../src/thread/compose/hashtags.ts';
import type { Post } from '../../../src/thread/thread.ts';
import { weave } from '../../../src/thread/weave/weave.ts';
import { seed } from '../../seed.ts';
import { article, code, codeBlock, figure, link, options, p } from '../../thread/compose/article.ts';

function post(fields: Partial<Post>): Post {
  const text = fields.text ?? '';
  return {
    text,
    length: bluesky.rules.measure(text),
    links: [],
    mentions: [],
    hashtags: [],
    images: [],
    card: null,
    why: '',
    ...fields,
  };
}

/** What the server's own validation says of a record, when it is complete. */
function refusal(record: PostRecord): string | null {
  const result = AppBskyFeedPost.validateRecord(jsonToLex({ ...record, createdAt: '2026-11-24T09:00:00.000Z' }));
  return result.success ? null : result.error.message;
}

/** What lies under each facet of a record, by the bytes. */
function underFacets({ text, facets = [] }: PostRecord): string[] {
  const bytes = Buffer.from(text);
  return facets.map(({ index }) => bytes.subarray(index.byteStart, index.byteEnd).toString());
}

describe('a Bluesky record', () => {
  it('is text, language and nothing else where there is nothing else', () => {
    expect(recordOf(post({ text: 'Hello' }), { language: 'en-GB' })).toEqual({
      $type: 'app.bsky.feed.post',
      text: 'Hello',
      langs: ['en-GB'],
    });
  });

  it('leaves out a language that the server would refuse', () => {
    for (const language of ['x', 'en_US', 'englishlanguage', '']) {
      const record = recordOf(post({ text: 'Hello' }), { language });
      expect(record.langs).toBeUndefined();
      expect(refusal(record)).toBeNull();
    }
  });

  it('has its facets on the very bytes of their words, in order', () => {
    const text = '👨‍👩‍👧 é #tag by @jane.example.com in words';
    const record = recordOf(
      post({
        text,
        hashtags: [{ tag: 'tag', start: 11, end: 15 }],
        mentions: [{ handle: 'Jane.example.com', start: 19, end: 36 }],
        links: [{ url: 'https://example.org/', start: 40, end: 45 }],
      }),
      { language: 'en', dids: { 'jane.example.com': 'did:plc:jane' } },
    );
    expect(underFacets(record)).toEqual(['#tag', '@jane.example.com', 'words']);
    expect(record.facets?.map(({ features }) => features)).toEqual([
      [{ $type: 'app.bsky.richtext.facet#tag', tag: 'tag' }],
      [{ $type: 'app.bsky.richtext.facet#mention', did: 'did:plc:jane' }],
      [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://example.org/' }],
    ]);
    expect(refusal(record)).toBeNull();
  });

  it('has no facet for a handle that is not resolved, and says so', () => {
    const mentioning = post({
      text: '@jane.example.com',
      mentions: [{ handle: 'jane.example.com', start: 0, end: 17 }],
    });
    expect(recordOf(mentioning, { language: 'en' }).facets).toBeUndefined();
    expect(unresolvedMentions([mentioning], {})).toEqual([
      { code: 'mention-unresolved', where: 'post 1', message: expect.stringContaining('@jane.example.com') },
    ]);
    expect(unresolvedMentions([mentioning], { 'jane.example.com': 'did:plc:jane' })).toEqual([]);
  });

  it('has a link card', () => {
    const card = { url: 'https://example.org/a', title: 'A', description: 'About', image: null };
    expect(recordOf(post({ text: 'a', card }), { language: 'en' }).embed).toEqual({
      $type: 'app.bsky.embed.external',
      external: { uri: 'https://example.org/a', title: 'A', description: 'About' },
    });
  });

  it('holds the place of pictures that are not prepared, and passes for complete', () => {
    const images = [
      { source: 'a.png', alt: 'A' },
      { source: 'b.png', alt: '' },
    ];
    const record = recordOf(post({ text: 'a', images }), { language: 'en' });
    const embed = record.embed;
    if (embed?.$type !== 'app.bsky.embed.images') throw new Error('no pictures');
    expect(embed.images.map(({ image, alt }) => [isPlaceholder(image), alt])).toEqual([
      [true, 'A'],
      [true, ''],
    ]);
    expect(refusal(record)).toBeNull();
  });

  it('takes pictures as they are on the server, with their shape', () => {
    const cid = 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy';
    const media: Media = { 'a.png': { cid, mimeType: 'image/png', bytes: 7, width: 4, height: 3 } };
    const pictured = post({ text: 'a', images: [{ source: 'a.png', alt: 'A' }] });
    const record = recordOf(pictured, { language: 'en', media });
    expect(record.embed).toEqual({
      $type: 'app.bsky.embed.images',
      images: [
        {
          image: { $type: 'blob', ref: { $link: cid }, mimeType: 'image/png', size: 7 },
          alt: 'A',
          aspectRatio: { width: 4, height: 3 },
        },
      ],
    });
    expect(recordWithMedia(recordOf(pictured, { language: 'en' }), pictured, media)).toEqual(record);
    expect(refusal(record)).toBeNull();
  });
});

describe('hashtags on Bluesky', () => {
  const unit = fc.constantFrom(
    '#',
    '＃',
    'a',
    'Z',
    '1',
    '.',
    ',',
    '!',
    '-',
    '_',
    ' ',
    '\n',
    'é',
    '日',
    '👍',
    '\ufe0f',
    '\u200b',
    '\u2060',
    '\u00a0',
    ')',
  );

  it('are those that Bluesky’s own apps find', () => {
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        const rich = new RichText({ text });
        rich.detectFacetsWithoutResolution();
        const tags = (rich.facets ?? []).flatMap(({ features }) =>
          features.flatMap((feature) => ('tag' in feature ? feature.tag : [])),
        );
        expect(findHashtags(plainDraft(text)).map(({ tag }) => tag)).toEqual(tags);
      }),
      { seed, numRuns: 2000 },
    );
  });
});

describe('any thread on Bluesky', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('#tag', '@jane', '@bob', 'README.md', '👨‍👩‍👧', 'מילה', '#日本', 'long '.repeat(70)),
  );
  const words = fc.array(word, { maxLength: 12 }).map((parts) => parts.join(' '));
  const part = fc.oneof(
    words,
    words.map(code),
    fc.tuple(words, fc.webUrl()).map(([text, url]) => link(text, url)),
  );
  const block = fc.oneof(
    fc.array(part, { maxLength: 4 }).map((parts) => p(...parts)),
    words.map(codeBlock),
    fc.tuple(fc.constantFrom('a.png', 'b.png'), fc.option(words)).map(([source, alt]) => figure(source, alt)),
  );

  it('is taken by the server’s validation, with every facet on the words it is for', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
        const thread = weave(
          article(blocks),
          bluesky.rules,
          options({ numbering: null, mentions: { jane: 'jane.example.com' } }),
        );
        for (const made of thread.posts) {
          const record = recordOf(made, { language: 'en', dids: { 'jane.example.com': 'did:plc:jane' } });
          expect(refusal(record)).toBeNull();
          const under = [...made.links, ...made.mentions, ...made.hashtags].toSorted((a, b) => a.start - b.start);
          expect(underFacets(record)).toEqual(under.map(({ start, end }) => made.text.slice(start, end)));
          for (const { start, end, tag } of made.hashtags) expect(made.text.slice(start + 1, end)).toBe(tag);
          for (const { start, end } of made.mentions) expect(made.text.slice(start, end)).toBe('@jane.example.com');
          for (const [before, after] of under.map((each, index) => [under[index - 1], each] as const)) {
            expect(after.start).toBeGreaterThanOrEqual(before?.end ?? 0);
          }
        }
      }),
      { seed, numRuns: 400 },
    );
  });
});
