import type { Language } from './language.ts';
import { chinese, japanese } from './languages/cjk.ts';
import { german } from './languages/de.ts';
import { english } from './languages/en.ts';
import { spanish } from './languages/es.ts';
import { french } from './languages/fr.ts';
import { italian } from './languages/it.ts';
import { dutch } from './languages/nl.ts';
import { portuguese } from './languages/pt.ts';

/** The languages Spool has data for, by the first part of their BCP 47 tag. */
const known: ReadonlyMap<string, Language> = new Map([
  ['de', german],
  ['en', english],
  ['es', spanish],
  ['fr', french],
  ['it', italian],
  ['ja', japanese],
  ['nl', dutch],
  ['pt', portuguese],
  ['zh', chinese],
]);

/** What Spool knows of the language of a BCP 47 tag; `null` for one without data. */
export function languageOf(tag: string): Language | null {
  return known.get(tag) ?? known.get(tag.toLowerCase().split(/[-_]/, 1)[0] ?? '') ?? null;
}
