import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type Fault, InputError } from './errors.ts';

// Code that zod compiles for a schema pays after thousands of readings, and a command makes two: they take 17 ms of
// processor time instead of 40, as much as 3 % of `spool preview` and 5 % of `spool status`.
z.config({ jitless: true });

/** A YAML text that parsed, with what is needed to say on which line a value stands. */
export interface YamlFile {
  /** Shown in messages, `config/spool.yaml`. */
  readonly name: string;
  readonly document: Document;
  /** 1-based line of the value at this path, or of its nearest parent that exists. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Most aliases that are resolved: enough for a hand-written file, too few for a "billion laughs". */
const MAX_ALIASES = 50;

/**
 * Parses one YAML document. `firstLine` is the line of the file on which `text` begins (default 1).
 * @throws InputError naming file and line of the first syntax error
 */
export function parseYaml(text: string, name: string, firstLine = 1): YamlFile {
  refuseNesting(text, name, firstLine);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const line = (offset: number) => lines.linePos(offset).line + firstLine - 1;
  // Those that follow the first are most often its consequences.
  const [error] = document.errors;
  if (error !== undefined) {
    const problem = `this is not valid YAML: ${error.message.replace(/\s+/g, ' ').trim()}`;
    throw new InputError({ where: `${name}:${line(error.pos[0])}`, problem });
  }
  return { name, document, lineOf: (path) => line(offsetOf(document, path)) };
}

/** Most brackets open at once, and most `?` and `-` that open levels on one line: the parser's time grows steeply. */
const MAX_DEPTH = 20;

function refuseNesting(text: string, name: string, firstLine: number): void {
  const count = (line: string, pattern: RegExp) => line.match(pattern)?.length ?? 0;
  let depth = 0;
  for (const [index, line] of text.split('\n').entries()) {
    depth = Math.max(0, depth + count(line, /[[{]/g) - count(line, /[\]}]/g));
    if (depth <= MAX_DEPTH && count(line, /(?:^|\s)[?-](?=\s)/g) <= MAX_DEPTH) continue;
    const problem = 'this is nested too deeply';
    throw new InputError({ where: `${name}:${index + firstLine}`, problem, allowed: `${MAX_DEPTH} levels` });
  }
}

/** An object that takes these keys and no others; an unknown key is answered with the list of those there are. */
export function strictObject<S extends z.ZodRawShape>(shape: S) {
  const keys = Object.keys(shape).join(', ');
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? keys : undefined) });
}

/**
 * The value of the file as the schema describes it.
 * @throws InputError with one fault for every place where it differs
 */
export function readYaml<S extends z.ZodType>(file: YamlFile, schema: S): z.output<S> {
  const value = plainValue(file);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InputError(...result.error.issues.flatMap((issue) => faultsOf(issue, file, value)));
}

function plainValue({ document, name }: YamlFile): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {};
  } catch (error) {
    // The library's own way to say that aliases multiply beyond the limit, or name no anchor.
    if (!(error instanceof ReferenceError)) throw error;
    throw new InputError({ where: name, problem: `its aliases cannot be followed: ${error.message}` });
  }
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent) ? parent.items.find((item) => keyOf(item.key) === String(key)) : undefined;
    if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
    if (isPair(node) && isNode(node.key) && node.key.range) return node.key.range[0];
  }
  return 0;
}

function keyOf(key: unknown): string {
  return isNode(key) ? String(key.toJSON()) : String(key);
}

function faultsOf(issue: z.core.$ZodIssue, file: YamlFile, value: unknown): Fault[] {
  const place = (path: readonly PropertyKey[]) => {
    const name = path.map(String).join('.');
    return `${file.name}:${file.lineOf(path)}${name === '' ? '' : `: ${name}`}`;
  };
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      where: place([...issue.path, key]),
      problem: 'there is no such key',
      allowed: issue.message,
    }));
  }
  const written = valueAt(value, issue.path);
  const shown = written === undefined || typeof written === 'object' ? {} : { value: String(written) };
  return [{ where: place(issue.path), problem: plain(issue, written), ...shown }];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}

function plain(issue: z.core.$ZodIssue, written: unknown): string {
  if (written === undefined && issue.code === 'invalid_type')
    return `is missing (${article(issue.expected)} is needed)`;
  if (issue.code === 'invalid_type') return `must be ${article(issue.expected)}, not`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}, not`;
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
