import type { Fleet, Standing } from '../report/metrics/fleet.ts';
import { MINUTE_MS } from '../schedule/duration.ts';
import type { SeenHost } from '../store/hosts.ts';
import type { Store } from '../store.ts';

/** A worker notes four times a minute that it looks: one that did not for so long is gone, or hangs. */
const GONE_MS = MINUTE_MS;

/** Waiting lanes counted. */
const MOST_WAITING = 10_000;

/** What every worker on this store does, and what waits for them. */
export async function fleetOf(store: Pick<Store, 'hosts' | 'dueLanes'>, nowMs: number): Promise<Fleet> {
  const hosts = await store.hosts(nowMs);
  const waiting = await store.dueLanes(nowMs, MOST_WAITING);
  const [first] = waiting;
  return {
    hosts: hosts.filter(isNewest).map((host) => ({ ...host, standing: standingOf(host, nowMs) })),
    waiting: waiting.length,
    longestWaitMs: first === undefined ? null : Math.max(0, nowMs - Math.max(first.sinceMs, first.turnMs)),
  };
}

/** A container that is started anew has the name and the process number of the one before, which is no more. */
function isNewest({ name, pid }: SeenHost, place: number, all: readonly SeenHost[]): boolean {
  return all.findIndex((each) => each.name === name && each.pid === pid) === place;
}

function standingOf({ seenMs, leftMs }: SeenHost, nowMs: number): Standing {
  if (leftMs !== null) return 'stopped';
  return nowMs - seenMs > GONE_MS ? 'gone' : 'working';
}
