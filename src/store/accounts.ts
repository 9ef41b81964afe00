export interface PauseOperations {
  /** Nothing is sent for this account, or for any with `*`, until it is resumed. */
  pause(account: string, atMs: number): Promise<void>;
  resume(account: string): Promise<void>;
  /** Accounts that are paused, `*` among them where all are. */
  pausedAccounts(): Promise<ReadonlySet<string>>;
}

/** What the adapter of an account keeps beyond its process, by account id. */
export interface AccountOperations {
  recall(account: string, key: string): Promise<string | null>;
  /** `null` forgets. */
  remember(account: string, key: string, text: string | null): Promise<void>;
  /** Notes units of a limit that were used up. */
  spendUnits(account: string, atMs: number, units: number): Promise<void>;
  /** Units used at or after this instant. */
  spentUnits(account: string, sinceMs: number): Promise<number>;
}

export interface HandleOperations {
  /** Permanent identifiers of handles that have been resolved, by handle. */
  resolvedHandles(): Promise<Readonly<Record<string, string>>>;
  keepResolved(handle: string, did: string, atMs: number): Promise<void>;
}
