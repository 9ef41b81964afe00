import type { Receipt } from '../../delivery/delivery.ts';
import { objectIn, textIn } from '../../json.ts';
import { type Adoption, postsOf, type StepRequest } from '../../publisher.ts';
import { look } from './look.ts';
import type { BlueskyParts } from './parts.ts';
import { sealedPosts } from './sealed.ts';
import { hindrance } from './verdicts.ts';

/** `https://bsky.app/profile/name.example/post/3kabc` */
const ADDRESS = /^https:\/\/bsky\.app\/profile\/([^/?#]+)\/post\/([a-z0-9]{1,60})(?:[/?#]|$)/i;

/** Records of the account that are read, the newest first, to find the posts that follow. */
const MOST_RECORDS = 100;

/**
 * The thread that begins at this post of the account's own: the planned one, or one that the author wrote by hand, of as
 * many posts as were planned, each a reply to the one before.
 */
export async function adopt(parts: BlueskyParts, request: StepRequest, url: string): Promise<Adoption> {
  const [, name, rkey] = ADDRESS.exec(url) ?? [];
  if (name === undefined || rkey === undefined) return refused('it is no address of a post on Bluesky');
  if (sealedPosts(request)?.at(0)?.sealed.rkey === rkey) {
    const seen = await look(parts, request);
    return seen.kind === 'found' ? seen : refused(seen.kind === 'absent' ? 'the thread is not there' : seen.why);
  }
  const session = await parts.sessions.current();
  if (session.kind !== 'session') return refused(`it could not be looked at: ${session.why}`);
  const isOwn = [session.did, session.handle, parts.handle].some((own) => own.toLowerCase() === name.toLowerCase());
  if (!isOwn) return refused(`it is not a post of @${parts.handle}`);
  return byHand(parts, request, session.did, rkey);
}

async function byHand(parts: BlueskyParts, request: StepRequest, did: string, rkey: string): Promise<Adoption> {
  const place = { repo: did, collection: 'app.bsky.feed.post' };
  const reply = await parts.ask((agent) => agent.com.atproto.repo.listRecords({ ...place, limit: MOST_RECORDS }));
  if (reply.kind !== 'success') {
    return refused(hindrance(reply, { what: 'the question for its posts', nowMs: parts.nowMs() }).why);
  }
  const wanted = postsOf(request);
  let next = reply.data.records.find(({ uri }) => uri.endsWith(`/${rkey}`));
  const receipts: Receipt[] = [];
  for (const { index } of wanted) {
    if (next === undefined) break;
    const { uri, cid } = next;
    const id = uri.split('/').at(-1) ?? '';
    const atMs = Date.parse(textIn(next.value, 'createdAt')) || parts.nowMs();
    receipts.push({ index, id, uri, cid, url: `https://bsky.app/profile/${parts.handle}/post/${id}`, atMs });
    next = reply.data.records.findLast(
      ({ value }) => textIn(objectIn(objectIn(value, 'reply'), 'parent'), 'uri') === uri,
    );
  }
  if (receipts.length === wanted.length) return { kind: 'found', receipts };
  const found =
    receipts.length === 0 ? 'it is not among the newest posts' : `only ${receipts.length} of them are there`;
  return refused(`the thread has ${wanted.length} posts, and ${found}`);
}

function refused(why: string): Adoption {
  return { kind: 'refused', why };
}
