import { idIn, objectsIn } from '../../json.ts';
import type { Hindrance } from '../../publisher.ts';
import { asked, hindrance, type XParts } from './parts.ts';
import { type OwnPost, postsIn, problemType } from './timeline.ts';

/** Posts that one question by ids may name. */
const MOST_IDS = 100;

export interface LookUp {
  readonly found: readonly OwnPost[];
  /** Ids of which X says that there is no such post. */
  readonly gone: ReadonlySet<string>;
  /** Why it went no further; `null`: all were looked up. */
  readonly hindrance: Hindrance | null;
}

/** GET /2/tweets, five times dearer than the timeline for a post that is there, and free for one that is not. */
export async function lookUp(parts: XParts, ids: readonly string[]): Promise<LookUp> {
  const found: OwnPost[] = [];
  const gone = new Set<string>();
  for (let at = 0; at < ids.length; at += MOST_IDS) {
    const query = { ids: ids.slice(at, at + MOST_IDS).join(','), 'tweet.fields': 'public_metrics' };
    const reply = await parts.send({ method: 'GET', path: 'tweets', query });
    if (reply.kind !== 'success') {
      return { found, gone, hindrance: hindrance(reply, asked('the numbers of posts by their ids', parts.nowMs())) };
    }
    const posts = postsIn(reply.body);
    parts.charges.reads(posts.map(({ id }) => id));
    found.push(...posts);
    for (const problem of objectsIn(reply.body, 'errors')) {
      const id = idIn(problem, 'resource_id') ?? idIn(problem, 'value');
      if (id !== null && problemType(problem) === 'resource-not-found') gone.add(id);
    }
  }
  return { found, gone, hindrance: null };
}
