import type { PlannedPost } from '../../delivery/delivery.ts';
import { postsOf, type StepRequest } from '../../publisher.ts';
import type { Gate } from './gate.ts';
import type { PostRecord } from './record.ts';

/** A post's payload before it is sealed: the record, and in the first post of a thread who may reply. */
export type DraftPost = PostRecord & { readonly gate?: Gate };

/** Names a record on the network, content included. */
export type StrongRef = { readonly uri: string; readonly cid: string };

/** A record with its place and its name, as it will be written. */
export type Sealed<R> = StrongRef & { readonly rkey: string; readonly record: R };

export type SealedRecord = PostRecord & {
  /** `2026-11-24T09:00:00.000Z` */
  readonly createdAt: string;
  readonly reply?: { readonly root: StrongRef; readonly parent: StrongRef };
};

export type SealedGate = Gate & { readonly post: string; readonly createdAt: string };

/** A post's payload once it is sealed: all that is needed to send it, to find it and to remove it. */
export type SealedPost = Sealed<SealedRecord> & { readonly gate?: Sealed<SealedGate> };

type Payload = PlannedPost['payload'];

/** Only `seal` makes payloads with record keys; this tells the compiler. */
export function isSealed(payload: Payload): payload is SealedPost {
  const { rkey, uri, cid, record } = payload;
  return [rkey, uri, cid].every((name) => typeof name === 'string') && typeof record === 'object' && record !== null;
}

/** Only `recordOf` makes payloads of this type; this tells the compiler. */
export function isDraft(payload: Payload): payload is DraftPost {
  return payload.$type === 'app.bsky.feed.post' && typeof payload.text === 'string';
}

/** The DID of the account that a record belongs to. */
export function accountOf({ uri }: Pick<StrongRef, 'uri'>): string {
  return uri.split('/')[2] ?? '';
}

/** The sealed posts of a step with their indices; `null` where it was never sealed, so that nothing of it was sent. */
export function sealedPosts(
  request: StepRequest,
): readonly { readonly index: number; readonly sealed: SealedPost }[] | null {
  const posts = postsOf(request).flatMap(({ index, planned: { payload } }) =>
    isSealed(payload) ? [{ index, sealed: payload }] : [],
  );
  return posts.length === 0 ? null : posts;
}

/** Everything that one commit writes: the posts, and the gate of the first. */
export function recordsOf(posts: readonly SealedPost[]): readonly Sealed<SealedRecord | SealedGate>[] {
  return [...posts, ...posts.flatMap(({ gate }) => (gate === undefined ? [] : [gate]))];
}
