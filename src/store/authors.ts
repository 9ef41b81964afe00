/** What was known of the clocks. */
export interface FaultyAuthorOperations {
  /** These, and no others, have settings that cannot be used; `sinceMs` of one whose reason is the same stays. */
  noteFaultyAuthors(faulty: readonly FaultyAuthorNote[]): Promise<void>;
  /** As they were last noted, by author. */
  faultyAuthors(): Promise<readonly FaultyAuthorNote[]>;
}

/** An author whose settings the worker cannot use. */
export interface FaultyAuthorNote {
  readonly author: string;
  /** In words, without a final stop. */
  readonly why: string;
  /** `true`: the last good settings go on. `false`: nothing of the author's is done. */
  readonly goesOn: boolean;
  readonly sinceMs: number;
}
