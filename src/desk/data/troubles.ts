import type { Delivery } from '../../delivery/delivery.ts';
import { isStuck } from '../../delivery/half.ts';
import type { DeskParts } from '../parts.ts';

/** What keeps Spool from its work beyond single deliveries, and only the author can mend. */
export interface Troubles {
  /** Live accounts that the platform did not let in when the worker last tried, with what it said. */
  readonly refused: readonly { readonly account: string; readonly why: string }[];
  /** Threads that followers see stop half-way, without progress for as long as `waiting.alarm` says. */
  readonly halves: readonly Delivery[];
  /** What is wrong with the configuration as it stands in the file, while the last good one goes on; `null`: nothing. */
  readonly brokenConfig: string | null;
  /** Live accounts whose secrets are not all set. */
  readonly unready: readonly string[];
}

export async function troublesOf(parts: DeskParts): Promise<Troubles> {
  const { store, config, clock, live } = parts;
  const { accounts, timing } = config();
  const liveOnes = accounts.filter((account) => account.live);
  const stopped = await store.deliveriesIn(['needs-author', 'failed'], MOST_LOOKED_AT);
  const halves = await store.begunDeliveries();
  return {
    refused: liveOnes.flatMap(({ id }) => {
      const last = stopped.find((delivery) => delivery.account === id && delivery.live);
      return last?.why && OF_SIGNING_IN.test(last.why) ? [{ account: id, why: last.why }] : [];
    }),
    halves: halves.filter((delivery) => isStuck(delivery, clock.nowMs(), timing.alarmMs)),
    brokenConfig: brokenConfig(live.last('config-broken'), live.last('config-changed')),
    unready: liveOnes.filter((account) => parts.secrets(account).some(({ isSet }) => !isSet)).map(({ id }) => id),
  };
}

const MOST_LOOKED_AT = 50;

/** How the platforms' adapters speak of secrets that are not taken. */
const OF_SIGNING_IN = /\b(?:access token|app password|secrets is wrong)\b/i;

type Told = { readonly id: number; readonly words: string } | null;

function brokenConfig(broken: Told, changed: Told): string | null {
  return broken === null || (changed !== null && changed.id > broken.id) ? null : broken.words;
}
