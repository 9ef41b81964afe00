import twitter from 'twitter-text';
import { nonPublicMetrics, organicMetrics, privateFields, privateFor, publicMetrics } from './metrics.ts';
import type { XPost } from './posts.ts';
import type { Wanted } from './query.ts';
import { type Call, problemType, spelled, spellingOf } from './state.ts';

/** A post as a read returns it. */
type PostView = Record<string, unknown>;

/** Posts with what belongs to them, and the refusals that go with an otherwise good answer. */
export interface Answered {
  readonly data: PostView[];
  readonly includes: Record<string, object[]>;
  readonly errors: object[];
}

/** Builds the posts of an answer; a post whose private metrics are refused is left out (or its fields are). */
export function showPosts(call: Call, posts: readonly XPost[], wanted: Wanted, parameter: string): Answered {
  const data: PostView[] = [];
  const errors: object[] = [];
  for (const post of posts) {
    const refused = refusedGroups(call, post, wanted);
    for (const group of refused) errors.push(...refusals(call, post, group, parameter));
    const shown = refused.length === 0 || call.state.settings.refusedMetrics === 'fields';
    if (shown) data.push(showPost(call, post, wanted));
  }
  return { data, includes: includesOf(call, posts, wanted), errors };
}

export function mayReadPrivate({ account, now }: Call, post: XPost): boolean {
  return post.authorId === account.id && now - post.at <= privateFor;
}

function refusedGroups(call: Call, post: XPost, wanted: Wanted): (keyof typeof privateFields)[] {
  if (mayReadPrivate(call, post)) return [];
  return (['non_public_metrics', 'organic_metrics'] as const).filter((group) => wanted.fields.has(group));
}

function refusals(call: Call, post: XPost, group: keyof typeof privateFields, parameter: string): object[] {
  return privateFields[group].map((name) => ({
    resource_type: 'tweet',
    field: `${group}.${name}`,
    parameter,
    resource_id: post.id,
    title: 'Field Authorization Error',
    section: 'data',
    detail: `Sorry, you are not authorized to access '${group}.${name}' on the Tweet with ${parameter} : [${post.id}].`,
    value: post.id,
    type: problemType(call, 'not-authorized-for-field'),
  }));
}

function showPost(call: Call, post: XPost, wanted: Wanted): PostView {
  const view: PostView = {
    id: post.id,
    text: shortened(post),
    [spelled(call, 'edit_history_tweet_ids')]: post.history,
  };
  for (const name of wanted.fields) {
    const value = field(call, post, name);
    if (value !== undefined) view[spelled(call, name)] = value;
  }
  if (wanted.expansions.has('author_id')) view.author_id = post.authorId;
  return view;
}

function field(call: Call, post: XPost, name: string): unknown {
  const { posts } = call.state;
  switch (name) {
    case 'author_id':
      return post.authorId;
    case 'created_at':
      return new Date(Math.floor(post.at / 1000) * 1000).toISOString();
    case 'conversation_id':
      return post.conversationId;
    case 'in_reply_to_user_id':
      return post.parentId === null ? undefined : posts.get(post.parentId)?.authorId;
    case 'referenced_tweets':
    case 'referenced_posts':
      return post.parentId === null ? undefined : [{ type: 'replied_to', id: post.parentId }];
    case 'entities':
      return Object.keys(post.rendered.entities).length === 0 ? undefined : post.rendered.entities;
    case 'attachments':
      return post.mediaIds.length === 0 ? undefined : { media_keys: mediaKeys(call, post) };
    case 'note_tweet':
    case 'note_post':
      return isLong(post) ? { text: post.rendered.text, entities: post.rendered.entities } : undefined;
    case 'public_metrics':
      return publicMetrics(post, call.now, posts.replies(post.id), spellingOf(call));
    case 'non_public_metrics':
      return mayReadPrivate(call, post) ? nonPublicMetrics(post, call.now, posts.replies(post.id)) : undefined;
    case 'organic_metrics':
      return mayReadPrivate(call, post)
        ? organicMetrics(post, call.now, posts.replies(post.id), spellingOf(call))
        : undefined;
    case 'lang':
      return 'en';
    case 'possibly_sensitive':
      return false;
    case 'reply_settings':
      return 'everyone';
    default:
      return undefined;
  }
}

/** Longer than a post of an ordinary account may be: only subscribers have such. */
function isLong({ text, rendered }: XPost): boolean {
  const mayBe = text.length > 140 || rendered.links > 0;
  return mayBe && twitter.parseTweet(text).weightedLength > 280;
}

/** A long post is cut where `text` is read, and whole in `note_tweet`. */
function shortened(post: XPost): string {
  return isLong(post) ? `${[...post.rendered.text].slice(0, 275).join('')}…` : post.rendered.text;
}

function mediaKeys({ state }: Call, post: XPost): string[] {
  return post.mediaIds.flatMap((id) => state.media.get(id)?.key ?? []);
}

function includesOf(call: Call, posts: readonly XPost[], wanted: Wanted): Record<string, object[]> {
  const asked = (...names: readonly string[]) => names.some((name) => wanted.expansions.has(name));
  const includes = {
    users: asked('author_id') ? authorsOf(call, posts) : [],
    [spelled(call, 'tweets')]: asked('referenced_tweets.id', 'referenced_posts') ? parentsOf(call, posts, wanted) : [],
    media: asked('attachments.media_keys') ? mediaOf(call, posts) : [],
  };
  return Object.fromEntries(Object.entries(includes).filter(([, values]) => values.length > 0));
}

function authorsOf({ state }: Call, posts: readonly XPost[]): object[] {
  const ids = new Set(posts.map((post) => post.authorId));
  const authors = state.settings.accounts.filter((account) => ids.has(account.id));
  return authors.map(({ id, name, username }) => ({ id, name, username }));
}

function parentsOf(call: Call, posts: readonly XPost[], wanted: Wanted): object[] {
  const ids = new Set(posts.flatMap((post) => post.parentId ?? []));
  const parents = [...ids].flatMap((id) => call.state.posts.visible(id, call.now) ?? []);
  return parents.map((parent) => showPost(call, parent, wanted));
}

function mediaOf({ state }: Call, posts: readonly XPost[]): object[] {
  const ids = posts.flatMap((post) => post.mediaIds);
  return ids.flatMap((id) => state.media.get(id)?.view() ?? []);
}
