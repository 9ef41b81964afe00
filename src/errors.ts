/** One thing that is wrong with what came in, complete enough to be mended without reading the source. */
export interface Fault {
  /** Where it stands: `config/spool.yaml:12`, `posts/x.md`, `--max-posts`. */
  readonly where: string;
  /** What is wrong, as a sentence without a final stop. */
  readonly problem: string;
  /** The offending value as it was written; left out where there is none. */
  readonly value?: string;
  /** What would be accepted instead. */
  readonly allowed?: string;
  /** What the author can do next. */
  readonly next?: string;
}

/** `config/spool.yaml:12: unknown time zone "Mars/Base" (allowed: an IANA zone such as Europe/London). Next step.` */
export function describeFault(fault: Fault): string {
  const value = fault.value === undefined ? '' : ` ${JSON.stringify(shorten(fault.value))}`;
  const allowed = fault.allowed === undefined ? '' : ` (allowed: ${fault.allowed})`;
  const next = fault.next === undefined ? '' : `. ${fault.next}`;
  return oneLine(`${fault.where}: ${fault.problem}${value}${allowed}${next}`);
}

/**
 * Bad usage, configuration or input: the author's to mend. The command line prints every fault on a line of its own
 * and exits with 2.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly faults: readonly Fault[];

  constructor(...faults: readonly Fault[]) {
    super(faults.map(describeFault).join('\n'));
    this.faults = faults;
  }
}

/** What is needed cannot be had at the moment, and may be had later. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** `ENOENT` and the like: what the system answers with an error; `null` where it is an error of another kind. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}

/** Keeps a value from outside readable: at most 80 characters of it are ever repeated. */
function shorten(value: string): string {
  return value.length > 80 ? `${value.slice(0, 77)}...` : value;
}

/** Control characters, line breaks and bidirectional overrides from outside never reach a terminal or a log. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
