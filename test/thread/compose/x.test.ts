import fc from 'fast-check';
import tt from 'twitter-text';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../src/article/article.ts';
import { xRules } from '../../../src/platforms/x/rules.ts';
import { compose } from '../../../src/thread/compose/compose.ts';
import type { LinkPolicy } from '../../../src/thread/options.ts';
import { oddText } from '../../platforms/x/alphabet.ts';
import { seed } from '../../seed.ts';
import { article, code, codeBlock, link, options, p, quote } from './article.ts';

function onX(blocks: readonly Block[], policy: LinkPolicy = 'last', mentions: Record<string, string> = {}) {
  return compose(article(blocks), xRules, options({ link: policy, mentions }));
}

/** The text with a dot in the middle of a line in place of the invisible space, to be seen. */
function seen(blocks: readonly Block[], policy?: LinkPolicy, mentions?: Record<string, string>): string {
  const { passages } = onX(blocks, policy, mentions);
  return passages.map(({ text }) => text.replaceAll('\u200b', '·')).join('\n\n');
}

const codes = (blocks: readonly Block[], policy?: LinkPolicy) =>
  onX(blocks, policy).warnings.map(({ code: name }) => name);
/** Whom X would notify: names outside of addresses. */
const mentioned = (text: string) =>
  tt.extractEntitiesWithIndices(text).flatMap((entity) => ('screenName' in entity ? entity.screenName : []));
const minutes = 'https://example.org/minutes?x=1';

describe('link policies on X', () => {
  const blocks = [p('See ', link('the minutes', minutes), ', please.')];

  it.each<[LinkPolicy, string]>([
    ['last', 'See the minutes, please.'],
    ['drop', 'See the minutes, please.'],
    ['keep', `See the minutes (${minutes}), please.`],
    ['footnote', 'See the minutes [1], please.'],
  ])('%s', (policy, expected) => expect(seen(blocks, policy)).toBe(expected));

  it('keep: links what X itself will link, and keeps it with the last of its words', () => {
    const [passage] = onX(blocks, 'keep').passages;
    expect(passage?.links).toEqual([{ url: minutes, start: 17, end: 48 }]);
    expect(passage?.atoms).toContainEqual({ start: 8, end: 49 });
  });

  it('footnote: numbers addresses, the same address once', () => {
    expect(
      seen([p(link('a', 'https://a.com'), link('b', 'https://b.com'), link('c', 'https://a.com'))], 'footnote'),
    ).toBe('a [1]b [2]c [1]');
  });

  it.each<[LinkPolicy, string]>([
    ['last', 'See https://example.·org/x.'],
    ['drop', 'See https://example.·org/x.'],
    ['keep', 'See https://example.org/x.'],
    ['footnote', 'See https://example.·org/x [1].'],
  ])('%s: an address that is its own words is not said twice, nor lost', (policy, expected) => {
    expect(seen([p('See ', link('https://example.org/x', 'https://example.org/x'), '.')], policy)).toBe(expected);
  });

  it('tells that an address in the text is no link', () => {
    expect(codes([p(link('example.org/x', 'http://example.org/x'))])).toEqual(['bare-link']);
  });

  it('keep: leaves an address without scheme as it is, for X links it', () => {
    expect(seen([p(link('example.org/x', 'http://example.org/x'))], 'keep')).toBe('example.org/x');
  });

  it.each([
    ['https://example.org/(b)|é "c"', 'https://example.org/(b)|%C3%A9%20%22c%22'],
    ['https://example.org/b.', 'https://example.org/b%2E'],
    ['https://example.org/a(b', 'https://example.org/a%28b'],
  ])('keep: writes %s so that X takes the whole of it', (address, written) => {
    expect(seen([p(link('a', address))], 'keep')).toBe(`a (${written})`);
  });

  it('keep: leaves an address out that X would not link, and says so', () => {
    const blocks = [p(link('a', 'http://localhost:3000/'))];
    expect(seen(blocks, 'keep')).toBe('a');
    expect(codes(blocks, 'keep')).toEqual(['unlinkable']);
  });
});

describe('what X would turn into something, unasked', () => {
  it.each([
    ['README.md', 'README.·md', 'accidental-link'],
    ['It runs on Deno.land.', 'It runs on Deno.·land.', 'accidental-link'],
    ['the end.So he went', 'the end.·So he went', 'accidental-link'],
    ['https://example.org', 'https://example.·org', 'accidental-link'],
    ['thanks @jane!', 'thanks @·jane!', 'mention-defused'],
    ['thanks ＠jane!', 'thanks ＠·jane!', 'mention-defused'],
    ['RT:@jane/list', 'RT:@·jane/list', 'mention-defused'],
    ['a&@b and @c', 'a&@b and @·c', 'mention-defused'],
  ])('%j becomes %j and is told', (written, expected, warning) => {
    expect(seen([p(written)])).toBe(expected);
    expect(codes([p(written)])).toEqual([warning]);
  });

  it.each(['U.S. Government', 'jane@example.com', 'at 3.5 p.m. #politics', 'Node.js', '$TSLA'])(
    '%j stays as it is',
    (written) => {
      expect(seen([p(written)])).toBe(written);
      expect(codes([p(written)])).toEqual([]);
    },
  );

  it('is told with its line', () => {
    const { warnings } = onX([{ ...p('README.md'), line: 12 } as Block]);
    expect(warnings).toEqual([
      { code: 'accidental-link', where: 'line 12', message: expect.stringContaining('"README.md"') },
    ]);
  });

  it('is found in code, in link words and in quotations', () => {
    expect(seen([p(code('@a $PATH')), p(link('@b', minutes)), quote(p('@c')), codeBlock('@d x.md')])).toBe(
      '@·a $·PATH\n\n@·b\n\n“@·c”\n\n@·d x.·md',
    );
  });

  it('is a tag in code, and none outside', () => {
    expect(seen([p('#tag ', code('#include <a.com/#b>'))])).toBe('#tag #·include <a.·com/#·b>');
    expect(codes([codeBlock('#include')])).toEqual(['hashtag-defused']);
  });

  it('is never divided by a cut', () => {
    expect(onX([p('see README.md now')]).passages[0]?.atoms).toEqual([{ start: 4, end: 14 }]);
  });
});

describe('mentions on X', () => {
  it('are the names of the author’s map, with the handle there', () => {
    expect(seen([p('@Jane, ＠jane and (@jane_b) met @bob')], 'last', { jane: 'janedoe', jane_b: '@jb' })).toBe(
      '@janedoe, @janedoe and (@jb) met @·bob',
    );
  });

  it('are told by their place', () => {
    expect(onX([p('hi @jane')], 'last', { jane: 'janedoe' }).passages[0]?.mentions).toEqual([
      { handle: 'janedoe', start: 3, end: 11 },
    ]);
  });

  it('are not made of longer names, of code or of words', () => {
    expect(seen([p('@janet @jane.doe me@jane ', code('@jane'))], 'last', { jane: 'janedoe' })).toBe(
      '@·janet @·jane.·doe me@jane @·jane',
    );
  });

  it('are not found in the properties that every object has', () => {
    expect(seen([p('@constructor @__proto__')], 'last', {})).toBe('@·constructor @·__proto__');
  });
});

describe('any article on X', () => {
  const part = fc.oneof(
    oddText,
    oddText.map(code),
    fc.tuple(oddText, fc.webUrl()).map(([words, url]) => link(words, url)),
    fc.webUrl().map((url) => link(url, url)),
  );
  const paragraph = fc.array(part, { maxLength: 5 }).map((parts) => p(...parts));
  const policies = fc.constantFrom<LinkPolicy>('last', 'keep', 'drop', 'footnote');

  it('mentions nobody who is not in the map and links to nothing that the policy does not let through', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(paragraph, oddText.map(codeBlock)), { maxLength: 4 }),
        policies,
        (blocks, policy) => {
          const { passages } = onX(blocks, policy, { jane: 'janedoe' });
          for (const { text, links } of passages) {
            for (const mention of mentioned(text)) expect(mention).toBe('janedoe');
            const meant = links.map(({ start, end }) => text.slice(start, end));
            for (const url of tt.extractUrls(text)) expect(policy === 'keep' && meant).toContain(url);
          }
        },
      ),
      { seed, numRuns: 600 },
    );
  });

  it('of fifty names mentions those of the map only', () => {
    const names = Array.from({ length: 50 }, (_, index) => `@name${index}`);
    const mixed = names
      .map((name, index) => (index % 3 === 0 ? `a${name}` : index % 3 === 1 ? `\u200d${name}` : name))
      .join(' ');
    const { passages } = onX([p(names.join(' ')), p(names.join('\u200d')), p(mixed)], 'last', { name7: 'seven' });
    for (const { text } of passages) for (const name of mentioned(text)) expect(name).toBe('seven');
    expect(mentioned(passages[0]?.text ?? '')).toEqual(['seven']);
  });

  it('is composed in linear time, whatever its words look like', () => {
    for (const unit of [
      'a.',
      'a-',
      'a.\u200bb',
      '@a',
      '@a@',
      '$a ',
      '#a',
      'https://a.com/(',
      'x.md ',
      '我们.com',
      '[(',
      '”(',
      '"\n',
    ]) {
      const hostile = unit.repeat(Math.ceil(40_000 / unit.length));
      const { passages } = onX(
        [p(hostile), p(link(hostile, 'https://example.org')), codeBlock(hostile), quote(p(hostile))],
        'keep',
      );
      expect(mentioned(passages[0]?.text.slice(0, 2000) ?? '')).toEqual([]);
    }
  });
});
