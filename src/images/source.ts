import { resolve } from 'node:path';
import { cidOf } from '../cid.ts';
import { InputError, Unreachable } from '../errors.ts';
import type { Fetched } from '../fetch/fetched.ts';
import type { Web } from '../fetch/web.ts';
import { readLocalPicture } from './locate.ts';
import type { MediaFolder, NoteKey } from './media-folder.ts';
import { isRemote, type NamedPicture, placeOf } from './place.ts';

/** The file a picture is made from. */
export interface Source {
  /** CID of its bytes. */
  readonly cid: string;
  /** `null` where they were fetched once and are not kept any more. */
  bytes(): Buffer | null;
}

/**
 * Where pictures come from: local ones are read each time, remote ones come out of the cache.
 * @param root the home folder, from which articles are named
 * @param web the way to the web; `null` for none
 */
export function pictureSources(root: string, folder: MediaFolder, web: Web | null) {
  return {
    /**
     * Without the network; `null` for a remote picture that was not fetched yet.
     * @throws InputError where a local one cannot be read
     */
    atHand(picture: NamedPicture): Source | null {
      if (!isRemote(picture.source)) {
        const bytes = readLocalPicture(picture.source, resolve(root, picture.article), placeOf(picture));
        return { cid: cidOf(bytes, 'raw'), bytes: () => bytes };
      }
      const cid = folder.note(webKey(picture.source));
      return typeof cid === 'string' ? { cid, bytes: () => folder.blob(cid) } : null;
    },

    /**
     * From the web, whether or not it was fetched before.
     * @throws InputError where it will not do, Unreachable where it may be had later
     */
    async fetch(picture: NamedPicture, signal?: AbortSignal) {
      const fetched = web === null ? NO_WEB : await web.picture(picture.source, signal);
      if (fetched.kind !== 'fetched') throw notFetched(placeOf(picture), fetched);
      const cid = folder.putBlob(fetched.bytes);
      folder.putNote(webKey(picture.source), cid);
      return { cid, bytes: () => fetched.bytes };
    },

    /** Marks a remote picture as used, so that it is kept. */
    used(picture: NamedPicture): void {
      if (isRemote(picture.source)) folder.used(webKey(picture.source));
    },
  };
}

function webKey(url: string): NoteKey {
  return ['web', url];
}

/** What comes of fetching where there is no way to the web. */
export const NO_WEB = { kind: 'refused', why: 'it was not fetched yet' } as const;

/** The error for what could not be fetched. */
export function notFetched(where: string, { kind, why }: Exclude<Fetched, { kind: 'fetched' }>): Error {
  if (kind === 'failed') return new Unreachable(`${where}: cannot be had from the web now: ${why}`);
  const next = why === NO_WEB.why ? 'Run "spool check --live"' : "Name another, or save it in the article's folder";
  return new InputError({ where, problem: `cannot be had from the web: ${why}`, next });
}
