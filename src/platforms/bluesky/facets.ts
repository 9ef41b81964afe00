import type { Post } from '../../thread/thread.ts';
import type { Facet, Feature } from './record.ts';

/** DIDs by handle, in lower case, as resolved beforehand. */
export type Dids = Readonly<Record<string, string>>;

/** Links, mentions and hashtags of a post, in order. A mention whose handle is not resolved stays plain text. */
export function facetsOf({ text, links, mentions, hashtags }: Post, dids: Dids): readonly Facet[] {
  const features: { start: number; end: number; feature: Feature }[] = [
    ...links.map(({ url: uri, ...place }) => ({ ...place, feature: link(uri) })),
    ...mentions.flatMap(({ handle, ...place }) =>
      mention(didOf(handle, dids)).map((feature) => ({ ...place, feature })),
    ),
    ...hashtags.map(({ tag: name, ...place }) => ({ ...place, feature: tag(name) })),
  ];
  return features
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, feature }) => ({
      $type: 'app.bsky.richtext.facet',
      index: { byteStart: bytes(text.slice(0, start)), byteEnd: bytes(text.slice(0, end)) },
      features: [feature],
    }));
}

export function didOf(handle: string, dids: Dids): string | null {
  const key = handle.toLowerCase();
  return Object.hasOwn(dids, key) ? (dids[key] ?? null) : null;
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

function link(uri: string): Feature {
  return { $type: 'app.bsky.richtext.facet#link', uri };
}

function mention(did: string | null): Feature[] {
  return did === null ? [] : [{ $type: 'app.bsky.richtext.facet#mention', did }];
}

function tag(name: string): Feature {
  return { $type: 'app.bsky.richtext.facet#tag', tag: name };
}
