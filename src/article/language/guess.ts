import { STOP_WORDS } from './stop-words.ts';

/** Characters of the text that are looked at. */
const SAMPLE = 20_000;
/** Least share of words that must be a language's commonest ones, and the fewest of them. */
const ENOUGH = 0.15;
const FEWEST = 3;

/** Scripts that one language is written in, or one far more than others. */
const SCRIPTS: readonly (readonly [language: string, pattern: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['fa', /[پچژگ]/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['uk', /[іїєґ]/giu],
  ['ru', /\p{Script=Cyrillic}/gu],
];
/** Share of the letters from which on a script decides; the first three and the letters of one language need less. */
const DECISIVE: Readonly<Record<string, number>> = { ja: 0.1, fa: 0.01, uk: 0.02 };

const WORDS = new Map(Object.entries(STOP_WORDS).map(([language, words]) => [language, new Set(words.split(' '))]));

/** The language a text seems to be in, by its script and its commonest words; `null` where neither says enough. */
export function guessLanguage(text: string): string | null {
  const sample = text.slice(0, SAMPLE).normalize('NFC');
  return byScript(sample) ?? byWords(sample);
}

function byScript(sample: string): string | null {
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const found = SCRIPTS.find(([language, pattern]) => {
    const share = (sample.match(pattern)?.length ?? 0) / Math.max(1, letters);
    return share >= (DECISIVE[language] ?? 0.4);
  });
  return found?.[0] ?? null;
}

function byWords(sample: string): string | null {
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? [];
  let best: string | null = null;
  let most = Math.max(FEWEST - 1, words.length * ENOUGH);
  for (const [language, common] of WORDS) {
    const count = words.filter((word) => common.has(word)).length;
    if (count > most) [best, most] = [language, count];
  }
  return best;
}
