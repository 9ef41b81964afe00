/** Which workers share the store, whether they are alive, and what they are at. */
export interface HostOperations {
  /**
   * This worker has just looked at everything that was due. Those that have not for a day are forgotten, and so are the
   * longest silent beyond 200.
   */
  beat(host: Host, atMs: number): Promise<void>;
  /** It has stopped in order. */
  leave(owner: string, atMs: number): Promise<void>;
  /** The newest beat of any worker; `null` where none ever ran. */
  lastBeatMs(): Promise<number | null>;
  /** All that are not forgotten, the last seen first. */
  hosts(nowMs: number): Promise<readonly SeenHost[]>;
}

/** One worker process. */
export interface Host {
  /** As its leases name it. */
  readonly owner: string;
  /** Of the machine or the container. */
  readonly name: string;
  readonly pid: number;
  /** Of the program. */
  readonly version: string;
  readonly startedMs: number;
}

export interface SeenHost extends Host {
  /** Its newest beat. */
  readonly seenMs: number;
  /** When it stopped in order; `null`: it did not. */
  readonly leftMs: number | null;
  /** What it holds now, in order. */
  readonly leases: readonly HostLease[];
}

export interface HostLease {
  /** Of a lane, `x/live`, or of another piece of work. */
  readonly name: string;
  /** A request to send is on its way, or its outcome has not been noted. */
  readonly isSending: boolean;
}
