import { countIn, idIn, type JsonObject, objectIn, objectsIn, textIn } from '../../json.ts';
import type { Hindrance } from '../../publisher.ts';
import type { ReadText } from './likeness.ts';
import { asked, hindrance, type XParts } from './parts.ts';
import { timeOf } from './snowflake.ts';

/** A post of the account's own, read back. */
export interface OwnPost extends ReadText {
  readonly id: string;
  /** When it appeared. */
  readonly atMs: number;
  /** The post it replies to; `null`: none. */
  readonly parentId: string | null;
  /** `public_metrics`; empty where it was not asked for. */
  readonly metrics: JsonObject;
  /** `non_public_metrics`; empty where it was not asked for, or is refused. */
  readonly privateMetrics: JsonObject;
}

export type Reading =
  | {
      readonly kind: 'read';
      /** The newest first. */
      readonly posts: readonly OwnPost[];
      /** Why a post that is not among them may be there all the same; `null`: it is not there. */
      readonly doubt: string | null;
      /** Whether X refuses fields that were asked for, and tells the others. */
      readonly isFieldRefused: boolean;
    }
  | Unreadable;

export interface Unreadable {
  readonly kind: 'unreadable';
  readonly why: string;
  readonly hindrance: Hindrance;
  /** HTTP status of a refusal; `null`: there was no answer. */
  readonly status: number | null;
}

/** Which posts are wanted: those with ids between two, both excluded. */
export interface Wanted {
  readonly sinceId: string;
  readonly untilId?: string;
  readonly fields: readonly string[];
  readonly excludesReposts?: boolean;
}

/** Answers of 100 posts that are read at most for one question. */
const MOST_PAGES = 5;

/**
 * GET /2/users/:id/tweets: by far the cheapest way to the account's own posts. Charged for each post that comes.
 */
export async function readTimeline(parts: XParts, wanted: Wanted): Promise<Reading> {
  const me = await parts.whoAmI();
  if (me.kind !== 'known') return { kind: 'unreadable', why: me.why, hindrance: me, status: null };
  const posts: OwnPost[] = [];
  let token = '';
  let isFieldRefused = false;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await readPage(parts, me.identity.id, queryOf(wanted, token));
    if (answer.kind === 'unreadable') return answer;
    posts.push(...answer.posts);
    token = answer.next;
    isFieldRefused ||= answer.isFieldRefused;
    if (!answer.isWhole) return { kind: 'read', posts, doubt: "X's answer was not complete", isFieldRefused };
    if (token === '') return { kind: 'read', posts, doubt: null, isFieldRefused };
  }
  return { kind: 'read', posts, doubt: `there are more than ${posts.length} posts since`, isFieldRefused };
}

interface Page extends Pick<Extract<Reading, { kind: 'read' }>, 'kind' | 'posts' | 'isFieldRefused'> {
  readonly isWhole: boolean;
  readonly next: string;
}

async function readPage(
  parts: XParts,
  user: string,
  query: Readonly<Record<string, string>>,
): Promise<Page | Unreadable> {
  const reply = await parts.send({ method: 'GET', path: `users/${user}/tweets`, query });
  if (reply.kind !== 'success') {
    const hindered = hindrance(reply, asked(`@${parts.handle}'s own posts`, parts.nowMs()));
    const status = reply.kind === 'refusal' ? reply.problem.status : null;
    return { kind: 'unreadable', why: hindered.why, hindrance: hindered, status };
  }
  const posts = postsIn(reply.body);
  parts.charges.ownedReads(posts.map(({ id }) => id));
  const meta = objectIn(reply.body, 'meta');
  const errors = objectsIn(reply.body, 'errors');
  const isWhole = countIn(meta, 'result_count') === posts.length && errors.length === 0;
  return {
    ...{ kind: 'read', posts, isWhole, next: textIn(meta, 'next_token') },
    isFieldRefused: errors.some((error) => problemType(error) === 'not-authorized-for-field'),
  };
}

/** Last segment of a problem's type, which comes with different hosts; empty where there is none. */
export function problemType(problem: JsonObject): string {
  return textIn(problem, 'type').split('/').at(-1) ?? '';
}

function queryOf({ sinceId, untilId, fields, excludesReposts }: Wanted, token: string): Record<string, string> {
  return {
    max_results: '100',
    since_id: sinceId,
    ...(untilId === undefined ? {} : { until_id: untilId }),
    ...(excludesReposts === true ? { exclude: 'retweets' } : {}),
    ...(token === '' ? {} : { pagination_token: token }),
    'tweet.fields': fields.join(','),
  };
}

/** The posts of an answer, in either spelling of its fields (X's OpenAPI 2.166 and 2.167 differ). */
export function postsIn(body: unknown): readonly OwnPost[] {
  return objectsIn(body, 'data').flatMap((post) => {
    const id = idIn(post, 'id');
    return id === null ? [] : [ownPost(id, post)];
  });
}

function ownPost(id: string, post: JsonObject): OwnPost {
  const references = objectsIn(post, 'referenced_tweets', 'referenced_posts');
  const parent = references.find(({ type }) => type === 'replied_to');
  return {
    id,
    atMs: timeOf(id),
    text: textIn(post, 'text'),
    links: linksIn(post),
    parentId: parent === undefined ? null : idIn(parent, 'id'),
    metrics: objectIn(post, 'public_metrics'),
    privateMetrics: objectIn(post, 'non_public_metrics'),
  };
}

function linksIn(post: JsonObject): OwnPost['links'] {
  return objectsIn(objectIn(post, 'entities'), 'urls').map((url) => {
    const target = textIn(url, 'expanded_url');
    return {
      short: textIn(url, 'url'),
      target,
      isMedia: 'media_key' in url || /\/status\/\d+\/(?:photo|video)\/\d+$/.test(target),
    };
  });
}
