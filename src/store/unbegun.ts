import type { Delivery, State } from '../delivery/delivery.ts';
import type { NewDelivery } from './deliveries.ts';
import type { Move } from './slots.ts';

/** Deliveries of slots that nothing has been sent of: they can still be changed, moved and taken back. */
export interface UnbegunOperations {
  /** Held, planned or waiting, made by a slot, and without any attempt; by their slots. */
  unbegun(): Promise<readonly Delivery[]>;
  /** Everything that was made for a slot, whatever became of it. */
  deliveriesOfSlot(key: string): Promise<readonly SlotDelivery[]>;
  /** `false`, and nothing written, where it has begun or ended meanwhile. */
  moveUnbegun(move: Move): Promise<boolean>;
  /** Takes a delivery back as if it had never been, and puts another in its place. `false`, as above. */
  replaceUnbegun(id: string, by: NewDelivery | null): Promise<boolean>;
  /** Threads made since this instant that went out or may still, for keeping them apart. */
  threads(sinceMs: number): Promise<readonly ThreadTime[]>;
}

export type SlotDelivery = Pick<Delivery, 'id' | 'account' | 'live' | 'state'>;

export interface ThreadTime {
  readonly delivery: string;
  readonly account: string;
  readonly live: boolean;
  readonly title: string;
  readonly state: State;
  readonly schedule: string | null;
  /** When it began to go out, or may begin. */
  readonly atMs: number;
}
