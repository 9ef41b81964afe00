import type { XPost } from './posts.ts';
import type { Spelling } from './settings.ts';

/** A number, or what it is at a given age of the post in milliseconds. */
export type Count = number | ((ageMs: number) => number);

/** What a test sets of a post; what it does not set is 0. Replies really written are counted on top of `replies`. */
export interface Metrics {
  impressions: Count;
  likes: Count;
  reposts: Count;
  replies: Count;
  quotes: Count;
  bookmarks: Count;
  urlClicks: Count;
  profileClicks: Count;
}

/** The author sees these of their own posts for 30 days only. */
export const privateFor = 30 * 24 * 3_600_000;

type Counts = Readonly<Record<string, number>>;

export function publicMetrics(post: XPost, now: number, written: number, spelling: Spelling): Counts {
  const count = counter(post, now);
  return {
    [spelling === 'old' ? 'retweet_count' : 'repost_count']: count('reposts'),
    reply_count: count('replies') + written,
    like_count: count('likes'),
    quote_count: count('quotes'),
    bookmark_count: count('bookmarks'),
    impression_count: count('impressions'),
  };
}

export function nonPublicMetrics(post: XPost, now: number, written: number): Counts {
  const count = counter(post, now);
  const engagements =
    written +
    (['likes', 'reposts', 'replies', 'quotes', 'bookmarks', 'urlClicks', 'profileClicks'] as const).reduce(
      (sum, name) => sum + count(name),
      0,
    );
  return {
    impression_count: count('impressions'),
    url_link_clicks: count('urlClicks'),
    user_profile_clicks: count('profileClicks'),
    engagements,
  };
}

export function organicMetrics(post: XPost, now: number, written: number, spelling: Spelling): Counts {
  const count = counter(post, now);
  return {
    impression_count: count('impressions'),
    like_count: count('likes'),
    reply_count: count('replies') + written,
    [spelling === 'old' ? 'retweet_count' : 'repost_count']: count('reposts'),
    url_link_clicks: count('urlClicks'),
    user_profile_clicks: count('profileClicks'),
  };
}

/** Names of the fields inside a private group, as the refusals list them. */
export const privateFields = {
  non_public_metrics: ['impression_count', 'url_link_clicks', 'user_profile_clicks', 'engagements'],
  organic_metrics: [
    'impression_count',
    'like_count',
    'reply_count',
    'retweet_count',
    'url_link_clicks',
    'user_profile_clicks',
  ],
} as const;

function counter(post: XPost, now: number): (name: keyof Metrics) => number {
  return (name) => {
    const value = post.metrics[name] ?? 0;
    return typeof value === 'number' ? value : Math.max(0, Math.floor(value(now - post.at)));
  };
}
