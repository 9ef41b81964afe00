import { attribute, type PageElement } from './dom.ts';

/** Where pages that load pictures late keep the address that belongs in `src`. */
const LATE = ['data-src', 'data-original', 'data-lazy-src', 'data-delayed-url'];

/** The address of a picture; the largest its page offers where `src` is only a placeholder. `null` where none is. */
export function addressOfPicture(image: PageElement): string | null {
  const source = attribute(image, 'src');
  if (source !== null && !source.startsWith('data:')) return source;
  const late = LATE.map((name) => attribute(image, name)).find((value) => value !== null);
  return late ?? largest(attribute(image, 'srcset') ?? attribute(image, 'data-srcset') ?? sourceSet(image)) ?? source;
}

function sourceSet(image: PageElement): string | null {
  const source = image.closest('picture')?.querySelector('source[srcset]') ?? null;
  return source === null ? null : attribute(source, 'srcset');
}

/** `a.jpg 320w, b.jpg 1024w` */
function largest(set: string | null): string | null {
  const candidates = (set ?? '')
    .split(/,\s+/)
    .map((candidate) => candidate.trim().split(/\s+/))
    .map(([url = '', size = '1x']) => ({ url, size: Number.parseFloat(size) || 1 }))
    .filter(({ url }) => url !== '');
  return candidates.toSorted((a, b) => b.size - a.size)[0]?.url ?? null;
}
