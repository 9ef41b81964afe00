import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/article/article.ts';
import {
  contentHash,
  type Identity,
  identityOf,
  normaliseUrl,
  recogniser,
  titleKey,
} from '../../src/schedule/identity.ts';
import { seed } from '../seed.ts';

const known: Identity = {
  id: 'a1',
  url: 'https://example.com/rivers',
  path: 'posts/rivers.md',
  titleKey: 'on rivers',
  contentHash: 'h1',
  present: true,
};
const bare: Identity = { ...known, id: 'b1', url: null };
const recognise = (of: Identity, changes: Partial<Identity>) => recogniser([of]).recognise({ ...of, ...changes });
const same = (id: string) => ({ id, edited: false });

describe('an article is recognised', () => {
  it('by its canonical URL, whatever else changed, and the edit is noticed', () => {
    const moved = { path: 'posts/other.md', titleKey: 'another', contentHash: 'h2' };
    expect(recognise(known, moved)).toEqual({ id: 'a1', edited: true });
    expect(recognise(known, { ...moved, contentHash: 'h1' })).toEqual(same('a1'));
  });

  it('as another one where the URLs differ, whatever else is the same', () => {
    expect(recognise(known, { url: 'https://example.com/lakes' })).toBe('new');
  });

  it('by its path, else its title, else its content where either lacks a URL', () => {
    for (const [of, url] of [
      [known, null],
      [bare, 'https://example.com/lakes'],
    ] as const) {
      const other = { url, path: 'posts/y.md', titleKey: 'y', contentHash: 'y' };
      expect(recognise(of, { ...other, path: of.path })).toEqual({ id: of.id, edited: true });
      expect(recognise(of, { ...other, titleKey: of.titleKey })).toEqual({ id: of.id, edited: true });
      expect(recognise(of, { ...other, contentHash: of.contentHash })).toEqual(same(of.id));
      expect(recognise(of, other)).toBe('new');
    }
  });

  it('after its file was renamed and its date changed', () => {
    const gone = { ...bare, present: false };
    expect(recognise(gone, { path: 'posts/2026-rivers.md', contentHash: 'h2' })).toEqual({ id: 'b1', edited: true });
  });

  it('as itself, not as a copy, where two known ones would do', () => {
    const copy = { ...bare, id: 'b2', path: 'posts/copy.md' };
    expect(recogniser([bare, copy]).recognise(copy)).toEqual(same('b2'));
    expect(recogniser([bare]).recognise(copy)).toEqual(same('b1'));
  });

  it('as a new one where a second file without a URL bears the title of a column', () => {
    expect(recognise(bare, { path: 'posts/week-2.md', contentHash: 'h2' })).toBe('new');
  });

  it('never by an empty title', () => {
    const untitled = { ...bare, titleKey: '', present: false };
    expect(recognise(untitled, { path: 'posts/y.md', contentHash: 'y' })).toBe('new');
  });
});

describe('a canonical URL', () => {
  it.each([
    ['http://Example.com/Rivers/', 'https://example.com/Rivers'],
    ['https://example.com/rivers?utm_source=x&UTM_Medium=y#top', 'https://example.com/rivers'],
    ['https://example.com/rivers?b=2&a=1&fbclid=z', 'https://example.com/rivers?a=1&b=2'],
    ['https://example.com:443', 'https://example.com'],
    ['https://example.com:8443/a//', 'https://example.com:8443/a'],
    ['https://medium.com/@jane/rivers-abc123?source=rss', 'https://medium.com/@jane/rivers-abc123'],
    ['https://jane.medium.com/rivers?source=friends_link&sk=1', 'https://jane.medium.com/rivers?sk=1'],
    ['https://blog.example.com/rivers?source=user_profile---------3-------', 'https://blog.example.com/rivers'],
    ['https://example.com/rivers?source=print', 'https://example.com/rivers?source=print'],
    ['https://me:secret@example.com/rivers', 'https://example.com/rivers'],
    ['https://bücher.example/x', 'https://xn--bcher-kva.example/x'],
  ])('%s is %s', (address, normalised) => {
    expect(normaliseUrl(address)).toBe(normalised);
  });

  it.each(['', 'rivers', 'mailto:a@example.com', 'javascript:alert(1)', 'file:///etc/passwd', '//example.com'])(
    '%j is none',
    (address) => {
      expect(normaliseUrl(address)).toBeNull();
    },
  );

  it('normalised once stays as it is', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (address) => {
        const once = normaliseUrl(address);
        expect(once === null ? null : normaliseUrl(once)).toBe(once);
      }),
      { seed, numRuns: 50 },
    );
  });

  it('of a hundred thousand slashes is normalised in linear time', () => {
    expect(normaliseUrl(`https://example.com/${'/'.repeat(100_000)}a${'/'.repeat(100_000)}`)?.endsWith('/a')).toBe(
      true,
    );
  });
});

describe('a title', () => {
  it('is the same in another letter case, punctuation and spacing', () => {
    expect(titleKey('On  Rivers: “Past” & Future!')).toBe(titleKey('on rivers past, future'));
    expect(titleKey('Ｏｎ Rivers')).toBe('on rivers');
    expect(titleKey('川について')).toBe('川について');
    expect(titleKey('?!')).toBe('');
  });
});

describe('the content', () => {
  const paragraph = (text: string, line: number): Block => ({
    kind: 'paragraph',
    text: [{ text, marks: [], href: null }],
    line,
  });

  it('is the same wherever it stands in the file, and another after an edit of text or title', () => {
    const hash = contentHash({ title: 'T', blocks: [paragraph('a', 3)] });
    expect(contentHash({ title: 'T', blocks: [paragraph('a', 9)] })).toBe(hash);
    expect(contentHash({ title: 'T', blocks: [paragraph('b', 3)] })).not.toBe(hash);
    expect(contentHash({ title: 'U', blocks: [paragraph('a', 3)] })).not.toBe(hash);
  });

  it('goes into what an article is known by', () => {
    const blocks = [paragraph('a', 3)];
    const identity = identityOf({
      title: 'On Rivers',
      blocks,
      canonicalUrl: 'http://example.com/r/',
      source: 'posts/r.md',
    });
    expect(identity).toEqual({
      url: 'https://example.com/r',
      path: 'posts/r.md',
      titleKey: 'on rivers',
      contentHash: contentHash({ title: 'On Rivers', blocks }),
    });
    expect(identityOf({ title: '', blocks, canonicalUrl: null, source: 'x' }).url).toBeNull();
  });
});
