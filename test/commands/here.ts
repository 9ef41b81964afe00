import type { Io } from '../../src/commands/io.ts';
import { runCommand } from '../../src/commands/program.ts';
import type { Ran, TestHome } from './spool.ts';

/** Runs one command in this process, at a width and without colours: quicker than a process of its own. */
export async function runHere(home: TestHome, args: readonly string[], width = 80): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const io: Io = {
    environment: {},
    currentFolder: home.path,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    width,
    paint: (_, text) => text,
    ask: async () => null,
  };
  const code = await runCommand(args, io);
  return { code, out: out.join('\n'), err: err.join('\n') };
}
