import { InputError } from '../../errors.ts';

export interface CsvRow {
  /** Line of the file at which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const [LINE_FEED, RETURN, QUOTE, COMMA] = [10, 13, 34, 44];

/**
 * Rows of comma-separated values (RFC 4180), a byte order mark and either kind of line end taken; empty lines left out.
 * One pass over the text.
 * @throws InputError for a quoted cell that never ends, or one that goes on after its quotation mark
 */
export function* readCsv(text: string, where: string): Generator<CsvRow> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const cells: string[] = [];
    const begun = line;
    for (let follower = COMMA; follower === COMMA; at += 1) {
      const isQuoted = text.charCodeAt(at) === QUOTE;
      const end = isQuoted ? quotedEnd(text, at, `${where}:${line}`) : bareEnd(text, at);
      const cell = isQuoted ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end);
      if (isQuoted) line += cell.split('\n').length - 1;
      cells.push(cell);
      follower = text.charCodeAt(end);
      at = follower === RETURN && text.charCodeAt(end + 1) === LINE_FEED ? end + 1 : end;
    }
    line += 1;
    if (cells.length > 1 || cells[0] !== '') yield { line: begun, cells };
  }
}

/** Where the comma or the line end after a bare cell stands, or the text ends. */
function bareEnd(text: string, at: number): number {
  let end = at;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === COMMA || code === LINE_FEED || code === RETURN) break;
  }
  return end;
}

/** The same for a quoted one: a doubled quotation mark does not end it. */
function quotedEnd(text: string, at: number, where: string): number {
  let end = at;
  for (;;) {
    end = text.indexOf('"', end + 1);
    if (end < 0) throw damaged(where, 'a quotation mark is never closed: the file is cut off or damaged');
    if (text.charCodeAt(end + 1) !== QUOTE) break;
    end += 1;
  }
  const follower = text[end + 1];
  if (follower !== undefined && !',\r\n'.includes(follower)) {
    throw damaged(where, 'text follows a closing quotation mark');
  }
  return end + 1;
}

function damaged(where: string, problem: string): InputError {
  return new InputError({ where, problem, next: 'Download the file again; nothing was imported' });
}
