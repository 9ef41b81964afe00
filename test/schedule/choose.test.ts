import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArticleChoice,
  type Choosing,
  chooseArticle,
  DEFAULT_EVERGREEN,
  historyOf,
  type PastDelivery,
} from '../../src/schedule/choose.ts';
import { type KnownArticle, knownArticle, oneOffSlots } from '../../src/schedule/known-article.ts';
import { slotAt } from '../../src/schedule/slots.ts';
import { seed } from '../seed.ts';
import { refusal } from './making.ts';

const DAY = 86_400_000;
const ZONE = 'Europe/London';

function article(id: string, changes: Partial<KnownArticle> = {}): KnownArticle {
  const plain = {
    title: id,
    published: null,
    seenMs: Date.UTC(2026, 10, 20),
    tags: [],
    schedule: null,
    at: null,
    accounts: null,
  };
  return { id, path: `posts/${id}.md`, ...plain, ...changes };
}

const dated = (id: string, publishedAt: string, changes: Partial<KnownArticle> = {}) =>
  article(id, { published: publishedOf(publishedAt), ...changes });

function publishedOf(publishedAt: string | null) {
  return knownArticle({ title: '', source: 'posts/x.md', publishedAt, front: {} }, 'x', 0, []).published;
}

function choose(
  articles: readonly KnownArticle[],
  changes: Partial<Choosing> & { at?: string; gone?: readonly string[] } = {},
) {
  const { at = '2026-11-24T09:00', gone = [], ...rest } = changes;
  const past = gone.map((articleId, index) => ({ articleId, account: 'x', live: false, atMs: index }));
  return chooseArticle({
    choice: 'next',
    slot: slotAt({ id: 'mornings', zone: ZONE }, at, 'test'),
    zone: ZONE,
    account: 'x',
    articles,
    history: historyOf(past, 'x', false),
    since: null,
    then: 'latest',
    evergreen: DEFAULT_EVERGREEN,
    ...rest,
  });
}

/** The id of what was chosen, or the reason for nothing. */
function chosen(...parameters: Parameters<typeof choose>): string {
  const choice = choose(...parameters);
  return choice.article === null ? choice.why : choice.article.id;
}

describe('next', () => {
  const three = [dated('c', '2026-11-03'), dated('b', '2026-11-01'), dated('a', '2026-11-01')];

  it('is the oldest by publication date, then by path', () => {
    expect(chosen(three)).toBe('a');
    expect(chosen(three, { gone: ['a'] })).toBe('b');
    expect(chosen(three, { gone: ['a', 'b'] })).toBe('c');
  });

  it('puts articles without a date after all others, by path', () => {
    expect(chosen([article('b'), article('a'), dated('z', '2026-11-23')])).toBe('z');
    expect(chosen([article('b'), article('a')])).toBe('a');
  });

  it('orders instants of different zones by when they were', () => {
    const east = dated('east', '2026-11-02T00:30:00+09:00');
    const west = dated('west', '2026-11-01T10:00:00-08:00');
    expect(chosen([west, east])).toBe('east');
  });

  it('never gives one account the same article twice, by whichever schedule or by hand', () => {
    const past: PastDelivery[] = [{ articleId: 'a', account: 'x', live: true, atMs: 0 }];
    expect(chosen(three, { history: historyOf(past, 'x', true) })).toBe('b');
  });

  it('counts neither other accounts nor rehearsals of a live one', () => {
    const past: PastDelivery[] = [
      { articleId: 'a', account: 'x', live: false, atMs: 0 },
      { articleId: 'b', account: 'bluesky', live: true, atMs: 0 },
    ];
    expect(chosen(three, { history: historyOf(past, 'x', true) })).toBe('a');
  });

  it('takes an archive of 200 one at a time, each once', () => {
    const archive = Array.from({ length: 200 }, (_, index) =>
      dated(`n${index}`, `2025-01-${String((index % 28) + 1).padStart(2, '0')}`),
    );
    const gone: string[] = [];
    for (const _ of archive) gone.push(chosen(archive, { gone }));
    expect(new Set(gone)).toEqual(new Set(archive.map(({ id }) => id)));
    expect(chosen(archive, { gone })).toContain('nothing left to publish on x: of 200 articles, 200 have gone to x');
  });

  it('is the same in whatever order the files are read', () => {
    const many = [...three, article('u'), article('v'), dated('w', '2026-11-24'), dated('late', '2026-11-25')];
    fc.assert(
      fc.property(fc.shuffledSubarray(many, { minLength: many.length }), fc.subarray(many), (order, gone) => {
        const ids = gone.map(({ id }) => id);
        expect(chosen(order, { gone: ids })).toBe(chosen(many, { gone: ids }));
      }),
      { seed },
    );
  });
});

describe('an article', () => {
  it('dated in the future waits for its day on the wall clock of the zone', () => {
    const tomorrow = [dated('a', '2026-11-25')];
    expect(chosen(tomorrow)).toBe('nothing left to publish on x: of 1 article, 1 is dated later');
    expect(chosen(tomorrow, { at: '2026-11-24T23:59' })).toContain('dated later');
    expect(chosen(tomorrow, { at: '2026-11-25T00:00' })).toBe('a');
  });

  it('dated with a time waits for that instant', () => {
    const evening = [dated('a', '2026-07-04T18:00:00+02:00')];
    expect(chosen(evening, { at: '2026-07-04T16:59' })).toContain('dated later');
    expect(chosen(evening, { at: '2026-07-04T17:00' })).toBe('a');
  });

  it('older than `since` is left alone; without a date it counts as of when it was first seen', () => {
    const since = '2026-11-10';
    expect(chosen([dated('a', '2026-11-09')], { since })).toContain('1 is older than 2026-11-10');
    expect(chosen([dated('a', '2026-11-10')], { since })).toBe('a');
    expect(chosen([article('a', { seenMs: Date.UTC(2026, 10, 9, 12) })], { since })).toContain('older');
    expect(chosen([article('a', { seenMs: Date.UTC(2026, 10, 10) })], { since })).toBe('a');
  });

  it('is never compared with a `since` that is no date', () => {
    expect(refusal(() => chosen([article('a')], { since: '2026-13-01' }))).toContain('mornings: since: not a date');
  });

  it('dated in a form that no calendar knows counts as one without a date', () => {
    expect(publishedOf('last spring')).toBeNull();
    expect(publishedOf(null)).toBeNull();
    expect(publishedOf('2026-07-04T18:00')).toEqual({ localMs: Date.UTC(2026, 6, 4, 18) });
    expect(publishedOf('2026-07-04T18:00:00+02:00')).toEqual({ utcMs: Date.UTC(2026, 6, 4, 16) });
    expect(publishedOf('2026-07-04')).toEqual({ localMs: Date.UTC(2026, 6, 4) });
  });

  it('that names a schedule goes by that one only', () => {
    expect(chosen([article('a', { schedule: 'evenings' })])).toContain('1 belongs to another schedule');
    expect(chosen([article('a', { schedule: 'mornings' })])).toBe('a');
  });

  it('that names accounts goes to those only', () => {
    expect(chosen([article('a', { accounts: ['bluesky'] })])).toContain('1 is for other accounts');
    expect(chosen([article('a', { accounts: ['bluesky', 'x'] })])).toBe('a');
    expect(chosen([article('a', { accounts: [] })])).toContain('1 is for other accounts');
  });
});

describe('an article with its own time', () => {
  const oneOff = article('now', { schedule: 'mornings', at: '2026-11-24T09:00' });
  const other = dated('other', '2026-11-01');

  it('goes at that slot, before all others, and the slot is for it alone', () => {
    expect(chosen([other, oneOff])).toBe('now');
    expect(chosen([other, oneOff], { gone: ['now'] })).toContain('1 has gone to x, 1 waits for its own time');
  });

  it('goes at no other slot, before or after', () => {
    expect(chosen([oneOff], { at: '2026-11-23T09:00' })).toContain('1 waits for its own time');
    expect(chosen([oneOff], { at: '2026-11-25T09:00' })).toContain('1 waits for its own time');
    expect(chosen([other, oneOff], { at: '2026-11-25T09:00' })).toBe('other');
  });

  it('is not held back by its date or by `since`', () => {
    expect(chosen([{ ...oneOff, published: publishedOf('2026-12-01') }], { since: '2027-01-01' })).toBe('now');
  });

  it('missed under `next-slot` goes first at the next slot, but never in the place of another one-off', () => {
    const next = { at: '2026-11-25T09:00', then: 'next-slot' } as const;
    expect(chosen([other, oneOff], next)).toBe('now');
    const second = article('second', { schedule: 'mornings', at: '2026-11-25T09:00' });
    expect(chosen([oneOff, second], next)).toBe('second');
    expect(chosen([oneOff], { ...next, at: '2026-11-23T09:00' })).toContain('waits');
  });

  it('makes a slot of its schedule', () => {
    const slots = oneOffSlots({ id: 'mornings', zone: ZONE }, [oneOff, other, { ...oneOff, schedule: 'evenings' }]);
    expect(slots.map((slot) => slot.key)).toEqual(['mornings@2026-11-24T09:00[Europe/London]']);
  });
});

describe('a file', () => {
  const file = (name: string): { choice: ArticleChoice } => ({ choice: { file: name } });

  it.each(['posts/a.md', './posts/a.md', 'a.md'])('named %s is taken, once, whatever `since` says', (name) => {
    const articles = [dated('b', '2026-01-01'), dated('a', '2020-01-01')];
    expect(chosen(articles, { ...file(name), since: '2026-11-01' })).toBe('a');
    expect(chosen(articles, { ...file(name), gone: ['a'] })).toContain(
      '1 has gone to x, 1 is not what this schedule asks for',
    );
  });

  it('waits for its date as any article does', () => {
    expect(chosen([dated('a', '2027-01-01')], file('a.md'))).toContain('dated later');
  });
});

describe('a tag', () => {
  it('takes the next of the articles that carry it, in any letter case', () => {
    const articles = [
      dated('a', '2026-01-01'),
      dated('b', '2026-01-02', { tags: ['Policy'] }),
      dated('c', '2026-01-03', { tags: ['policy'] }),
    ];
    expect(chosen(articles, { choice: { tag: 'POLICY' } })).toBe('b');
    expect(chosen(articles, { choice: { tag: 'policy' }, gone: ['b'] })).toBe('c');
    expect(chosen(articles, { choice: { tag: 'other' } })).toContain('3 are not what this schedule asks for');
  });
});

describe('evergreen', () => {
  const nowMs = Date.UTC(2026, 10, 24, 9);
  const went = (articleId: string, daysAgo: number): PastDelivery => ({
    articleId,
    account: 'x',
    live: true,
    atMs: nowMs - daysAgo * DAY,
  });
  const articles = [dated('a', '2025-01-01'), dated('b', '2025-01-02'), dated('c', '2025-01-03')];
  const again = (past: readonly PastDelivery[], changes: Partial<Choosing> = {}) =>
    choose(articles, { choice: 'evergreen', history: historyOf(past, 'x', true), ...changes });

  it('takes the one whose last delivery lies furthest back, after those that never went', () => {
    expect(again([went('a', 300), went('b', 200)])).toMatchObject({ article: { id: 'c' }, repeat: 0 });
    expect(again([went('a', 100), went('b', 300), went('b', 200), went('c', 150)])).toMatchObject({
      article: { id: 'b' },
      repeat: 2,
    });
  });

  it('rests for the cool-down', () => {
    const past = [went('a', 89), went('b', 89.9), went('c', 10)];
    expect(again(past)).toEqual({
      article: null,
      why: 'nothing left to publish on x: of 3 articles, 3 went out less than 90 days ago',
    });
    expect(again([...past, went('a', 200)]).article).toBeNull();
    expect(again([went('a', 90), ...past.slice(1)])).toMatchObject({ article: { id: 'a' }, repeat: 1 });
    expect(again(past, { evergreen: { tag: null, coolDownMs: 88 * DAY, maxRepeats: 3 } })).toMatchObject({
      article: { id: 'b' },
    });
  });

  it('repeats at most so often', () => {
    const past = [400, 300, 200, 100].map((days) => went('a', days));
    expect(again([...past, went('b', 1), went('c', 1)])).toMatchObject({
      why: 'nothing left to publish on x: of 3 articles, 2 went out less than 90 days ago, 1 went out 4 times or more',
    });
    expect(again([...past.slice(1), went('b', 1), went('c', 1)])).toMatchObject({ article: { id: 'a' }, repeat: 3 });
  });

  it('leaves alone what is older than `since`, gone before or not', () => {
    expect(again([went('b', 200)], { since: '2025-01-03' })).toMatchObject({ article: { id: 'c' } });
    expect(again([went('b', 200), went('c', 1)], { since: '2025-01-03' }).article).toBeNull();
  });
});

describe('nothing to choose from', () => {
  it('is said in words', () => {
    expect(chosen([])).toBe('there is no article in posts/ yet');
  });
});

describe('what an author says about an article', () => {
  const known = (front: object, schedules = ['mornings', 'evenings']) =>
    knownArticle({ title: 'T', source: 'posts/t.md', publishedAt: null, front }, 'id', 0, schedules);

  it('is read and checked once', () => {
    const front = { schedule: 'evenings', at: '2026-11-24 09:00', accounts: ['x'], tags: ['a'] };
    expect(known(front)).toMatchObject({ schedule: 'evenings', at: '2026-11-24T09:00', accounts: ['x'], tags: ['a'] });
    expect(known({})).toMatchObject({ schedule: null, at: null, accounts: null, tags: [] });
  });

  it('about its time belongs to the only schedule, and must name one of several', () => {
    expect(known({ at: '2026-11-24T09:00' }, ['only'])).toMatchObject({ schedule: 'only' });
    expect(refusal(() => known({ at: '2026-11-24T09:00' }))).toContain('posts/t.md: at: it is not said which schedule');
    expect(refusal(() => known({ at: '2026-11-24T09:00' }, []))).toContain('config/spool.yaml; it has none');
  });

  it('is refused where it is wrong', () => {
    expect(refusal(() => known({ schedule: 'noon' }))).toContain(
      'posts/t.md: schedule: unknown schedule "noon" (allowed: mornings, evenings)',
    );
    expect(refusal(() => known({ schedule: 'mornings', at: 'tomorrow' }))).toContain(
      'posts/t.md: at: not a local time "tomorrow"',
    );
  });
});
