import { InputError } from '../../errors.ts';
import type { Form } from '../form.ts';

/** A source with its front matter apart. */
export interface Split {
  /** The YAML between the fences, which begins on line 2 of the file; `null` where there is none. */
  readonly yaml: string | null;
  /** The rest, with empty lines in the place of the front matter, so that line numbers stay the file's own. */
  readonly body: string;
}

const FENCE = /^---[ \t]*$/;
const CLOSE = /^(?:---|\.\.\.)[ \t]*$/;
const KEY = /^\s*(?:#|["']?[\p{L}_][\p{L}\p{N}_ -]*["']?\s*:(?:\s|$))/u;

/**
 * Parts front matter and text. Front matter stands between a first line `---` and a line `---` or `...`; in plain text
 * and HTML, where dashes may be decoration, only if its first line is a key.
 * @throws InputError for front matter that is never closed
 */
export function splitFrontMatter(text: string, form: Form, source: string): Split {
  const lines = text.split('\n');
  if (!FENCE.test(lines[0] ?? '')) return { yaml: null, body: text };
  const close = lines.findIndex((line, index) => index > 0 && CLOSE.test(line));
  const hasKeys = KEY.test(lines.slice(1).find((line) => line.trim() !== '') ?? '');
  if (!hasKeys && (form !== 'markdown' || close < 0)) return { yaml: null, body: text };
  if (close < 0) throw unclosed(source);
  return {
    yaml: lines.slice(1, close).join('\n'),
    body: '\n'.repeat(close + 1) + lines.slice(close + 1).join('\n'),
  };
}

function unclosed(source: string): InputError {
  return new InputError({
    where: `${source}:1`,
    problem: 'the front matter that begins here is never closed',
    next: 'Put a line of three hyphens (---) behind its last key',
  });
}
