/** Small words inside names. */
const PARTICLES = new Set(
  'of the and for in on a an de da do dos das del della di du des la le les van von der den zu zum zur y e et al el bin ibn st &'.split(
    ' ',
  ),
);
const LONGEST = 48;
const MOST_WORDS = 6;

/**
 * Whether a line can be the name of a person or a publication: up to six words, each beginning with a capital (or a
 * handle), none ending a sentence. `The Countermeasure`, `Ana de la Cruz`, `J. R. Smith`.
 */
export function isName(line: string): boolean {
  const words = line.trim().split(/\s+/);
  if (line.length > LONGEST || words.length > MOST_WORDS || line.trim() === '') return false;
  if (/[!?:;"“”()[\]{}<>|/\\]|\d{3}|[.,…]$/u.test(line) && !/\b(?:Jr|Sr|Inc|Ltd|PhD|M\.D)\.$/.test(line)) return false;
  return words.every((word, index) => (index > 0 && PARTICLES.has(word)) || isNameWord(word));
}

function isNameWord(word: string): boolean {
  return (
    /^(?:@[\w.]+|[\p{Lu}\p{Lo}\p{Lt}][\p{L}\p{M}'’.-]*,?|(?:d|l|o)['’]\p{Lu}[\p{L}-]*|&)$/iu.test(word) &&
    !/^\p{Ll}/u.test(word)
  );
}

/** Whether a line introduces this person: `Jane Doe is a writer in Lagos.` */
export function isLifeOf(
  { kind, text }: { readonly kind: string; readonly text: string },
  author: string | null,
): boolean {
  if (kind !== 'paragraph' || author === null || !author.includes(' ') || !text.startsWith(author)) return false;
  return /^,? (?:is (?:an?|the)|writes|covers|reports|lives|works|teaches)\b/.test(text.slice(author.length));
}

/** Whether two names are the same, whatever their case, accents, `@` and punctuation. */
export function sameName(a: string, b: string): boolean {
  return bare(a) === bare(b) && bare(a) !== '';
}

function bare(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
