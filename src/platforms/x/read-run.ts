import type { Receipt } from '../../delivery/delivery.ts';
import { DAY_MS, HOUR_MS } from '../../schedule/duration.ts';
import type { XParts } from './parts.ts';
import { after, before, timeOf } from './snowflake.ts';
import { type Reading, readTimeline } from './timeline.ts';

/** X tells its author the private numbers of a post for 30 days, and leaves older posts out where they are asked for. */
const PRIVATE_MS = 30 * DAY_MS - HOUR_MS;

/**
 * The posts of a run out of the account's own timeline, with their private numbers as long as X tells them. Where those
 * are refused, or a post does not come with them, the same is asked again without, which costs nothing on the same day.
 */
export async function readRun(parts: XParts, run: readonly Receipt[], nowMs: number): Promise<Reading> {
  const [first, last] = [run.at(0), run.at(-1)];
  if (first === undefined || last === undefined) throw new Error('an empty run');
  const ask = (...fields: readonly string[]) =>
    readTimeline(parts, { sinceId: before(first.id), untilId: after(last.id), fields, excludesReposts: true });
  const isTold = nowMs - timeOf(first.id) < PRIVATE_MS && !parts.privateNumbers.areRefused;
  if (!isTold) return ask('public_metrics');
  const reading = await ask('public_metrics', 'non_public_metrics');
  if (isComplete(reading, run) || (reading.kind === 'unreadable' && !isRefusal(reading))) return reading;
  const plain = await ask('public_metrics');
  if (isRefusal(reading) && plain.kind === 'read') parts.privateNumbers.areRefused = true;
  return joined(plain, reading);
}

function isComplete(reading: Reading, run: readonly Receipt[]): boolean {
  if (reading.kind === 'unreadable' || reading.isFieldRefused || reading.doubt !== null) return false;
  const ids = new Set(reading.posts.map(({ id }) => id));
  return run.every(({ id }) => ids.has(id));
}

/** Whether it may be the private numbers that X does not want to tell. */
function isRefusal(reading: Reading): boolean {
  if (reading.kind === 'read') return reading.isFieldRefused;
  return reading.status === 400 || reading.status === 403;
}

/** The private numbers that came before stay with their posts. */
function joined(plain: Reading, before: Reading): Reading {
  if (plain.kind === 'unreadable' || before.kind === 'unreadable') return plain;
  const privately = new Map(before.posts.map(({ id, privateMetrics }) => [id, privateMetrics]));
  return { ...plain, posts: plain.posts.map((post) => ({ ...post, privateMetrics: privately.get(post.id) ?? {} })) };
}
