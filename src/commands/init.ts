import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf, InputError } from '../errors.ts';
import type { ExitCode } from './program.ts';
import type { Call } from './setting.ts';

/** The program's own folder, whose sample files a new home begins with. */
const PROGRAM = fileURLToPath(new URL('../..', import.meta.url));
const COPIED = ['config/spool.yaml', 'config/spool.schema.json', 'config/author.schema.json', 'posts', '.env.example'];

/** Lays out a home folder outside the program's checkout, so that an update of the program never meets the author's files. */
export async function init({ io }: Call, folder: string): Promise<ExitCode> {
  const home = resolve(io.currentFolder, folder);
  refuseUnlessEmpty(home);
  mkdirSync(join(home, 'config'), { recursive: true });
  for (const name of COPIED) cpSync(join(PROGRAM, name), join(home, name), { recursive: true });
  const shown = relative(io.currentFolder, home) || '.';
  io.out(`${shown} is ready: settings in config/spool.yaml, articles in posts/, secrets in .env (see .env.example).`);
  io.out(`Look at the sample: spool --dir ${shown} preview ${join(shown, 'posts/a-bus-every-ten-minutes.md')}`);
  io.out(`Run the worker:     spool --dir ${shown} run`);
  return 0;
}

function refuseUnlessEmpty(home: string): void {
  if (!existsSync(home)) return;
  try {
    if (readdirSync(home).length === 0) return;
  } catch (error) {
    const code = codeOf(error) ?? 'unknown error';
    throw new InputError({ where: home, problem: `is not a folder that can be read (${code})` });
  }
  throw new InputError({
    where: home,
    problem: 'this folder is not empty, and nothing in it is overwritten',
    next: 'Name a new folder',
  });
}
