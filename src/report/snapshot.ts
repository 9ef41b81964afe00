/** The numbers of one post at one instant, as read. `null`: the platform reports no such number. */
export interface Snapshot {
  /** Index of the post in its thread, from 0. */
  readonly index: number;
  readonly atMs: number;
  /** Since this post appeared. */
  readonly ageMs: number;
  /** Where it was read: `rehearsal`, `x`, `bluesky`, `import`. */
  readonly source: string;
  readonly impressions: number | null;
  readonly likes: number | null;
  readonly reposts: number | null;
  /** By readers: the thread's own next post is none of them. */
  readonly replies: number | null;
  readonly quotes: number | null;
  readonly bookmarks: number | null;
  /** Clicks on its links: private, and told to its author only, for a while. */
  readonly linkClicks: number | null;
  /** Clicks on the account's name or picture beside it: private likewise. */
  readonly profileClicks: number | null;
  /**
   * `true`: a tombstone. The platform said that the post is no longer there; its numbers are all `null`, and it is the
   * last of its post.
   */
  readonly gone: boolean;
}
