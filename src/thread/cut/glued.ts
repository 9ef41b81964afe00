/**
 * A number, with what stands before and after it without a space: `5`, `$3`, `10,000`, `3rd`, `4%`, `XIV`. (A single
 * `I` is the pronoun.)
 */
const number =
  /^[\p{Ps}"'“‘«#$€£¥₹+\-–−~<>≈]*(?:\p{N}[\p{N}.,:/’'\-–]*\p{L}{0,3}|[IVXLC]{2,7}|[VXLC])[%‰°$€£¥₹]*[\p{Pe}"'”’».,;:]*$/u;
/** Longer than any number; it bounds the work on one endless word. */
const longest = 40;
/** What ends in a stop inside a sentence is an initial or an abbreviation: `J.`, `Dr.`, `p.m.`, `z.B.`. */
const abbreviation = /\p{L}\.$/u;
/** Titles and signs that are written without a stop. */
const title = /^[\p{Ps}"'“‘«]*(?:Mr|Mrs|Ms|Mx|Dr|Prof|St|Sra?|Mme|Mlle|Herr|Frau|No|Nr|Nº|n°|pp?|§)$/u;
const percentage = /^(?:per cent|pro cent|por ciento|por cien|pour cent|per mille|pro mille)\P{L}*$/iu;

/**
 * Whether the white space between two neighbouring words of one sentence holds them together, so that a cut would tear
 * one thing in two: a number and its unit, month or noun, an initial and its name, a title and its bearer.
 */
export function glued(before: string, after: string): boolean {
  if (before.length > longest || after.length > longest) return false;
  if (abbreviation.test(before) || title.test(before) || percentage.test(`${before} ${after}`)) return true;
  return number.test(after) || (number.test(before) && !/[,;:]$/.test(before));
}
