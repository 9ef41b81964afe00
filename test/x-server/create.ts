import type { XPost } from './posts.ts';
import { invalid, problems, Refusal } from './problems.ts';
import { isObject, type JsonObject, jsonBody, success, type XAnswer } from './request.ts';
import { type Call, charge, spelled } from './state.ts';
import { checkText, normalise } from './text.ts';

type Check = (value: unknown) => boolean;
const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const object: Check = isObject;

/** CreatePostsRequest of OpenAPI 2.167; a field that is not here is refused. */
const bodyFields: Readonly<Record<string, Check>> = {
  text,
  card_uri: text,
  community_id: text,
  direct_message_deep_link: text,
  edit_options: object,
  for_super_followers_only: flag,
  geo: object,
  made_with_ai: flag,
  media: object,
  nullcast: flag,
  paid_partnership: flag,
  poll: object,
  quote_tweet_id: text,
  reply: object,
  reply_settings: (value) => ['following', 'mentionedUsers', 'subscribers', 'verified'].includes(String(value)),
  share_with_followers: flag,
};

/** POST /2/tweets */
export function createPost(call: Call): XAnswer {
  const body = jsonBody(call.request);
  checkBody(body);
  const media = mediaOf(call, body);
  const content = normalise(typeof body.text === 'string' ? body.text : '');
  const empty = content === '' && media.length === 0;
  if (empty) throw new Refusal(invalid('text', '', 'text is required unless media is provided'));
  if (body.quote_tweet_id !== undefined) throw new Refusal(problems.notSummoned);
  const parent = parentOf(call, body);
  checkText(content, call.account.premium, call.state.settings);
  if (isRefusedCopy(call, content)) throw new Refusal(problems.duplicate);
  return answer(call, commit(call, content, parent, media));
}

function checkBody(body: JsonObject): void {
  for (const [name, value] of Object.entries(body)) {
    const check = Object.hasOwn(bodyFields, name) ? bodyFields[name] : undefined;
    if (check?.(value)) continue;
    const reason = check
      ? `${typeof value} found, another type expected`
      : 'is not defined in the schema and the schema does not allow additional properties';
    throw new Refusal(invalid(name, String(value), `$.${name}: ${reason}`));
  }
}

type Medium = { readonly id: string; readonly key: string };

/** Only finished uploads of one's own are accepted: up to four images, or one GIF or video. */
function mediaOf({ state, account, now }: Call, body: JsonObject): readonly Medium[] {
  if (!isObject(body.media)) return [];
  const ids = body.media.media_ids;
  if (!Array.isArray(ids) || ids.length < 1 || ids.length > 4) {
    throw new Refusal(
      invalid('media.media_ids', String(ids), '$.media.media_ids: there must be 1 to 4 items in the array'),
    );
  }
  const found = ids.map((id) => (typeof id === 'string' ? state.media.usable(id, account.id, now) : undefined));
  const whole = found.filter((one) => one !== undefined);
  const single = whole.some((one) => one.category !== 'tweet_image');
  if (whole.length < ids.length || (single && ids.length > 1)) {
    throw new Refusal(invalid('media.media_ids', ids.map(String).join(','), 'Your media IDs are invalid.'));
  }
  return whole;
}

/** The post replied to: it must be there, old enough, and by the author or by somebody who mentioned them. */
function parentOf({ state, account, now }: Call, body: JsonObject): XPost | null {
  if (!isObject(body.reply)) return null;
  const id = body.reply.in_reply_to_tweet_id;
  if (typeof id !== 'string') {
    throw new Refusal(
      invalid('reply.in_reply_to_tweet_id', String(id), '$.reply.in_reply_to_tweet_id: is missing but it is required'),
    );
  }
  const parent = state.posts.get(id);
  if (!parent || parent.deletedAt !== null || parent.replyableAt > now) throw new Refusal(problems.parentGone);
  const own = parent.authorId === account.id;
  const summoned = parent.rendered.entities.mentions?.some(
    (one) => one.username.toLowerCase() === account.username.toLowerCase(),
  );
  if (own ? state.settings.selfReplies === 'refused' : !summoned) throw new Refusal(problems.notSummoned);
  return parent;
}

/** The filter compares texts alone, so that two equal posts inside one thread collide as well. */
function isRefusedCopy({ state, account, now }: Call, content: string): boolean {
  const { duplicates, duplicateWindowMs, duplicateLeak } = state.settings;
  if (duplicates === 'off' || content === '') return false;
  const copy = state.posts.truth.findLast(
    (post) =>
      post.authorId === account.id &&
      post.text === content &&
      post.deletedAt === null &&
      now - post.at < duplicateWindowMs,
  );
  return copy !== undefined && !(duplicates === 'leaky' && state.random() < duplicateLeak);
}

function commit(call: Call, content: string, parent: XPost | null, media: readonly Medium[]): XPost {
  const { state, account, now } = call;
  const { id: authorId, username } = account;
  const post = { authorId, username, text: content, parentId: parent?.id ?? null, media };
  const committed = state.posts.commit(post, now, state.settings, state.random);
  charge(call, committed.rendered.links > 0 ? 'post with URL' : 'post', committed.id);
  return committed;
}

function answer(call: Call, { id, rendered, history }: XPost): XAnswer {
  const data = { id, text: rendered.text, [spelled(call, 'edit_history_tweet_ids')]: history };
  return success(201, { data }, { location: `https://api.x.com/2/tweets/${id}` });
}
