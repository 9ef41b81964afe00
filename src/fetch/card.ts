import type { Fetched } from './fetched.ts';
import { guardedFetch } from './guarded.ts';
import { metaTags } from './meta-tags.ts';
import type { Within } from './picture.ts';

/** How much of a page is read: its head comes first. */
const MAX_HEAD_BYTES = 1_000_000;
const TIMEOUT_MS = 10_000;

/** Names under which pages give the picture of their link card (ogp.me, X cards), the best first. */
const NAMES = ['og:image', 'og:image:secure_url', 'og:image:url', 'twitter:image', 'twitter:image:src'];

/** The picture a page names for its link card; `image` is `null` where it names none. */
export type CardImage =
  | { readonly kind: 'found'; readonly image: string | null }
  | Exclude<Fetched, { kind: 'fetched' }>;

/** Fetches the beginning of a page and reads the address of its card's picture, which is not fetched. */
export async function fetchCardImage(page: string, within: Within = {}): Promise<CardImage> {
  const accept = ['text/html', 'application/xhtml+xml'];
  const limit = { maxBytes: MAX_HEAD_BYTES, cut: true, timeoutMs: TIMEOUT_MS };
  const fetched = await guardedFetch(page, { ...within, ...limit, accept });
  if (fetched.kind !== 'fetched') return fetched;
  return { kind: 'found', image: cardImage(fetched.bytes.toString(), fetched.url) };
}

/** The absolute http(s) address of the card's picture in a page found at `base`; `null` where it names none. */
export function cardImage(html: string, base: string): string | null {
  const tags = metaTags(html);
  for (const name of NAMES) {
    for (const tag of tags) {
      if (tag.name !== name || tag.content === '') continue;
      const url = URL.parse(tag.content, base);
      if (url !== null && /^https?:$/.test(url.protocol)) return url.href;
    }
  }
  return null;
}
