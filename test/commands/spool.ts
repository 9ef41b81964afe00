import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The program's own folder. */
export const PROGRAM = fileURLToPath(new URL('../..', import.meta.url));
const BIN = join(PROGRAM, 'src/bin.mjs');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A home folder of its own for one test, with the shipped settings and sample. */
export class TestHome {
  readonly path = mkdtempSync(join(tmpdir(), 'spool-home-'));
  readonly #children = new Set<ChildProcess>();

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    cpSync(join(PROGRAM, 'config/spool.yaml'), this.file('config/spool.yaml'), { recursive: true });
    cpSync(join(PROGRAM, 'posts'), this.file('posts'), { recursive: true });
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  file(name: string): string {
    return join(this.path, name);
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.file(name)), { recursive: true });
    writeFileSync(this.file(name), content);
  }

  /** Runs one command to its end. */
  async spool(...args: readonly string[]): Promise<Ran> {
    const { child, output } = this.start(...args);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, ...output };
  }

  /** The document a command prints with `--json`; its exit code has to be 0. */
  async json(...args: readonly string[]): Promise<unknown> {
    const ran = await this.spool(...args, '--json');
    if (ran.code !== 0) throw new Error(`spool ${args.join(' ')} ended with ${ran.code}: ${ran.err}`);
    return JSON.parse(ran.out);
  }

  /** Starts a command that goes on; it is killed at the latest by `remove`. */
  start(...args: readonly string[]) {
    return this.startWith({}, ...args);
  }

  startWith(environment: NodeJS.ProcessEnv, ...args: readonly string[]) {
    const env = { ...process.env, SPOOL_HOME: '', NO_COLOR: '1', ...environment };
    return this.#watch(spawn(process.execPath, [BIN, ...args], { cwd: this.path, env }));
  }

  /** The same after a command of the shell, such as `ulimit`. */
  startIn(shell: string, ...args: readonly string[]) {
    const env = { ...process.env, SPOOL_HOME: '', NO_COLOR: '1' };
    const command = `${shell}; exec "$@"`;
    return this.#watch(spawn('sh', ['-c', command, 'sh', process.execPath, BIN, ...args], { cwd: this.path, env }));
  }

  #watch(child: ChildProcessWithoutNullStreams) {
    this.#children.add(child);
    child.once('close', () => this.#children.delete(child));
    const output = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.err += text;
    });
    return { child, output };
  }

  async remove(): Promise<void> {
    await Promise.all(
      [...this.#children].map((child) => {
        const gone = new Promise((resolve) => child.once('close', resolve));
        child.kill('SIGKILL');
        return gone;
      }),
    );
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Resolves when `text` matches what a process has printed; rejects when it ends before. */
export function printed(started: ReturnType<TestHome['start']>, pattern: RegExp): Promise<RegExpExecArray> {
  const { child, output } = started;
  return new Promise((resolve, reject) => {
    const look = () => {
      const match = pattern.exec(output.out);
      if (match === null) return;
      child.stdout?.off('data', look);
      resolve(match);
    };
    child.stdout?.on('data', look);
    child.once('close', () => reject(new Error(`ended before it printed ${pattern}: ${output.out}${output.err}`)));
    look();
  });
}
