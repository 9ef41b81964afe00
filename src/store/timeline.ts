export interface TimelineOperations {
  /** A rehearsal's post appears on the local timeline; the same again changes nothing. */
  showPost(post: TimelinePost): Promise<void>;
  /** The posts leave the timeline; where they are not on it, nothing changes. */
  hidePosts(delivery: string, indices: readonly number[]): Promise<void>;
  timelinePosts(delivery: string): Promise<readonly TimelinePost[]>;
  /** The newest threads first, each in order; counts one view for every post returned when `viewed`. */
  timeline(limit: number, viewed: boolean): Promise<readonly TimelinePost[]>;
}

export interface TimelinePost {
  readonly delivery: string;
  readonly account: string;
  readonly platform: string;
  readonly index: number;
  readonly text: string;
  readonly atMs: number;
  /** How often it has been shown, this time included. */
  readonly views: number;
}
