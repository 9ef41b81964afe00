import { join } from 'node:path';
import { cidOf } from '../cid.ts';
import { InputError } from '../errors.ts';
import type { Web } from '../fetch/web.ts';
import { FIT_VERSION, type Fitted, fitPicture } from './fit.ts';
import type { ImageLimits } from './limits.ts';
import { type MediaFolder, mediaFolder, type NoteKey } from './media-folder.ts';
import { isRemote, type NamedPicture, placeOf } from './place.ts';
import { NO_WEB, notFetched, pictureSources } from './source.ts';

/** A picture ready for a platform; its bytes are in the cache under its CID. */
export interface Prepared extends Omit<Fitted, 'bytes'> {
  /** How many. */
  readonly bytes: number;
}

/** A picture that is not ready. */
export interface Missing {
  /**
   * `unusable`: it will never be, as it is named; `not-fetched`: it is on the web and was not fetched yet;
   * `not-prepared`: it is at hand, and `prepare` will show whether it will do.
   */
  readonly missing: 'unusable' | 'not-fetched' | 'not-prepared';
  /** In words, with place and next step. */
  readonly why: string;
}

/** Pictures as platforms take them, made once and kept in `data/media/`. */
export interface ImageCache {
  /** What is ready, without work: a local file is read, nothing is decoded, fetched or written. For previews. */
  look(picture: NamedPicture, limits: ImageLimits): Prepared | Missing;
  /**
   * Makes a picture ready: reads or fetches it and fits it, unless that was done before. One after the other, please: a
   * large picture takes some 0.3 GB while it is worked on.
   * @throws InputError where the picture will not do, Unreachable where it may be had later
   */
  prepare(picture: NamedPicture, limits: ImageLimits, how?: How): Promise<Prepared>;
  /** The bytes of a picture that was prepared; `null` where they were removed meanwhile: prepare it again. */
  bytes(cid: string): Buffer | null;
  /** The picture a page names for its link card: `null` for none, `undefined` where that was not found out yet. */
  cardImage(page: string): string | null | undefined;
  /**
   * Finds that out, unless it was before.
   * @throws InputError where the page will not do, Unreachable where it may be had later
   */
  findCardImage(page: string, how?: How): Promise<string | null>;
}

export interface How {
  /** Stops a fetch; its reason is thrown. */
  readonly signal?: AbortSignal;
  /** Whether to fetch again what was fetched before; default `false`. */
  readonly refresh?: boolean;
}

export interface ImageCacheParts {
  /** Absolute paths, as `Home` has them. */
  readonly home: { readonly root: string; readonly data: string };
  /** The wall clock. */
  readonly nowMs: () => number;
  /** The way to the web; `null` for none, so that what is not in the cache is missing. */
  readonly web: Web | null;
  /** CIDs that planned deliveries still need: these are never removed. Default: none. */
  readonly inUse?: () => Promise<ReadonlySet<string>>;
  /** Default 500 MB. What was not used for longest is removed first. */
  readonly maxBytes?: number;
}

const DEFAULT_MAX_BYTES = 500_000_000;

/** The cache in `data/media/`, which is made when there is something to keep. */
export function openImageCache({ home, nowMs, web, inUse, maxBytes = DEFAULT_MAX_BYTES }: ImageCacheParts): ImageCache {
  const folder = mediaFolder(join(home.data, 'media'), nowMs);
  const sources = pictureSources(home.root, folder, web);
  const sweep = () => folder.sweep(maxBytes, inUse ?? (async () => new Set()));
  const cardImage = (page: string) => cardImageOf(folder.note(pageKey(page)));

  return {
    look(picture, limits) {
      try {
        const source = sources.atHand(picture);
        if (source === null) return { missing: 'not-fetched', why: notFetched(placeOf(picture), NO_WEB).message };
        const ready = fittedBefore(folder, source.cid, limits);
        return ready ?? { missing: 'not-prepared', why: `${placeOf(picture)}: not made ready yet` };
      } catch (error) {
        if (error instanceof InputError) return { missing: 'unusable', why: error.message };
        throw error;
      }
    },

    async prepare(picture, limits, { signal, refresh = false } = {}) {
      const again = refresh && isRemote(picture.source);
      const source = (again ? null : sources.atHand(picture)) ?? (await sources.fetch(picture, signal));
      const ready = fittedBefore(folder, source.cid, limits);
      if (ready !== null && folder.blob(ready.cid) !== null) {
        for (const item of [ready.cid, fitKey(source.cid, limits)]) folder.used(item);
        sources.used(picture);
        return ready;
      }
      const bytes = source.bytes() ?? (await sources.fetch(picture, signal)).bytes();
      const prepared = await fitAndKeep(folder, bytes, limits, placeOf(picture));
      await sweep();
      return prepared;
    },

    bytes: (cid) => folder.blob(cid),
    cardImage,

    async findCardImage(page, { signal, refresh = false } = {}) {
      const before = refresh ? undefined : cardImage(page);
      if (before !== undefined) return before;
      const found = web === null ? NO_WEB : await web.cardImage(page, signal);
      if (found.kind !== 'found') throw notFetched(`link card of ${page}`, found);
      folder.putNote(pageKey(page), found.image);
      return found.image;
    },
  };
}

async function fitAndKeep(folder: MediaFolder, bytes: Buffer, limits: ImageLimits, where: string): Promise<Prepared> {
  const { bytes: fitted, ...rest } = await fitPicture(bytes, limits, where);
  const prepared = { ...rest, bytes: fitted.length };
  folder.putBlob(fitted);
  folder.putNote(fitKey(cidOf(bytes, 'raw'), limits), prepared);
  return prepared;
}

function fittedBefore(folder: MediaFolder, source: string, limits: ImageLimits): Prepared | null {
  const prepared = folder.note(fitKey(source, limits));
  return isPrepared(prepared) && folder.hasBlob(prepared.cid, prepared.bytes) ? prepared : null;
}

/** A note whose checksum is right says what was put into it; this only tells the compiler. */
function isPrepared(note: unknown): note is Prepared {
  return typeof note === 'object' && note !== null && 'cid' in note && 'bytes' in note;
}

function fitKey(source: string, { maxBytes, formats, maxSide }: ImageLimits): NoteKey {
  return ['fit', FIT_VERSION, source, maxBytes, formats, maxSide];
}

function pageKey(page: string): NoteKey {
  return ['page', page];
}

function cardImageOf(note: unknown): string | null | undefined {
  return typeof note === 'string' || note === null ? note : undefined;
}
