import { describeFaulty } from '../../config/authors.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import { isStuck } from '../../delivery/half.ts';
import type { Store } from '../../store.ts';
import type { DeskParts } from '../parts.ts';

/** What keeps Spool from its work beyond single deliveries, and only the author can mend. */
export interface Troubles {
  /** Live accounts that the platform did not let in when the worker last tried to publish, with what it said. */
  readonly refused: readonly { readonly account: string; readonly why: string }[];
  /** Threads that followers see stop half-way, without progress for as long as `waiting.alarm` says. */
  readonly halves: readonly Delivery[];
  /** What is wrong with the configuration as it stands in the file, while the last good one goes on; `null`: nothing. */
  readonly brokenConfig: string | null;
  /** Authors whose files cannot be used as they stand, in words. */
  readonly faulty: readonly string[];
  /** Live accounts whose secrets are not all set. */
  readonly unready: readonly string[];
}

export async function troublesOf(parts: DeskParts): Promise<Troubles> {
  const { store, config, clock, live } = parts;
  const { accounts, timing, faulty } = config();
  const liveOnes = accounts.filter((account) => account.live);
  const halves = await store.begunDeliveries(clock.nowMs() - timing.alarmMs);
  return {
    refused: await refused(
      store,
      liveOnes.map(({ id }) => id),
    ),
    halves: halves.filter((delivery) => isStuck(delivery, clock.nowMs(), timing.alarmMs)),
    brokenConfig: brokenConfig(live.last('config-broken'), live.last('config-changed')),
    faulty: faulty.map(describeFaulty),
    unready: liveOnes.filter((account) => parts.secrets(account).some(({ isSet }) => !isSet)).map(({ id }) => id),
  };
}

const MOST_LOOKED_AT = 50;

/** Of each account the last delivery that went out or was refused tells. */
async function refused(store: Store, accounts: readonly string[]): Promise<Troubles['refused']> {
  const stopped = await store.deliveriesIn(['needs-author', 'failed'], MOST_LOOKED_AT);
  const isOf = (account: string) => (each: Delivery) => each.live && each.account === account;
  const last = accounts.flatMap((account) => stopped.find(isOf(account)) ?? []);
  const suspects = last.filter(({ cause }) => cause !== null);
  if (suspects.length === 0) return [];
  const out = await store.deliveriesIn(['published'], MOST_LOOKED_AT);
  return suspects
    .filter(({ account, updatedMs }) => !out.some((each) => isOf(account)(each) && each.updatedMs > updatedMs))
    .map(({ account, why }) => ({ account, why: why ?? '' }));
}

type Told = { readonly id: number; readonly words: string } | null;

function brokenConfig(broken: Told, changed: Told): string | null {
  return broken === null || (changed !== null && changed.id > broken.id) ? null : broken.words;
}
