import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Edit, MUTANTS } from './mutants.ts';

const PROGRAM = fileURLToPath(new URL('../..', import.meta.url));
const COPIED = ['src', 'test/publishing', 'test/servers/random.ts', 'test/deliveries.ts', 'package.json'];
/** A broken program may run for ever: that is given up before the test is, so that its change is taken back in time. */
const PATIENCE_MS = 240_000;
const bounded = { timeout: PATIENCE_MS + 60_000 };

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'spool-mutants-'));
  for (const name of COPIED) cpSync(join(PROGRAM, name), join(copy, name), { recursive: true });
  symlinkSync(join(PROGRAM, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Runs the crashes and worlds of `mutant-run.ts` on the copy; `null` where nothing was found. */
async function findFault(): Promise<string | null> {
  const args = [join(copy, 'test/publishing/mutant-run.ts')];
  try {
    await promisify(execFile)(process.execPath, args, {
      timeout: PATIENCE_MS,
      // Of the source only what is broken has to be compiled anew.
      env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: join(copy, 'compiled') },
    });
    return null;
  } catch (error) {
    const { code, stdout = '', stderr = '' }: { code?: unknown; stdout?: string; stderr?: string } = Object(error);
    if (code === 1 && stdout !== '') return stdout.trim();
    throw new Error(`the run ended with ${String(code)}: ${stdout}${stderr}`);
  }
}

function breakRule({ file, find, replace }: Edit): void {
  const path = join(copy, 'src', file);
  const source = readFileSync(path, 'utf8');
  const places = source.split(find).length - 1;
  expect(places, `src/${file} has this ${places} times, not once; bring the mutant up to date:\n${find}`).toBe(1);
  writeFileSync(
    path,
    source.replace(find, () => replace),
  );
}

function mend({ file }: Edit): void {
  cpSync(join(PROGRAM, 'src', file), join(copy, 'src', file));
}

test('the rules as they are pass what the broken ones are given', bounded, async () => {
  expect(await findFault()).toBeNull();
});

test.each(MUTANTS)('a worker that $name is caught', bounded, async ({ edits }) => {
  try {
    for (const edit of edits) breakRule(edit);
    const diff = edits.map(({ file, find, replace }) => `src/${file}\n- ${find}\n+ ${replace}`).join('\n');
    expect(await findFault(), `this change goes unnoticed:\n${diff}`).not.toBeNull();
  } finally {
    for (const edit of edits) mend(edit);
  }
});
