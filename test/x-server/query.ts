import { invalid, Refusal } from './problems.ts';
import type { Call } from './state.ts';

/** Names of post fields in either spelling; those the stand-in has no data for are accepted and never returned. */
const postFields = new Set(
  (
    'article article_title attachments author_id card_uri community_id context_annotations conversation_id created_at ' +
    'display_text_range edit_controls edit_history_tweet_ids edit_history_post_ids entities geo id in_reply_to_user_id ' +
    'lang media_metadata non_public_metrics note_tweet note_post organic_metrics paid_partnership possibly_sensitive ' +
    'promoted_metrics public_metrics referenced_tweets referenced_posts reply_settings scopes source text withheld'
  ).split(' '),
);

const expansions = new Set(
  (
    'attachments.media_keys attachments.poll_ids author_id edit_history_tweet_ids edit_history_post_ids ' +
    'entities.mentions.username geo.place_id in_reply_to_user_id referenced_tweets.id referenced_tweets.id.author_id ' +
    'referenced_posts'
  ).split(' '),
);

const always = [
  'tweet.fields',
  'post.fields',
  'expansions',
  'user.fields',
  'media.fields',
  'poll.fields',
  'place.fields',
];

export interface Wanted {
  readonly fields: ReadonlySet<string>;
  readonly expansions: ReadonlySet<string>;
}

/** What the client wants to see of posts. Unknown parameters, fields and expansions are refused with 400. */
export function wantedOf(call: Call, parameters: readonly string[]): Wanted {
  checkNames(call, [...always, ...parameters]);
  const fields = [...list(call, 'tweet.fields', postFields), ...list(call, 'post.fields', postFields)];
  return { fields: new Set(fields), expansions: new Set(list(call, 'expansions', expansions)) };
}

function checkNames({ request }: Call, allowed: readonly string[]): void {
  for (const [name, value] of request.query) {
    if (allowed.includes(name)) continue;
    const message = `The query parameter [${name}] is not one of [${[...allowed].sort().join(',')}]`;
    throw new Refusal(invalid(name, value, message));
  }
}

function list({ request }: Call, name: string, allowed: ReadonlySet<string>): string[] {
  const values = (request.query.get(name) ?? '').split(',').filter((value) => value !== '');
  const stranger = values.find((value) => !allowed.has(value));
  if (stranger === undefined) return values;
  const message = `The \`${name}\` query parameter value [${stranger}] is not one of [${[...allowed].sort().join(',')}]`;
  throw new Refusal(invalid(name, stranger, message));
}

/** A whole number between two bounds. */
export function countParameter({ request }: Call, name: string, least: number, most: number, preset: number): number {
  const text = request.query.get(name);
  if (text === null) return preset;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Refusal(
    invalid(name, text, `The \`${name}\` query parameter value [${text}] is not between ${least} and ${most}`),
  );
}

/** `YYYY-MM-DDTHH:mm:ssZ` as milliseconds, or null where it is not given. */
export function timeParameter({ request }: Call, name: string): number | null {
  const text = request.query.get(name);
  if (text === null) return null;
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new Refusal(
    invalid(name, text, `The \`${name}\` query parameter value [${text}] is not a valid RFC3339 date-time`),
  );
}
