import type { Fleet, FleetHost } from '../../report/metrics/fleet.ts';
import { durationInWords } from '../../schedule/duration.ts';
import type { Io } from '../io.ts';
import { count, printable, table } from './text.ts';

/** What `spool status --all --json` adds. */
export function fleetDocument({ hosts, waiting, longestWaitMs }: Fleet, nowMs: number) {
  return {
    hosts: hosts.map(({ name, pid, version, standing, startedMs, seenMs, leases }) => ({
      ...{ name, pid, version, standing },
      started: new Date(startedMs).toISOString(),
      lastLook: new Date(seenMs).toISOString(),
      ageSeconds: Math.round((nowMs - seenMs) / 1_000),
      at: leases.map(({ name: what, isSending }) => ({ what, sending: isSending })),
    })),
    queue: { waiting, longestWaitSeconds: longestWaitMs === null ? null : Math.round(longestWaitMs / 1_000) },
  };
}

const COLOURS = { working: 'green', stopped: 'dim', gone: 'red' } as const;

/** The hosts, a line each with what it is at below, and what waits for them. */
export function fleetText({ hosts, waiting, longestWaitMs }: Fleet, io: Io, nowMs: number): string {
  const heads = table(hosts.map((host) => head(host, io, nowMs)));
  const lines = hosts.flatMap(({ leases }, place) => [
    heads[place] ?? '',
    ...leases.map(({ name, isSending }) => io.paint('dim', `  ${printable(name)}${isSending ? ', sending' : ''}`)),
  ]);
  const wait = longestWaitMs === null ? '' : `, the first for ${durationInWords(longestWaitMs)}`;
  return [
    ...(hosts.length === 0 ? ['No worker has run here in the last day.'] : lines),
    waiting === 0
      ? 'Nothing waits for a worker.'
      : `${count(waiting, 'account')} with something due ${waiting === 1 ? 'waits' : 'wait'}${wait}.`,
  ].join('\n');
}

function head({ name, pid, version, standing, startedMs, seenMs }: FleetHost, io: Io, nowMs: number): string[] {
  const started = new Date(startedMs).toISOString().slice(0, 16).replace('T', ' ');
  return [
    printable(name),
    `process ${pid}`,
    `version ${version}`,
    io.paint(COLOURS[standing], standing),
    `since ${started} UTC`,
    `looked ${durationInWords(Math.max(0, nowMs - seenMs))} ago`,
  ];
}
