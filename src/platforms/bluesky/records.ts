import type { Hindrance } from '../../publisher.ts';
import type { BlueskyParts } from './parts.ts';
import { accountOf, type Sealed } from './sealed.ts';
import { hindrance } from './verdicts.ts';

/** What stands at a record's place on the account's own server, whose answer is authoritative. */
export type Found = { readonly kind: 'there'; readonly cid: string } | { readonly kind: 'missing' } | Hindrance;

/** com.atproto.repo.getRecord */
export async function readRecord(parts: BlueskyParts, sealed: Sealed<{ readonly $type: string }>): Promise<Found> {
  const place = { repo: accountOf(sealed), collection: sealed.record.$type, rkey: sealed.rkey };
  const reply = await parts.ask((agent) => agent.com.atproto.repo.getRecord(place));
  if (reply.kind === 'success') return { kind: 'there', cid: reply.data.cid ?? '' };
  if (reply.kind === 'refusal' && reply.problem.error === 'RecordNotFound') return { kind: 'missing' };
  return hindrance(reply, { what: 'the question for its records', nowMs: parts.nowMs() });
}
