import type { Medium } from '../../platform.ts';
import type { Post } from '../../thread/thread.ts';
import type { Blob, ExternalEmbed, ImagesEmbed } from './record.ts';

/** Pictures by the source that the post names. */
export type Media = Readonly<Record<string, Medium>>;

/** The CID of no bytes at all: it stands for a picture that is not prepared yet, and a server would not find it. */
const NOT_YET = 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku';

export function isPlaceholder(blob: Blob): boolean {
  return blob.ref.$link === NOT_YET;
}

/** What a post shows beside its text: the link card, else its pictures. */
export function embedOf({ card, images }: Post, media: Media): ExternalEmbed | ImagesEmbed | null {
  if (card !== null) {
    const { url: uri, title, description, image } = card;
    const thumb = image === null ? {} : { thumb: blobOf(mediumOf(image, media)) };
    return { $type: 'app.bsky.embed.external', external: { uri, title, description, ...thumb } };
  }
  if (images.length === 0) return null;
  return {
    $type: 'app.bsky.embed.images',
    images: images.map(({ source, alt }) => {
      const medium = mediumOf(source, media);
      const shape = medium === null ? {} : { aspectRatio: { width: medium.width, height: medium.height } };
      return { image: blobOf(medium), alt, ...shape };
    }),
  };
}

function mediumOf(source: string, media: Media): Medium | null {
  return Object.hasOwn(media, source) ? (media[source] ?? null) : null;
}

function blobOf(medium: Medium | null): Blob {
  if (medium === null) return { $type: 'blob', ref: { $link: NOT_YET }, mimeType: 'image/jpeg', size: 0 };
  return { $type: 'blob', ref: { $link: medium.cid }, mimeType: medium.mimeType, size: medium.bytes };
}
