import type { Receipt } from '../../delivery/delivery.ts';
import { objectIn, textIn } from '../../json.ts';
import { type Adoption, type Hindrance, postsOf, type StepRequest } from '../../publisher.ts';
import { look } from './look.ts';
import type { BlueskyParts } from './parts.ts';
import type { Failure } from './reply.ts';
import { sealedPosts } from './sealed.ts';
import { hindrance } from './verdicts.ts';

/** `https://bsky.app/profile/name.example/post/3kabc` */
const ADDRESS = /^https:\/\/bsky\.app\/profile\/([^/?#]+)\/post\/([a-z0-9]{1,60})(?:[/?#]|$)/i;

const POSTS = 'app.bsky.feed.post';

/** Pages of 100 records of the account that are read, from the first post on, to find the posts that follow it. */
const MOST_PAGES = 5;

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
  const wanted = postsOf(request).length;
  const first = await firstPost(parts, did, rkey);
  if ('kind' in first) return refused(first.why);
  const posts = [first];
  let cursor: string | undefined = rkey;
  for (let page = 0; page < MOST_PAGES && posts.length < wanted && cursor !== undefined; page++) {
    const next: Page | Hindrance = await pageAfter(parts, did, cursor);
    if ('kind' in next) return refused(next.why);
    for (const record of next.records) {
      if (posts.length < wanted && parentOf(record) === posts.at(-1)?.uri) posts.push(record);
    }
    cursor = next.cursor;
  }
  if (posts.length < wanted)
    return refused(`the thread has ${wanted} posts, and only ${posts.length} of them are there`);
  return { kind: 'found', receipts: posts.map((post, index) => receiptOf(parts, post, index)) };
}

/** A post as the account's own server has it. */
interface Written {
  readonly uri: string;
  readonly cid?: string | undefined;
  readonly value: unknown;
}

async function firstPost(parts: BlueskyParts, repo: string, rkey: string): Promise<Written | Hindrance> {
  const reply = await parts.ask((agent) => agent.com.atproto.repo.getRecord({ repo, collection: POSTS, rkey }));
  if (reply.kind === 'success') return reply.data;
  if (reply.kind === 'refusal' && reply.problem.error === 'RecordNotFound') {
    return { kind: 'give-up', mendable: true, why: 'there is no such post on Bluesky' };
  }
  return unread(parts, reply);
}

interface Page {
  readonly records: readonly Written[];
  readonly cursor?: string | undefined;
}

/** The records younger than the one with this key, the oldest of them first. */
async function pageAfter(parts: BlueskyParts, repo: string, cursor: string): Promise<Page | Hindrance> {
  const place = { repo, collection: POSTS, reverse: true, cursor, limit: 100 };
  const reply = await parts.ask((agent) => agent.com.atproto.repo.listRecords(place));
  return reply.kind === 'success' ? reply.data : unread(parts, reply);
}

function unread(parts: BlueskyParts, failure: Failure | Hindrance): Hindrance {
  return hindrance(failure, { what: 'the question for its posts', nowMs: parts.nowMs() });
}

/** Empty for a post that is no reply. */
function parentOf({ value }: Written): string {
  return textIn(objectIn(objectIn(value, 'reply'), 'parent'), 'uri');
}

function receiptOf(parts: BlueskyParts, { uri, cid = '', value }: Written, index: number): Receipt {
  const id = uri.split('/').at(-1) ?? '';
  const atMs = Date.parse(textIn(value, 'createdAt')) || parts.nowMs();
  return { index, id, uri, cid, url: `https://bsky.app/profile/${parts.handle}/post/${id}`, atMs };
}

function refused(why: string): Adoption {
  return { kind: 'refused', why };
}
