import type { Removal, StepRequest } from '../../publisher.ts';
import { accountHindrance, type BlueskyParts, threadWords } from './parts.ts';
import { POINTS } from './points.ts';
import { readRecord } from './records.ts';
import { accountOf, recordsOf, type Sealed, sealedPosts } from './sealed.ts';
import { verdictOf } from './verdicts.ts';

const REMOVED: Removal = { kind: 'removed' };

/**
 * Removes what is there of a step and of its gate, in one commit. What is not there is left out, since the server would
 * refuse the whole commit for it; so a removal whose answer was lost is simply asked for again.
 */
export async function remove(parts: BlueskyParts, request: StepRequest): Promise<Removal> {
  const posts = sealedPosts(request)?.map(({ sealed }) => sealed);
  // What was never sealed was never sent.
  if (posts === undefined) return REMOVED;
  const records = recordsOf(posts);
  const stranger = await accountHindrance(parts, records);
  if (stranger !== null) return stranger;
  const present: Sealed<{ readonly $type: string }>[] = [];
  for (const record of records) {
    const found = await readRecord(parts, record);
    if (found.kind === 'there') present.push(record);
    else if (found.kind !== 'missing') return found;
  }
  const [first] = present;
  if (first === undefined) return REMOVED;
  const points = present.length * POINTS.delete;
  const hindered = await parts.points.hindrance(points, parts.nowMs());
  if (hindered !== null) return hindered;
  const writes = present.map(({ rkey, record }) => ({
    ...{ $type: 'com.atproto.repo.applyWrites#delete' as const, collection: record.$type, rkey },
  }));
  await parts.points.add(parts.nowMs(), points);
  const reply = await parts.ask((agent) => agent.com.atproto.repo.applyWrites({ repo: accountOf(first), writes }));
  return reply.kind === 'success'
    ? REMOVED
    : verdictOf(reply, { what: `the removal of ${threadWords(request)}`, nowMs: parts.nowMs() });
}
