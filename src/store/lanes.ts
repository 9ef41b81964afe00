import type { Lane } from '../delivery/lane.ts';

/** What the queue is filled from. */
export interface LaneOperations {
  /** Lanes with something due that no worker is at, the one that has waited longest since it was due or had a turn first. */
  dueLanes(nowMs: number, limit: number): Promise<readonly DueLane[]>;
  /** The delivery of a lane that the worker goes on with now, as `dueDeliveries` orders them; `null` where it rests. */
  nextDue(lane: Lane, nowMs: number): Promise<string | null>;
}

export interface DueLane extends Lane {
  /** Since when its oldest delivery is due. */
  readonly sinceMs: number;
  /** About when it last had a turn; 0: never. */
  readonly turnMs: number;
}

export interface LeaseOperations {
  /** The lease, taken or renewed; `null` while another owner holds it. The fence rises with every change of owner. */
  takeLease(name: string, owner: string, nowMs: number, forMs: number): Promise<Lease | null>;
  /** Gives it back, so that another need not wait for its end. */
  dropLease(lease: Lease): Promise<void>;
}

export interface Lease {
  readonly name: string;
  readonly owner: string;
  readonly fence: number;
  readonly untilMs: number;
}
