import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROGRAM, TestHome } from '../commands/spool.ts';
import { figure, median, print } from './print.ts';

const ROUNDS = 15;
const BIN = join(PROGRAM, 'src/bin.mjs');
const ARTICLE = 'posts/a-bus-every-ten-minutes.md';

/** The libraries that a preview of the sample loads, by what they are for. */
const PARTS: readonly (readonly [string, readonly string[]])[] = [
  ['command line (commander)', ['commander']],
  ['settings (zod)', ['zod']],
  ['settings and front matter (yaml)', ['yaml']],
  ['Markdown (mdast)', ['mdast-util-from-markdown', 'mdast-util-gfm-autolink-literal']],
  ['Markdown’s bare links (micromark)', ['micromark-extension-gfm-autolink-literal']],
  ['graphemes (unicode-segmenter)', ['unicode-segmenter/grapheme']],
];

/** `spool preview` of the sample, side by side with starting Node and doing nothing. */
export async function benchPreview(): Promise<void> {
  const home = new TestHome();
  try {
    const bare: number[] = [];
    const preview: number[] = [];
    const empty: number[] = [];
    const parts = PARTS.map(([name, modules]) => ({ name, script: loading(modules), times: [] as number[] }));
    // The first run of each fills the compile cache.
    for (let round = 0; round <= ROUNDS; round++) {
      const keep = (times: number[], ms: number) => round > 0 && times.push(ms);
      keep(bare, timed(['-e', '0'], home.path));
      keep(preview, timed([BIN, 'preview', ARTICLE], home.path));
      keep(empty, timed(['-e', loading([])], PROGRAM));
      for (const { script, times } of parts) keep(times, timed(['-e', script], PROGRAM));
    }
    print(`  bare Node ${median(bare).toFixed(0)} ms, preview ${median(preview).toFixed(0)} ms`);
    figure('preview of a 600-word article, to bare Node', median(preview) / median(bare), 'times', { most: 6 });
    print('  of which loading, each in a process of its own:');
    const loads = parts.map(({ name, times }) => ({ name, ms: Math.max(0, median(times) - median(empty)) }));
    for (const { name, ms } of loads) print(`    ${name}: ${ms.toFixed(0)} ms`);
    const libraries = loads.reduce((sum, { ms }) => sum + ms, 0);
    print(`  and the program itself: ${(median(preview) - median(bare) - libraries).toFixed(0)} ms`);
  } finally {
    await home.remove();
  }
}

/** Loads these as the program does. */
function loading(modules: readonly string[]): string {
  const start = `require('node:module').enableCompileCache();import('${join(PROGRAM, 'src/quick-imports.ts')}')`;
  return `${start}.then((m) => m.quickenImports()).then(() => Promise.all(${JSON.stringify(modules)}.map((m) => import(m))))`;
}

function timed(args: readonly string[], cwd: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, env: { ...process.env, NO_COLOR: '1' } });
  if (status !== 0) throw new Error(`it ended with ${status}: ${stderr.toString()}`);
  return performance.now() - start;
}
