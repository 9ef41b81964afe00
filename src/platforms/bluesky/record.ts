/** app.bsky.feed.post and what it holds, as plain JSON; only what Spool writes. */
export type PostRecord = {
  readonly $type: 'app.bsky.feed.post';
  readonly text: string;
  readonly facets?: readonly Facet[];
  /** At most three BCP 47 tags. */
  readonly langs?: readonly string[];
  readonly embed?: ImagesEmbed | ExternalEmbed;
};

/** Half-open, in bytes of the text's UTF-8. */
export type Facet = {
  readonly $type: 'app.bsky.richtext.facet';
  readonly index: { readonly byteStart: number; readonly byteEnd: number };
  readonly features: readonly Feature[];
};

export type Feature =
  | { readonly $type: 'app.bsky.richtext.facet#link'; readonly uri: string }
  | { readonly $type: 'app.bsky.richtext.facet#mention'; readonly did: string }
  | { readonly $type: 'app.bsky.richtext.facet#tag'; readonly tag: string };

export type ImagesEmbed = {
  readonly $type: 'app.bsky.embed.images';
  readonly images: readonly {
    readonly image: Blob;
    readonly alt: string;
    readonly aspectRatio?: { readonly width: number; readonly height: number };
  }[];
};

export type ExternalEmbed = {
  readonly $type: 'app.bsky.embed.external';
  readonly external: {
    readonly uri: string;
    readonly title: string;
    readonly description: string;
    readonly thumb?: Blob;
  };
};

/** A file on the account's server. */
export type Blob = {
  readonly $type: 'blob';
  readonly ref: { readonly $link: string };
  readonly mimeType: string;
  readonly size: number;
};
