import { cidOf } from '../../cid.ts';
import type { PlannedPost } from '../../delivery/delivery.ts';
import { encode } from './dag-cbor.ts';
import type { Media } from './embed.ts';
import { recordWithMedia } from './format.ts';
import type { Gate } from './gate.ts';
import type { DraftPost, Sealed, SealedGate, SealedPost, SealedRecord, StrongRef } from './sealed.ts';
import { recordKeys } from './tid.ts';

/** A post before it is sealed. */
export interface Unsealed {
  readonly post: PlannedPost['post'];
  readonly draft: DraftPost;
  /** Its pictures as they are on the server. */
  readonly media: Media;
}

export interface SealContext {
  /** Of the account. */
  readonly did: string;
  /** Id of the delivery. */
  readonly delivery: string;
  readonly nowMs: number;
}

/**
 * Fixes all that the network would otherwise make up: record keys, creation times (a millisecond apart, which is the
 * order readers see), pictures, and the CIDs by which each post refers to the first and to the one before.
 */
export function sealPosts(posts: readonly Unsealed[], { did, delivery, nowMs }: SealContext): SealedPost[] {
  const recordKey = recordKeys(delivery, nowMs);
  const sealed: SealedPost[] = [];
  for (const [index, { post, draft, media }] of posts.entries()) {
    const { gate, ...record } = draft;
    const [root, parent] = [sealed.at(0), sealed.at(-1)];
    const own = named(did, recordKey(index), {
      ...recordWithMedia(record, post, media),
      createdAt: new Date(nowMs + index).toISOString(),
      ...(root === undefined || parent === undefined ? {} : { reply: { root: refOf(root), parent: refOf(parent) } }),
    });
    sealed.push(gate === undefined ? own : { ...own, gate: sealGate(gate, did, own) });
  }
  return sealed;
}

/** Under the record key of its post, as its lexicon demands. */
function sealGate(gate: Gate, did: string, { uri, rkey, record }: Sealed<SealedRecord>): Sealed<SealedGate> {
  return named(did, rkey, { ...gate, post: uri, createdAt: record.createdAt });
}

function named<R extends { readonly $type: string }>(did: string, rkey: string, record: R): Sealed<R> {
  return { rkey, uri: `at://${did}/${record.$type}/${rkey}`, cid: cidOf(encode(record), 'dag-cbor'), record };
}

/** Nothing but these two: whatever else stood in a reference would be written into the record. */
function refOf({ uri, cid }: StrongRef): StrongRef {
  return { uri, cid };
}
