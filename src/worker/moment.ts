import type { Account, Schedule } from '../config/config.ts';
import { lastStartMs } from '../schedule/lateness.ts';
import { manners } from '../schedule/manners.ts';
import { type Slot, slotFromKey } from '../schedule/slots.ts';
import type { Choices } from './choices.ts';

/** When a slot's thread begins on an account, and why not at the slot's own instant; or why it does not go at all. */
export type Moment = { readonly startMs: number; readonly why: string | null } | { readonly blocked: string };

/**
 * The account's manners, asked about a slot: a thread that they put off goes as soon as they let it, unless that is later
 * than its schedule lets a slot be.
 * @param except the delivery that was made for the slot beforehand, if any: it does not keep itself away
 */
export function momentFor(
  { schedule, slot, choices }: { readonly schedule: Schedule; readonly slot: Slot; readonly choices: Choices },
  account: Account,
  nowMs: number,
  except: string | null = null,
): Moment {
  const settings = { ...account.manners, jitterMs: schedule.jitterMs };
  const answer = manners(slot, settings, choices.threads(account.id, except), nowMs);
  if ('allowedAtMs' in answer) return { startMs: answer.allowedAtMs, why: null };
  const { untilMs } = answer;
  const blocked = answer.blocked + (settings.zone === schedule.timezone ? '' : ` (${settings.zone})`);
  if (untilMs === null || untilMs > lastStartMs(slot, schedule.missed, schedule.jitterMs)) return { blocked };
  return { startMs: untilMs, why: blocked };
}

/** Whether what is scheduled there waits for the author. */
export function wantsApproval(schedule: Schedule | undefined, account: Account | undefined): boolean {
  return schedule?.approve === true || account?.approve === true;
}

/** What a schedule that is gone allowed, as far as anybody can tell. */
const FORMER = { missed: { withinMs: 3_600_000, then: 'latest' }, jitterMs: 0 } as const;

/** The slot a delivery was made for, by the time zone data of now, and the last instant at which it may begin. */
export function slotOfDelivery(
  key: string,
  schedule: Pick<Schedule, 'missed' | 'jitterMs'> = FORMER,
): { readonly slot: Slot; readonly lastMs: number } {
  const slot = slotFromKey(key, 'the store');
  return { slot, lastMs: lastStartMs(slot, schedule.missed, schedule.jitterMs) };
}
