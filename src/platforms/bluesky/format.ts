import type { PayloadContext } from '../../platform.ts';
import type { Post, Warning } from '../../thread/thread.ts';
import { embedOf, type Media } from './embed.ts';
import { type Dids, didOf, facetsOf } from './facets.ts';
import { gateOf } from './gate.ts';
import type { PostRecord } from './record.ts';
import type { DraftPost } from './sealed.ts';

/** What is found out beforehand with the network; what is missing is left out of the record, or held by a placeholder. */
export interface RecordContext extends PayloadContext {
  readonly dids?: Dids;
  readonly media?: Media;
}

/** What the server takes for a language tag. */
const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i;

/**
 * A post as the record that will be written; reply refs and `createdAt` are added when it goes out. A picture that is
 * not in `media` is held by a placeholder blob (see `isPlaceholder`), which `recordWithMedia` replaces.
 */
export function recordOf(post: Post, { language, dids = {}, media = {}, repliers }: RecordContext): DraftPost {
  const facets = facetsOf(post, dids);
  const record: PostRecord = {
    $type: 'app.bsky.feed.post',
    text: post.text,
    ...(facets.length === 0 ? {} : { facets }),
    ...(LANGUAGE_TAG.test(language) ? { langs: [language] } : {}),
  };
  const gate = gateOf(repliers ?? 'everyone');
  return { ...recordWithMedia(record, post, media), ...(gate === null ? {} : { gate }) };
}

/** The record of a post with its pictures as they are on the server. */
export function recordWithMedia(record: PostRecord, post: Post, media: Media): PostRecord {
  const embed = embedOf(post, media);
  return embed === null ? record : { ...record, embed };
}

/** A warning for every mention that stays plain text because its handle is not resolved. */
export function unresolvedMentions(posts: readonly Post[], dids: Dids): readonly Warning[] {
  return posts.flatMap(({ mentions }, index) =>
    mentions
      .filter(({ handle }) => didOf(handle, dids) === null)
      .map(({ handle }) => ({
        code: 'mention-unresolved',
        message: `@${handle} stays plain text: which account it is has not been found out. Run "spool check --live"`,
        where: `post ${index + 1}`,
      })),
  );
}
