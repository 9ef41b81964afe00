import { oneLine } from '../../errors.ts';

const LONGEST = 60;

/** A piece of the article as a message repeats it: in quotation marks, on one line, not too long. */
export function told(text: string): string {
  const line = oneLine(text).trim();
  return `"${line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line}"`;
}
