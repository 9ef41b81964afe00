import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CardImage } from '../../src/fetch/card.ts';
import type { Fetched } from '../../src/fetch/fetched.ts';
import type { Web } from '../../src/fetch/web.ts';
import { type ImageCache, type ImageCacheParts, openImageCache } from '../../src/images/cache.ts';

/** A home folder for one test, with caches on it that share a clock which goes on a second each time it is read. */
export function home() {
  const root = mkdtempSync(join(tmpdir(), 'spool-images-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const media = join(root, 'data', 'media');
  let nowMs = Date.UTC(2026, 10, 24);
  const clock = () => {
    nowMs += 1000;
    return nowMs;
  };
  return {
    media,
    put(path: string, bytes: Uint8Array | string): void {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), bytes);
    },
    open: (parts: Partial<ImageCacheParts> = {}): ImageCache =>
      openImageCache({ home: { root, data: join(root, 'data') }, nowMs: clock, web: null, ...parts }),
    /** Everything in the cache with its time and size: what changes shows. */
    listing: () =>
      readdirSync(media)
        .sort()
        .map((name) => ({ name, usedMs: statSync(join(media, name)).mtimeMs, size: statSync(join(media, name)).size })),
  };
}

/** A web of these pages and pictures, which counts what it is asked for. */
export function web(
  answers: Readonly<Record<string, Fetched | CardImage>>,
): Web & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  const answer = (url: string): Fetched | CardImage => {
    asked.push(url);
    return answers[url] ?? { kind: 'refused', why: 'it answers 404' };
  };
  const refused = { kind: 'refused', why: 'it is something else' } as const;
  return {
    asked,
    picture: async (url) => {
      const found = answer(url);
      return found.kind === 'found' ? refused : found;
    },
    cardImage: async (url) => {
      const found = answer(url);
      return found.kind === 'fetched' ? refused : found;
    },
  };
}

export function fetched(bytes: Buffer, url = 'https://example.com/a.jpg'): Fetched {
  return { kind: 'fetched', url, mimeType: 'image/jpeg', bytes };
}
