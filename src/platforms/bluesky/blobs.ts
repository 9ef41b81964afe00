import { cidOf } from '../../cid.ts';
import type { Delivery, PlannedPost } from '../../delivery/delivery.ts';
import { describeFault, InputError, Unreachable } from '../../errors.ts';
import type { Medium } from '../../platform.ts';
import type { Hindrance, LoadedMedium, LoadMedia, MediaUse } from '../../publisher.ts';
import type { Post } from '../../thread/thread.ts';
import { isPlaceholder, type Media } from './embed.ts';
import type { Ask } from './parts.ts';
import type { Blob, ExternalEmbed, ImagesEmbed } from './record.ts';
import { isDraft, isSealed } from './sealed.ts';
import { hindrance } from './verdicts.ts';

/**
 * The pictures of posts on their way. They are uploaded before the intent to send: uploading takes time, and a thread
 * that waited for it would be too late to leave. Uploading again is harmless.
 */
export interface Blobs {
  /** The pictures of a post as they will be on the server. */
  media(delivery: Delivery, index: number): Promise<{ readonly kind: 'media'; readonly media: Media } | Hindrance>;
  /** Uploads what of a post's pictures this process has not just uploaded. */
  upload(delivery: Delivery, index: number): Promise<Hindrance | null>;
  /** The server has lost some: all are uploaded again. */
  forget(): void;
}

/** The server throws away what no record refers to; how soon is up to it. */
const KEPT_MS = 30 * 60_000;

/** One picture of a post. */
interface Picture extends MediaUse {
  readonly source: string;
  /** As it was planned; `null` where the plan only holds its place. */
  readonly planned: Blob | null;
  /** `a picture of post 3, img/a.png,` */
  readonly what: string;
}

interface Loaded {
  readonly kind: 'loaded';
  readonly medium: Medium;
  readonly bytes: Uint8Array;
}

export function blobsOf(load: LoadMedia, ask: Ask, nowMs: () => number): Blobs {
  const uploadedMs = new Map<string, number>();
  const isThere = (cid: string) => nowMs() - (uploadedMs.get(cid) ?? Number.NEGATIVE_INFINITY) < KEPT_MS;
  const uploadOne = async (picture: Picture): Promise<Hindrance | null> => {
    if (picture.planned !== null && isThere(picture.planned.ref.$link)) return null;
    const loaded = await loadPicture(load, picture);
    if (loaded.kind !== 'loaded') return loaded;
    const { cid } = loaded.medium;
    if (isThere(cid)) return null;
    const hindered = await upload(ask, loaded, picture.what, nowMs);
    if (hindered === null) uploadedMs.set(cid, nowMs());
    return hindered;
  };
  return {
    async media(delivery, index) {
      const media: [string, Medium][] = [];
      for (const picture of picturesOf(delivery, index)) {
        const loaded = await loadPicture(load, picture);
        if (loaded.kind !== 'loaded') return loaded;
        media.push([picture.source, loaded.medium]);
      }
      return { kind: 'media', media: Object.fromEntries(media) };
    },
    async upload(delivery, index) {
      for (const picture of picturesOf(delivery, index)) {
        const hindered = await uploadOne(picture);
        if (hindered !== null) return hindered;
      }
      return null;
    },
    forget: () => uploadedMs.clear(),
  };
}

/** A post shows its link card or its pictures, never both. */
function picturesOf({ article, plan }: Delivery, index: number): readonly Picture[] {
  const planned = plan.posts[index];
  if (planned === undefined) return [];
  const blobs = blobsIn(planned.payload);
  const use = planned.post.card === null ? 'image' : 'thumbnail';
  return sourcesOf(planned.post).map((source, place) => {
    const blob = blobs[place];
    return {
      ...{ source, use, article: article.source, what: `a picture of post ${index + 1}, ${source},` },
      planned: blob === undefined || isPlaceholder(blob) ? null : blob,
    };
  });
}

function sourcesOf({ card, images }: Post): readonly string[] {
  if (card === null) return images.map(({ source }) => source);
  return card.image === null ? [] : [card.image];
}

function blobsIn(payload: PlannedPost['payload']): readonly Blob[] {
  if (isSealed(payload)) return embedded(payload.record.embed);
  return isDraft(payload) ? embedded(payload.embed) : [];
}

function embedded(embed: ImagesEmbed | ExternalEmbed | undefined): readonly Blob[] {
  if (embed?.$type === 'app.bsky.embed.images') return embed.images.map(({ image }) => image);
  return embed?.external.thumb === undefined ? [] : [embed.external.thumb];
}

async function loadPicture(
  load: LoadMedia,
  { source, planned, what, article, use }: Picture,
): Promise<Loaded | Hindrance> {
  let file: LoadedMedium;
  try {
    file = await load(source, { article, use });
  } catch (error) {
    if (error instanceof Unreachable) return { kind: 'not-sent', why: error.message };
    if (!(error instanceof InputError)) throw error;
    return unfit(`${what} cannot be had: ${error.faults.map(describeFault).join('; ')}`);
  }
  const { bytes, mimeType, width, height } = file;
  const cid = cidOf(bytes, 'raw');
  if (planned !== null && planned.ref.$link !== cid) {
    return unfit(`${what} is another one than was planned; put the old one back, or cancel and publish anew`);
  }
  return { kind: 'loaded', bytes, medium: { cid, mimeType, bytes: bytes.length, width, height } };
}

/** com.atproto.repo.uploadBlob; the server's name and type for it have to be ours, since the record holds them. */
async function upload(
  ask: Ask,
  { medium, bytes }: Loaded,
  what: string,
  nowMs: () => number,
): Promise<Hindrance | null> {
  const reply = await ask((agent) => agent.com.atproto.repo.uploadBlob(bytes, { encoding: medium.mimeType }));
  if (reply.kind !== 'success') {
    const hindered = hindrance(reply, { what, nowMs: nowMs() });
    // The author can put another file in its place.
    return hindered.kind === 'give-up' ? { ...hindered, mendable: true } : hindered;
  }
  const { ref, mimeType } = reply.data.blob;
  if (ref.toString() === medium.cid && mimeType === medium.mimeType) return null;
  return unfit(`${what} is ${mimeType} to Bluesky, not ${medium.mimeType}`);
}

function unfit(why: string): Hindrance {
  return { kind: 'give-up', mendable: true, why };
}
