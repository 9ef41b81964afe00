import type { Verdict } from '../../delivery/verdict.ts';
import { idIn, type JsonObject, objectIn } from '../../json.ts';
import { type SendRequest, STALE } from '../../publisher.ts';
import { look, receiptOf } from './look.ts';
import type { XParts } from './parts.ts';
import type { Problem, Reply } from './reply.ts';
import { askedOf, type StepPost, stepPost } from './step.ts';
import { judge } from './verdicts.ts';

/** POST /2/tweets, once: the planned text under the post before it, with its pictures. */
export async function send(parts: XParts, request: SendRequest): Promise<Verdict> {
  const post = stepPost(request);
  const name = `${request.delivery.id}/${post.index}`;
  const pictures = await parts.pictures.ready({
    ...{ post: name, images: post.images, what: `post ${post.index + 1}`, article: request.delivery.article.source },
  });
  if (pictures.kind !== 'ready') return pictures;
  const body = bodyOf(post, pictures.ids);
  const reply = await parts.send({ method: 'POST', path: 'tweets', body, mayLeave: request.mayLeave });
  if (reply.kind === 'success' || reply.kind === 'lost') parts.pictures.spent(name);
  return verdictOf(parts, request, post, reply);
}

function bodyOf({ payload, parent }: StepPost, ids: readonly string[]): JsonObject {
  return {
    ...payload,
    ...(ids.length === 0 ? {} : { media: { media_ids: ids } }),
    ...(parent === null ? {} : { reply: { in_reply_to_tweet_id: parent.id } }),
  };
}

async function verdictOf(parts: XParts, request: SendRequest, post: StepPost, reply: Reply): Promise<Verdict> {
  const what = `post ${post.index + 1}`;
  switch (reply.kind) {
    case 'unsent':
      return reply.isStale ? STALE : { kind: 'not-sent', why: reply.why };
    case 'lost':
      return { kind: 'unknown', why: `X's answer to ${what} ${reply.why}` };
    case 'refusal':
      parts.posting.window = reply.problem.facts.window ?? parts.posting.window;
      return refused(parts, request, post, reply.problem);
    case 'success': {
      parts.posting.window = reply.facts.window ?? parts.posting.window;
      const id = idIn(objectIn(reply.body, 'data'), 'id');
      if (id === null) return { kind: 'unknown', why: `X's answer to ${what} could not be read` };
      parts.charges.post(post.text);
      return { kind: 'sent', receipts: [receiptOf(parts, post.index, id, parts.nowMs())] };
    }
  }
}

/** X's clock is told in whole seconds. */
const MARGIN_MS = 5_000;

/**
 * A copy is looked for even where this is the first attempt: something on the way to X may have repeated the request,
 * and then the refusal is of the repetition.
 */
async function refused(parts: XParts, request: SendRequest, post: StepPost, problem: Problem): Promise<Verdict> {
  const { row, verdict } = judge(problem, askedOf(request, post, parts.nowMs()));
  if (row === 'pictures' || verdict.kind === 'unknown') parts.pictures.spent(`${request.delivery.id}/${post.index}`);
  const { aheadMs } = problem.facts;
  if (row !== 'duplicate' || verdict.kind !== 'give-up' || aheadMs === null) return verdict;
  const sighting = await look(parts, request, request.nowMs + aheadMs - MARGIN_MS);
  return sighting.kind === 'found' ? { kind: 'sent', receipts: sighting.receipts } : verdict;
}
