import type { Delivery } from '../../delivery/delivery.ts';
import type { Hindrance } from '../../publisher.ts';
import { isHandle } from './identity.ts';
import type { XParts } from './parts.ts';
import type { RateWindow } from './reply.ts';
import { xRules } from './rules.ts';

/**
 * Whether a whole thread can go out, found out before its first post: a half thread cannot be taken back. The pictures
 * are uploaded here already, since X may refuse one.
 */
export async function preflight(parts: XParts, delivery: Delivery, nowMs: number): Promise<Hindrance | null> {
  return (
    textHindrance(delivery) ??
    (await tokenHindrance(parts)) ??
    windowHindrance(parts.posting.window, delivery.plan.posts.length, nowMs) ??
    (await pictureHindrance(parts, delivery))
  );
}

function textHindrance({ plan }: Delivery): Hindrance | null {
  const firstWith = new Map<string, number>();
  for (const [index, { payload, post }] of plan.posts.entries()) {
    const text = String(payload.text);
    const problem = problemWith(text, post.images.length) ?? copyProblem(firstWith.get(text));
    if (problem !== null) return { kind: 'give-up', mendable: false, why: `post ${index + 1} ${problem}` };
    firstWith.set(text, index);
  }
  return null;
}

function problemWith(text: string, images: number): string | null {
  if (!xRules.fits(text)) return 'is longer than X takes, or holds a character it refuses';
  if (images > xRules.maxImages) return `has ${images} pictures; X takes ${xRules.maxImages}`;
  const cashtags = xRules.entities(text).filter(({ kind }) => kind === 'cashtag').length;
  return cashtags > 1 ? 'holds more than one cashtag, and X takes only one a post' : null;
}

function copyProblem(earlier: number | undefined): string | null {
  return earlier === undefined
    ? null
    : `has the same text as post ${earlier + 1}; X refuses copies, so number the posts`;
}

async function tokenHindrance({ whoAmI, handle }: XParts): Promise<Hindrance | null> {
  const me = await whoAmI();
  if (me.kind !== 'known') return me;
  const { username } = me.identity;
  if (isHandle(username, handle)) return null;
  return { kind: 'give-up', mendable: true, cause: 'secrets', why: strangerWords(username, handle) };
}

export function strangerWords(username: string, handle: string): string {
  return `the access token belongs to @${username}, not to @${handle}; mend the handle or the secrets`;
}

/** A thread longer than any window begins at the start of one. */
function windowHindrance(window: RateWindow | null, posts: number, nowMs: number): Hindrance | null {
  if (window === null || window.resetMs <= nowMs || window.remaining >= posts) return null;
  const why = `X takes ${window.remaining} more posts before its limit, and the thread has ${posts}`;
  return { kind: 'wait', untilMs: window.resetMs + 1_000, why };
}

async function pictureHindrance({ pictures }: XParts, { id, plan, article }: Delivery): Promise<Hindrance | null> {
  for (const [index, { post }] of plan.posts.entries()) {
    const ready = await pictures.ready({
      ...{ post: `${id}/${index}`, images: post.images, what: `post ${index + 1}`, article: article.source },
    });
    if (ready.kind !== 'ready') return ready;
  }
  return null;
}
