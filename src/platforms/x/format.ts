import type { Post } from '../../thread/thread.ts';

/** The body of `POST /2/tweets`, the reply excepted: which post it answers is known only when that one is out. */
export type PostBody = {
  readonly text: string;
  readonly media?: { readonly media_ids: readonly string[] };
};

/**
 * A post as X's API takes it. `image:0` and so on stand for the ids of its pictures, in the order of the post's
 * pictures, until they are uploaded; X refuses such an id, so that none can go out by mistake.
 */
export function bodyOf({ text, images }: Post): PostBody {
  if (images.length === 0) return { text };
  return { text, media: { media_ids: images.map((_, index) => `image:${index}`) } };
}
