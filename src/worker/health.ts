import { authorOf } from '../author-id.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { durationInWords, MINUTE_MS } from '../schedule/duration.ts';
import type { FaultyAuthorNote } from '../store/authors.ts';
import type { Store } from '../store.ts';
import { isPaused } from './work.ts';

/** A worker that has not finished a look at what is due for so long is not alive: it looks every five seconds. */
const ALIVE_MS = 3 * MINUTE_MS;

/** What nothing has been done about for so long, though it was due, is overdue. */
const OVERDUE_MS = 10 * MINUTE_MS;

export interface Health {
  readonly isHealthy: boolean;
  /** When a worker last looked at everything that was due; `null`: never. */
  readonly beatMs: number | null;
  readonly overdue: readonly Overdue[];
  /** What is wrong, in words, without a final stop; empty where nothing is. */
  readonly problems: readonly string[];
  /** Authors whose settings the worker cannot use. They are ill, the worker is not: nobody else waits for them. */
  readonly faulty: readonly FaultyAuthorNote[];
}

export interface Overdue extends Pick<Delivery, 'id' | 'account' | 'state'> {
  readonly sinceMs: number;
}

/** Whether a worker is alive and keeps up. Asks the store and nothing else. */
export async function healthOf(store: Store, nowMs: number): Promise<Health> {
  const beatMs = await store.lastBeatMs();
  const faulty = await store.faultyAuthors();
  const overdue = await overdueDeliveries(store, faulty, nowMs);
  const problems = [...beatProblems(beatMs, nowMs), ...overdueProblems(overdue, nowMs)];
  return { isHealthy: problems.length === 0, beatMs, overdue, problems, faulty };
}

/**
 * Whether the workers of one machine are alive, whatever others do: what a supervisor asks that starts them anew. What is
 * overdue is no reason for that.
 * @param name of the machine or the container
 */
export async function healthOfHost(store: Store, nowMs: number, name: string): Promise<Health> {
  const own = (await store.hosts(nowMs)).filter((host) => host.name === name && host.leftMs === null);
  const beatMs = own.at(0)?.seenMs ?? null;
  const problems = beatMs === null ? ['no worker runs on this machine'] : beatProblems(beatMs, nowMs);
  return { isHealthy: problems.length === 0, beatMs, overdue: [], problems, faulty: await store.faultyAuthors() };
}

function beatProblems(beatMs: number | null, nowMs: number): string[] {
  if (beatMs === null) return ['no worker has run here yet; "spool run" starts one'];
  const agoMs = nowMs - beatMs;
  if (agoMs > ALIVE_MS) return [`no worker has looked for ${durationInWords(agoMs)}; "spool run" starts one`];
  if (agoMs < -ALIVE_MS) return [`the last look of a worker lies ${durationInWords(-agoMs)} ahead: a clock was wrong`];
  return [];
}

/** A paused account is left alone on purpose, as that of a stopped author is; one at work notes every step. */
async function overdueDeliveries(store: Store, faulty: readonly FaultyAuthorNote[], nowMs: number): Promise<Overdue[]> {
  const stopped = new Set(faulty.filter(({ goesOn }) => !goesOn).map(({ author }) => author));
  const paused = await store.pausedAccounts();
  const due = await store.dueDeliveries(nowMs - OVERDUE_MS);
  return due
    .filter(({ account }) => !isPaused(paused, account) && !stopped.has(authorOf(account)))
    .map(({ id, account, state, untilMs, updatedMs }) => ({
      ...{ id, account, state },
      sinceMs: Math.max(untilMs ?? 0, updatedMs),
    }))
    .filter(({ sinceMs }) => sinceMs <= nowMs - OVERDUE_MS);
}

function overdueProblems(overdue: readonly Overdue[], nowMs: number): string[] {
  const [first] = overdue;
  if (first === undefined) return [];
  const more = overdue.length === 1 ? '' : `, and ${overdue.length - 1} more`;
  return [`${first.id} to ${first.account} has been due for ${durationInWords(nowMs - first.sinceMs)}${more}`];
}

/** `author jane is stopped, nothing of theirs is done: config/jane.yaml:3: …` */
export function faultyWords({ author, why, goesOn }: FaultyAuthorNote): string {
  const state = goesOn ? 'goes on with the last good settings' : 'is stopped, nothing of theirs is done';
  return `author ${author} ${state}: ${why}`;
}
