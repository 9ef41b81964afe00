import { type Family, gauge } from './exposition.ts';

/** The workers on one store, and what waits for them. */
export interface Fleet {
  readonly hosts: readonly FleetHost[];
  /** Lanes with something due that no worker is at, and how long the first of them has waited; `null`: none does. */
  readonly waiting: number;
  readonly longestWaitMs: number | null;
}

export interface FleetHost {
  readonly name: string;
  readonly pid: number;
  readonly version: string;
  readonly standing: Standing;
  readonly startedMs: number;
  /** When it last looked at everything that was due. */
  readonly seenMs: number;
  readonly leases: readonly { readonly name: string; readonly isSending: boolean }[];
}

/** `stopped` in order, or `gone` without a word. */
export type Standing = (typeof STANDINGS)[number];

const STANDINGS = ['working', 'stopped', 'gone'] as const;

/** What every host does. Labels: the hosts that are not forgotten, which the store bounds; one that stopped has no more. */
export function fleetFamilies({ hosts, waiting, longestWaitMs }: Fleet): readonly Family[] {
  const present = hosts.filter(({ standing }) => standing !== 'stopped');
  const each = (value: (host: FleetHost) => number, version?: 'version') =>
    present.map((host) => {
      const labels = { host: host.name, pid: String(host.pid), ...(version && { version: host.version }) };
      return { suffix: '', labels, value: value(host) };
    });
  return [
    gauge(
      'spool_hosts',
      'Workers by standing; one is forgotten a day after it was last seen.',
      STANDINGS.map((standing) => {
        const value = hosts.filter((host) => host.standing === standing).length;
        return { suffix: '', labels: { standing }, value };
      }),
    ),
    gauge(
      'spool_host_last_look_timestamp_seconds',
      'When each worker last looked at everything that was due.',
      each(({ seenMs }) => seenMs / 1_000, 'version'),
    ),
    gauge(
      'spool_host_leases',
      'Accounts and other pieces of work that each worker is at.',
      each(({ leases }) => leases.length),
    ),
    gauge(
      'spool_host_sends_in_flight',
      'Requests to send whose outcome is not yet noted.',
      each(({ leases }) => leases.filter(({ isSending }) => isSending).length),
    ),
    gauge('spool_lanes_waiting', 'Accounts with something due that no worker is at.', [
      { suffix: '', labels: {}, value: waiting },
    ]),
    gauge('spool_lanes_longest_wait_seconds', 'How long the first of them has waited for its turn.', [
      { suffix: '', labels: {}, value: (longestWaitMs ?? 0) / 1_000 },
    ]),
  ];
}
