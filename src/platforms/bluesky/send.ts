import type { Receipt } from '../../delivery/delivery.ts';
import type { Verdict } from '../../delivery/verdict.ts';
import type { SendRequest, StepRequest } from '../../publisher.ts';
import { accountHindrance, type BlueskyParts, threadWords } from './parts.ts';
import { POINTS } from './points.ts';
import { uploadAll } from './preflight.ts';
import { accountOf, recordsOf, type Sealed, type SealedGate, type SealedRecord, sealedPosts } from './sealed.ts';
import { verdictOf } from './verdicts.ts';

/**
 * com.atproto.repo.applyWrites, once: the whole thread and its gate in one commit, so that all of it appears or nothing.
 * The record keys are the plan's: what is there already is refused, never written a second time.
 */
export async function send(parts: BlueskyParts, request: SendRequest): Promise<Verdict> {
  const posts = sealedPosts(request)?.map(({ sealed }) => sealed);
  const records = recordsOf(posts ?? []);
  const [first] = records;
  if (posts === undefined || first === undefined) throw new Error('a thread is sealed before it is sent to Bluesky');
  const points = records.length * POINTS.create;
  const hindered =
    (await accountHindrance(parts, posts)) ??
    (await parts.points.hindrance(points, parts.nowMs())) ??
    (await uploadAll(parts, request.delivery));
  if (hindered !== null) return hindered;
  const input = { repo: accountOf(first), validate: true, writes: records.map(creation) };
  // Counted before it leaves: the server counts what it refuses too.
  await parts.points.add(parts.nowMs(), points);
  const reply = await parts.ask((agent) => agent.com.atproto.repo.applyWrites(input), request.mayLeave);
  if (reply.kind === 'refusal' && reply.problem.error === 'BlobNotFound') parts.blobs.forget();
  const what = threadWords(request);
  if (reply.kind !== 'success') return verdictOf(reply, { what, nowMs: parts.nowMs() });
  const written = (reply.data.results ?? []).map((result) => ('cid' in result ? result.cid : null));
  // Where it is not as planned, reading finds out what is there instead.
  return records.every(({ cid }, index) => written[index] === cid)
    ? { kind: 'sent', receipts: receiptsOf(parts, request, parts.nowMs()) }
    : { kind: 'unknown', why: `Bluesky's answer to ${what} does not name the records that were planned` };
}

function creation({ rkey, record }: Sealed<SealedRecord | SealedGate>) {
  return { $type: 'com.atproto.repo.applyWrites#create' as const, collection: record.$type, rkey, value: record };
}

/** Receipts of a sealed step that is there: everything in them was known before. */
export function receiptsOf({ handle }: BlueskyParts, request: StepRequest, atMs: number): readonly Receipt[] {
  return (sealedPosts(request) ?? []).map(({ index, sealed: { rkey, uri, cid } }) => {
    return { index, id: rkey, uri, cid, url: `https://bsky.app/profile/${handle}/post/${rkey}`, atMs };
  });
}
