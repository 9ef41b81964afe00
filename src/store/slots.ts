import type { Change, NewDelivery } from './deliveries.ts';

export interface SlotOperations {
  /**
   * Notes that schedules exist, and whether any of their accounts is live; answers what is known of them, by id. Under
   * another definition (cron and zone) one begins anew: what it would have asked for in the past was never scheduled.
   */
  seeSchedules(schedules: readonly ScheduleSight[], nowMs: number): Promise<ReadonlyMap<string, SeenSchedule>>;
  /** Ids of every schedule ever seen, retired ones too. */
  scheduleIds(): Promise<readonly string[]>;
  /** These begin anew when they come back: nothing was owed while they were away. */
  retireSchedules(ids: readonly string[]): Promise<void>;
  /** What is known of a schedule, without noting anything; `null` for one never seen. */
  seenSchedule(id: string): Promise<SeenSchedule | null>;
  /** Keys of a schedule's slots after this instant that have been decided. */
  decidedSlots(schedule: string, afterMs: number): Promise<ReadonlySet<string>>;
  /**
   * Decides a slot once, together with the deliveries it makes. `false`, and nothing written, where it was decided
   * before. A delivery that exists already (same article, account, mode and occasion) is left out. `moves` are what the
   * decision means for deliveries that were made for the slot beforehand; one that has begun stays as it is. Of a missed
   * slot all of them are missed.
   */
  decideSlot(slot: DecidedSlot, deliveries: readonly NewDelivery[], moves?: readonly Move[]): Promise<boolean>;
  /** By schedule: all slots up to then have been decided, none before is ever looked at again. Never moves back. */
  advanceSchedules(marks: ReadonlyMap<string, number>): Promise<void>;
  /** The newest decisions first. */
  slots(limit: number): Promise<readonly DecidedSlot[]>;
}

export interface ScheduleSight {
  readonly id: string;
  /** `0 9 * * 1-5 Europe/London` */
  readonly definition: string;
  readonly live: boolean;
}

export interface SeenSchedule {
  readonly firstSeenMs: number;
  /** `null` until one of its accounts is live. */
  readonly firstLiveMs: number | null;
  /** Every slot up to here has been decided. */
  readonly decidedMs: number;
}

export interface DecidedSlot {
  readonly schedule: string;
  /** `weekday-mornings@2026-11-24T09:00[Europe/London]` */
  readonly key: string;
  readonly slotMs: number;
  /** `served` made deliveries, `empty` found nothing to publish, `missed` came too late. */
  readonly outcome: 'served' | 'empty' | 'missed';
  readonly why: string | null;
  readonly decidedMs: number;
}

export interface Move {
  readonly delivery: string;
  readonly change: Change;
}
