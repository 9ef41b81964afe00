import { draw, type Random } from '../servers/random.ts';
import type { Metrics } from './metrics.ts';
import type { XSettings } from './settings.ts';
import { Snowflakes } from './snowflake.ts';
import { appendMedia, type Rendered, render } from './text.ts';

/** A post as the platform holds it. `truth` of the stand-in is the list of all of them in the order of commit. */
export interface XPost {
  readonly id: string;
  readonly authorId: string;
  /** As it was sent, composed (NFC) and trimmed. */
  readonly text: string;
  /** The post replied to, or null. */
  readonly parentId: string | null;
  readonly conversationId: string;
  readonly mediaIds: readonly string[];
  /** When it was committed, by the platform's clock. */
  readonly at: number;
  /** When reads begin to show it. */
  readonly visibleAt: number;
  /** When it can be replied to. */
  readonly replyableAt: number;
  /** Ids of all versions, the first included, where the owner edited it. */
  readonly history: readonly string[];
  readonly rendered: Rendered;
  readonly metrics: Partial<Metrics>;
  deletedAt: number | null;
  /** The id of the next version. */
  editedInto: string | null;
}

export interface NewPost {
  readonly authorId: string;
  readonly username: string;
  readonly text: string;
  readonly parentId?: string | null;
  readonly media?: readonly { readonly id: string; readonly key: string }[];
  /** The post of which this is a new version. */
  readonly edits?: XPost;
}

export class Posts {
  readonly truth: XPost[] = [];
  readonly #byId = new Map<string, XPost>();
  readonly #snowflakes = new Snowflakes();

  /** Ids of users and media come from the same generator, as on X. */
  nextId(now: number): string {
    return this.#snowflakes.next(now);
  }

  commit(post: NewPost, now: number, settings: XSettings, random: Random): XPost {
    const id = this.nextId(now);
    const { authorId, text, parentId = null, media = [], edits } = post;
    const plain = render(text, id);
    const committed: XPost = {
      id,
      authorId,
      text,
      parentId: edits ? edits.parentId : parentId,
      conversationId: edits?.conversationId ?? this.#byId.get(parentId ?? '')?.conversationId ?? id,
      mediaIds: media.map((one) => one.id),
      at: now,
      visibleAt: now + draw(settings.lagMs, random),
      replyableAt: now + draw(settings.freshMs, random),
      history: [...(edits?.history ?? []), id],
      rendered:
        media.length === 0
          ? plain
          : appendMedia(
              plain,
              id,
              post.username,
              media.map((one) => one.key),
            ),
      metrics: edits?.metrics ?? {},
      deletedAt: null,
      editedInto: null,
    };
    if (edits) edits.editedInto = id;
    this.#byId.set(id, committed);
    this.truth.push(committed);
    return committed;
  }

  /** Whatever was committed under this id, deleted or not. */
  get(id: string): XPost | undefined {
    return this.#byId.get(id);
  }

  /** What a read by id finds at this instant. */
  visible(id: string, now: number): XPost | undefined {
    const post = this.#byId.get(id);
    return post && post.deletedAt === null && post.visibleAt <= now ? post : undefined;
  }

  /** An author's posts as their timeline shows them at this instant: the newest first, each in its last version. */
  timeline(authorId: string, now: number): XPost[] {
    return this.truth
      .filter((post) => post.authorId === authorId && post.editedInto === null && this.visible(post.id, now))
      .reverse();
  }

  /** Replies to a post that are still there. */
  replies(id: string): number {
    return this.truth.filter((post) => post.parentId === id && post.deletedAt === null && post.editedInto === null)
      .length;
  }
}
