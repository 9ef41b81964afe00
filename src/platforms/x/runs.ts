import type { Receipt } from '../../delivery/delivery.ts';
import { MINUTE_MS } from '../../schedule/duration.ts';
import { compareIds, timeOf } from './snowflake.ts';

/**
 * Posts further apart are asked for apart. A request costs nothing, every post that comes does: so a question reaches
 * over a gap only where hardly anything else can have been posted in it.
 */
const APART_MS = 5 * MINUTE_MS;
/** Less than what is read for one question at most, so that some posts in between do no harm. */
const MOST_POSTS = 400;

/** The posts in order, divided into runs that one question each asks for. */
export function runsOf(receipts: readonly Receipt[]): readonly (readonly Receipt[])[] {
  const runs: Receipt[][] = [];
  for (const receipt of receipts.toSorted((a, b) => compareIds(a.id, b.id))) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const isNext = last !== undefined && timeOf(receipt.id) - timeOf(last.id) <= APART_MS;
    if (run !== undefined && isNext && run.length < MOST_POSTS) run.push(receipt);
    else runs.push([receipt]);
  }
  return runs;
}
