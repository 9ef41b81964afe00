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
  readonly replies: number | null;
  readonly quotes: number | null;
  readonly bookmarks: number | null;
}
