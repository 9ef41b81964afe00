const LONGEST = 160;
const MOST_WORDS = 24;

/** Whether a line can be a title: short, on one line, and not a sentence with a full stop. */
export function looksLikeTitle(line: string): boolean {
  const text = line.trim();
  const words = text.split(/\s+/).length;
  return (
    text !== '' &&
    text.length <= LONGEST &&
    words <= MOST_WORDS &&
    /[\p{L}\p{N}]/u.test(text) &&
    !/[.,;:。、]["'”’)\]]*$/.test(text)
  );
}

/** Whether two titles are the same, whatever their case, spaces and marks. */
export function sameTitle(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

function bare(title: string): string {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '');
  return words === '' ? title.trim() : words;
}
