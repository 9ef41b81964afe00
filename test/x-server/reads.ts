import type { XPost } from './posts.ts';
import { invalid, Refusal } from './problems.ts';
import { countParameter, timeParameter, type Wanted, wantedOf } from './query.ts';
import { idParameter, success, type XAnswer } from './request.ts';
import { compareIds } from './snowflake.ts';
import { type Call, charge, problemType, spelled } from './state.ts';
import { type Answered, mayReadPrivate, showPosts } from './view.ts';

/** The timeline goes back 3,200 posts, or 800 where replies are left out. */
const [reach, reachWithoutReplies] = [3200, 800];

/** GET /2/tweets: posts that are not there come back as errors of a good answer. */
export function lookupPosts(call: Call): XAnswer {
  const wanted = wantedOf(call, ['ids']);
  const ids = (call.request.query.get('ids') ?? '').split(',').map((id) => idParameter('ids', id));
  if (ids.length > 100) {
    throw new Refusal(
      invalid('ids', String(ids.length), `The \`ids\` query parameter must not have more than 100 values`),
    );
  }
  const shown = show(call, [...new Set(ids)], wanted, 'ids');
  return success(200, envelope(shown.data.length === 0 ? undefined : shown.data, shown));
}

/** GET /2/tweets/:id */
export function lookupPost(call: Call): XAnswer {
  const wanted = wantedOf(call, []);
  const shown = show(call, [idParameter('id', call.id)], wanted, 'id');
  return success(200, envelope(shown.data[0], shown));
}

function show(call: Call, ids: readonly string[], wanted: Wanted, parameter: string): Answered {
  const found = ids.flatMap((id) => call.state.posts.visible(id, call.now) ?? []);
  const missing = ids.filter((id) => !found.some((post) => post.id === id));
  const shown = showPosts(call, found, wanted, parameter);
  for (const post of shown.data) charge(call, 'post read', String(post.id));
  return { ...shown, errors: [...missing.map((id) => notFound(call, id, parameter, 'tweet')), ...shown.errors] };
}

function notFound(call: Call, id: string, parameter: string, kind: 'tweet' | 'user'): object {
  return {
    value: id,
    detail: `Could not find ${kind} with ${parameter}: [${id}].`,
    title: 'Not Found Error',
    resource_type: kind,
    parameter,
    resource_id: id,
    type: problemType(call, 'resource-not-found'),
  };
}

function envelope(data: unknown, { includes, errors }: Answered): object {
  return {
    ...(data === undefined ? {} : { data }),
    ...(Object.keys(includes).length > 0 ? { includes } : {}),
    ...(errors.length > 0 ? { errors } : {}),
  };
}

const timelineParameters = [
  'id',
  'max_results',
  'since_id',
  'until_id',
  'start_time',
  'end_time',
  'pagination_token',
  'exclude',
];

/** GET /2/users/:id/tweets: the newest first; each post returned is charged, an empty answer costs nothing. */
export function readTimeline(call: Call): XAnswer {
  const wanted = wantedOf(call, timelineParameters);
  const { state, account, now } = call;
  const userId = idParameter('id', call.id);
  if (!state.settings.accounts.some((one) => one.id === userId))
    return success(200, { errors: [notFound(call, userId, 'id', 'user')] });
  const limit = countParameter(call, 'max_results', 5, 100, 10);
  const before = pageStart(call);
  const matching = state.posts.timeline(userId, now).filter(timelineFilter(call, wanted));
  const rest = matching.filter((post) => before === null || compareIds(post.id, before) < 0);
  const page = rest.slice(0, limit);
  const price = userId === account.id && account.ownsApp ? 'owned read' : 'post read';
  for (const post of page) charge(call, price, post.id);
  const shown = showPosts(call, page, wanted, 'id');
  const last = rest.length > limit ? page.at(-1) : undefined;
  return success(200, {
    ...envelope(page.length === 0 ? undefined : shown.data, shown),
    meta: metaOf(page, last),
  });
}

/** Which posts a client's parameters leave; asking for private metrics leaves those of the last 30 days. */
function timelineFilter(call: Call, wanted: Wanted): (post: XPost, index: number) => boolean {
  const { query } = call.request;
  const since = query.has('since_id') ? idParameter('since_id', query.get('since_id')) : null;
  const until = query.has('until_id') ? idParameter('until_id', query.get('until_id')) : null;
  const [start, end] = [timeParameter(call, 'start_time'), timeParameter(call, 'end_time')];
  const exclude = excluded(call);
  const privately = wanted.fields.has('non_public_metrics') || wanted.fields.has('organic_metrics');
  return (post, index) =>
    index < (exclude.includes('replies') ? reachWithoutReplies : reach) &&
    (since === null || compareIds(post.id, since) > 0) &&
    (until === null || compareIds(post.id, until) < 0) &&
    (start === null || post.at >= start) &&
    (end === null || post.at < end) &&
    !(exclude.includes('replies') && post.parentId !== null) &&
    (!privately || mayReadPrivate(call, post));
}

function excluded({ request }: Call): string[] {
  const values = (request.query.get('exclude') ?? '').split(',').filter((value) => value !== '');
  const stranger = values.find((value) => value !== 'replies' && value !== 'retweets');
  if (stranger === undefined) return values;
  const message = `The \`exclude\` query parameter value [${stranger}] is not one of [replies,retweets]`;
  throw new Refusal(invalid('exclude', stranger, message));
}

/** A page begins below the id that its token carries. */
function pageStart({ request }: Call): string | null {
  const token = request.query.get('pagination_token');
  if (token === null) return null;
  const id = Buffer.from(token, 'base64url').toString();
  if (/^[0-9]{1,19}$/.test(id)) return id;
  throw new Refusal(
    invalid('pagination_token', token, `The \`pagination_token\` query parameter value [${token}] is not valid`),
  );
}

function metaOf(page: readonly XPost[], last: XPost | undefined): object {
  const [newest, oldest] = [page[0], page.at(-1)];
  return {
    result_count: page.length,
    ...(newest ? { newest_id: newest.id } : {}),
    ...(oldest ? { oldest_id: oldest.id } : {}),
    ...(last ? { next_token: Buffer.from(last.id).toString('base64url') } : {}),
  };
}

/** GET /2/users/me */
export function readMe(call: Call): XAnswer {
  const { account, state } = call;
  charge(call, 'user read', account.id);
  const { id, name, username, premium } = account;
  const own = state.posts.truth.filter((post) => post.authorId === id && post.deletedAt === null).length;
  const extra: Record<string, unknown> = {
    public_metrics: { followers_count: 1, following_count: 1, [spelled(call, 'tweet_count')]: own, listed_count: 0 },
    verified: premium,
    verified_type: premium ? 'blue' : 'none',
    protected: false,
  };
  const wanted = (call.request.query.get('user.fields') ?? '')
    .split(',')
    .filter((field) => Object.hasOwn(extra, field));
  return success(200, {
    data: { id, name, username, ...Object.fromEntries(wanted.map((field) => [field, extra[field]])) },
  });
}
