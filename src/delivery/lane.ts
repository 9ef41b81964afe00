import type { Delivery } from './delivery.ts';

/** One account in one mode: its deliveries go out one after the other. */
export type Lane = Pick<Delivery, 'account' | 'live'>;

/** Its name, which its lease bears. */
export function laneOf({ account, live }: Lane): string {
  return `${account}/${live ? 'live' : 'rehearsal'}`;
}
