import { join, resolve } from 'node:path';
import { readLocalPicture } from './locate.ts';
import { mediaFolder } from './media-folder.ts';
import { isRemote, placeOf } from './place.ts';
import { type SourceFormat, sniff } from './sniff.ts';
import { pictureSources } from './source.ts';

/**
 * The file of a picture as an article names it, for showing it: from the article's folder, or what was fetched of it
 * before. Nothing is fetched, decoded or written. `null` where it is not at hand, or is none of the formats Spool takes:
 * an SVG, say, may hold a script.
 * @param home absolute paths, as `Home` has them
 * @throws InputError for a name that leads out of the article's folder
 */
export function pictureAtHand(
  home: { readonly root: string; readonly data: string },
  article: string,
  source: string,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string } | null {
  const bytes = isRemote(source)
    ? pictureSources(
        home.root,
        mediaFolder(join(home.data, 'media'), () => 0),
        null,
      )
        .atHand({ source, article })
        ?.bytes()
    : readLocalPicture(source, resolve(home.root, article), placeOf({ source, article }));
  if (!bytes) return null;
  const found = sniff(bytes);
  return 'format' in found ? { bytes: new Uint8Array(bytes), type: TYPES[found.format] } : null;
}

const TYPES: Readonly<Record<SourceFormat, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
};
