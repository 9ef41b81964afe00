import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { signatureOf } from '../../file-signature.ts';
import type { DeskParts } from '../parts.ts';
import type { Choices, Preview } from '../studio.ts';

const KEPT = 20;

/** @param source path relative to the home folder */
export type Previews = (source: string, choices: Choices) => Promise<Preview>;

/**
 * Previews, the last ones kept: cutting an article takes a process of its own, and a page is looked at again and again.
 * A file or a configuration that changed is cut anew.
 */
export function createPreviews({ home, studio, config }: Pick<DeskParts, 'home' | 'studio' | 'config'>): Previews {
  const kept = new Map<string, { readonly config: Config; readonly made: Promise<Preview> }>();
  return async (source: string, choices: Choices): Promise<Preview> => {
    const signature = signatureOf(statSync(resolve(home.root, source), { throwIfNoEntry: false }));
    const key = JSON.stringify([source, signature, choices]);
    const known = kept.get(key);
    if (known !== undefined && known.config === config()) return known.made;
    const made = studio.preview(source, choices);
    kept.delete(key);
    kept.set(key, { config: config(), made });
    made.catch(() => kept.delete(key));
    for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old);
    return made;
  };
}
