import { styleText } from 'node:util';

/** A colour or weight of `util.styleText`. */
export type Style = Extract<Parameters<typeof styleText>[0], string>;

/** Where a command reads its surroundings and writes its answer. */
export interface Io {
  readonly environment: NodeJS.ProcessEnv;
  readonly currentFolder: string;
  /** The answer, on standard output. */
  out(text: string): void;
  /** Messages, on standard error. */
  err(text: string): void;
  /** Columns to fill; 80 where there is no terminal. */
  readonly width: number;
  /** Colours text for standard output, or leaves it alone (no terminal, NO_COLOR). */
  paint(style: Style, text: string): string;
  /** Asks the person at the terminal; `null` where there is none. */
  ask(question: string): Promise<string | null>;
}

/** The process's own streams and environment: the only place that reads `process.env`. */
export function systemIo(): Io {
  return {
    environment: process.env,
    currentFolder: process.cwd(),
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    width: process.stdout.columns ?? 80,
    paint: (style, text) => styleText(style, text, { stream: process.stdout, validateStream: true }),
    ask,
  };
}

/** Stops, as at SIGTERM, once nobody reads the answer any more, as in `spool check | head`: a worker stops in order. */
export function endWhenUnread(): void {
  let isStopping = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    if (!isStopping) process.kill(process.pid, 'SIGTERM');
    isStopping = true;
  });
}

async function ask(question: string): Promise<string | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
