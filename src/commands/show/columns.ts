import { createRequire } from 'node:module';
import { stripVTControlCharacters } from 'node:util';

/**
 * Characters of one column each that join with no other: Latin and Cyrillic letters, the dashes, quotation marks and
 * ellipses of articles, arrows, lines of boxes. A text of these alone needs no library to be measured.
 */
const PLAIN =
  /^[ -~\u00a1-\u00ac\u00ae-\u02af\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u203a\u20ac\u2190-\u2193\u2500-\u257f]*$/;

interface Libraries {
  readonly width: (text: string) => number;
  readonly wrap: (text: string, columns: number, options: { readonly hard: boolean }) => string;
}

const require = createRequire(import.meta.url);
let loaded: Libraries | undefined;

/** Loaded for a text that is not plain: the first emoji they look for costs more than a bare Node takes to start. */
function libraries(): Libraries {
  loaded ??= { width: require('string-width').default, wrap: require('wrap-ansi').default };
  return loaded;
}

/** Columns a text takes in a terminal: wide characters count as two, colours as none. */
export function widthOf(text: string): number {
  const shown = stripVTControlCharacters(text);
  return PLAIN.test(shown) ? shown.length : libraries().width(text);
}

/** Rows of at most `columns` columns of a line without indentation, broken at spaces where there are any. */
export function rowsOf(line: string, columns: number): readonly string[] {
  if (!PLAIN.test(line)) return libraries().wrap(line, columns, { hard: true }).split('\n');
  const rows: string[] = [];
  let row = '';
  for (const word of line.split(' ')) {
    const room = columns - (row === '' ? 0 : row.length + 1);
    // A word longer than a row begins on this one where that saves one.
    const needed = word.length <= columns ? word.length : ((word.length - 1) % columns) + 1;
    if (row !== '' && word !== '' && needed > room) {
      rows.push(row);
      row = '';
    }
    row = row === '' ? word : `${row} ${word}`;
    while (row.length > columns && word.length > columns) {
      rows.push(row.slice(0, columns));
      row = row.slice(columns);
    }
  }
  return [...rows, row].map((each) => each.replace(/ +$/, ''));
}
