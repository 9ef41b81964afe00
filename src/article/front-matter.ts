import { type Document, isScalar, visit } from 'yaml';
import { InputError } from '../errors.ts';
import { parseYaml, readYaml } from '../yaml.ts';
import type { FrontMatter } from './article.ts';
import { frontSchema } from './front/schema.ts';
import { withSuggestions } from './front/suggest.ts';

/** Longest front matter, in characters: whole texts for a hundred posts fit. */
const MAX_LENGTH = 100_000;
const MAX_LINES = 1_000;
/** Most brackets open at once. The parser's time grows steeply with them, and front matter needs four. */
const MAX_DEPTH = 8;
/** Keys for which an empty value says something: "none". For all others it is as if they were absent. */
const NULLABLE = new Set(['numbering', 'signoff']);

/**
 * Reads front matter: YAML that begins on line 2 of `source`.
 * @throws InputError with one fault, with file and line, for every syntax error, unknown key and wrong value
 */
export function parseFrontMatter(yaml: string, source: string): FrontMatter {
  refuseMonsters(yaml, source);
  return withSuggestions(() => {
    const file = parseYaml(yaml, source, 2);
    takeScalarsAsWritten(file.document);
    return readYaml(file, frontSchema);
  });
}

/** A title `007` or `1.10` is a text, whatever YAML makes of it; a key without value is one the author left open. */
function takeScalarsAsWritten(document: Document): void {
  visit(document, {
    Scalar(_key, node) {
      if (node.value !== null && node.source !== undefined) node.value = node.source;
    },
    Pair(_key, pair) {
      const open = pair.value === null || (isScalar(pair.value) && pair.value.value === null);
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      return open && !NULLABLE.has(key) ? visit.REMOVE : undefined;
    },
  });
}

function refuseMonsters(yaml: string, source: string): void {
  const lines = yaml.split('\n');
  if (yaml.length > MAX_LENGTH || lines.length > MAX_LINES) {
    throw new InputError({
      where: `${source}:1`,
      problem: `this front matter has ${lines.length} lines and ${yaml.length} characters`,
      allowed: `at most ${MAX_LINES} and ${MAX_LENGTH}`,
    });
  }
  let depth = 0;
  for (const [index, line] of lines.entries()) {
    depth = Math.max(0, depth + count(line, /[[{]/g) - count(line, /[\]}]/g));
    if (depth > MAX_DEPTH || count(line, /(?:^|\s)[?-](?=\s)/g) > MAX_DEPTH) {
      throw new InputError({
        where: `${source}:${index + 2}`,
        problem: 'the front matter is nested too deeply here',
        allowed: `${MAX_DEPTH} levels`,
      });
    }
  }
}

function count(line: string, pattern: RegExp): number {
  return line.match(pattern)?.length ?? 0;
}
