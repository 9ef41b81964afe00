import type { Repliers } from '../../platform.ts';

/** app.bsky.feed.threadgate without what is known only when its thread goes out. */
export type Gate = {
  readonly $type: 'app.bsky.feed.threadgate';
  /** Who may reply; nobody where it is empty. At most five rules. */
  readonly allow: readonly { readonly $type: `app.bsky.feed.threadgate#${'mention' | 'follower' | 'following'}Rule` }[];
};

const RULES = { mentioned: 'mention', followers: 'follower', following: 'following' } as const;

/** The gate of a thread, for the payload of its first post; `null` where everyone may reply. */
export function gateOf(repliers: Repliers): Gate | null {
  if (repliers === 'everyone') return null;
  const groups = repliers === 'nobody' ? [] : repliers;
  return {
    $type: 'app.bsky.feed.threadgate',
    allow: groups.map((group) => ({ $type: `app.bsky.feed.threadgate#${RULES[group]}Rule` }) as const),
  };
}
