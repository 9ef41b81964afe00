import { InputError } from '../../errors.ts';
import { NOTHING } from '../numbers.ts';
import type { ImportedPost } from './history.ts';
import { countOf, isPostId, NEXT, type PastOptions, type ReadPast } from './x-post.ts';

/** `window.YTD.tweets.part0 = [` in today's archives, `window.YTD.tweet.part0 = [` in older ones. */
const ASSIGNMENT = /^\s*(?:window\.)?YTD\.(\w+)\.part\d+\s*=\s*(?=\[)/;

/** Whether a text is a file of an X archive, of whatever kind. */
export function isArchive(text: string): boolean {
  return ASSIGNMENT.test(text.slice(0, 200));
}

/**
 * `tweets.js` of the author's own X archive: likes and reposts; it tells no impressions. Never run, only read. Reposts
 * of others are left out, for their counts are the others'.
 * @throws InputError for another file of the archive, one that is cut off, or a count that is none
 */
export function readArchive(text: string, options: PastOptions): ReadPast {
  const records = recordsOf(text, options.where);
  const own = records.filter(({ tweet }) => !textOf(tweet).startsWith('RT @'));
  const posts = own.map(({ tweet, place }) => postOf(tweet, `${options.where}: post ${place + 1}`, options));
  const others = records.length - own.length;
  const leftOut = others === 0 ? [] : [`${others} ${others === 1 ? 'repost' : 'reposts'} of others`];
  return { source: 'x-archive', posts, leftOut };
}

type Tweet = Readonly<Record<string, unknown>>;

function recordsOf(text: string, where: string): readonly { readonly tweet: Tweet; readonly place: number }[] {
  const [assignment = '', kind = ''] = ASSIGNMENT.exec(text) ?? [];
  if (kind !== 'tweets' && kind !== 'tweet') {
    const problem = `this file of an X archive holds "${kind}", not posts`;
    throw new InputError({ where, problem, allowed: 'data/tweets.js', next: NEXT });
  }
  const records = parse(text.slice(assignment.length).replace(/;?\s*$/, ''), where);
  return records.map((record, place) => {
    const tweet = isObject(record) && isObject(record.tweet) ? record.tweet : record;
    if (isObject(tweet)) return { tweet, place };
    throw new InputError({ where: `${where}: post ${place + 1}`, problem: 'this is no post', next: NEXT });
  });
}

function parse(json: string, where: string): readonly unknown[] {
  try {
    const records: unknown = JSON.parse(json);
    if (Array.isArray(records)) return records;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const problem = 'the list of posts does not end properly: the file is cut off or damaged';
  throw new InputError({ where, problem, next: `Unpack the archive again. ${NEXT}` });
}

function postOf(tweet: Tweet, where: string, options: PastOptions): ImportedPost {
  const id = String(tweet.id_str ?? tweet.id ?? '');
  const postedMs = (isPostId(id) ? options.postedMs(id) : null) ?? createdMs(tweet.created_at);
  if (!isPostId(id) || postedMs === null) {
    throw new InputError({ where, problem: 'a post without its id or its time', value: id, next: NEXT });
  }
  return {
    ...{ id, postedMs, text: textOf(tweet) },
    url: `https://x.com/${options.handle}/status/${id}`,
    numbers: {
      ...NOTHING,
      likes: countOf(tweet.favorite_count, where, 'favorite_count'),
      reposts: countOf(tweet.retweet_count, where, 'retweet_count'),
    },
  };
}

/** The archive writes three characters as HTML does. */
function textOf(tweet: Tweet): string {
  const written = String(tweet.full_text ?? tweet.text ?? '');
  return written.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** `Wed Oct 10 20:19:24 +0000 2018`: the ids from before November 2010 do not tell the time. */
function createdMs(written: unknown): number | null {
  const match = /^\w{3} (\w{3}) (\d\d) (\d\d:\d\d:\d\d) \+0000 (\d{4})$/.exec(String(written ?? ''));
  const month = 'JanFebMarAprMayJunJulAugSepOctNovDec'.indexOf(match?.[1] ?? '?') / 3 + 1;
  const ms = Date.parse(`${match?.[4]}-${String(month).padStart(2, '0')}-${match?.[2]}T${match?.[3]}Z`);
  return Number.isNaN(ms) ? null : ms;
}

function isObject(value: unknown): value is Tweet {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
