import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROGRAM, TestHome } from '../commands/spool.ts';
import { figure, median, print } from './print.ts';

const ROUNDS = 9;
const BIN = join(PROGRAM, 'src/bin.mjs');
const ARTICLE = 'posts/a-bus-every-ten-minutes.md';

/** Modules whose loading is told apart, by what they are for. */
const PARTS: readonly (readonly [string, readonly string[]])[] = [
  ['command line (commander)', ['commander']],
  ['settings (yaml, zod)', ['yaml', 'zod']],
  ['Markdown (mdast)', ['mdast-util-from-markdown', 'mdast-util-gfm', 'micromark-extension-gfm']],
  ['counting (twitter-text, unicode-segmenter)', ['twitter-text', 'unicode-segmenter/grapheme']],
  ['columns (string-width, wrap-ansi)', ['string-width', 'wrap-ansi']],
];

/** `spool preview` of the sample, side by side with starting Node and doing nothing. */
export async function benchPreview(): Promise<void> {
  const home = new TestHome();
  try {
    const bare: number[] = [];
    const preview: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(timed(['-e', '0'], home.path));
      preview.push(timed([BIN, 'preview', ARTICLE], home.path));
    }
    print(`  bare Node ${median(bare).toFixed(0)} ms, preview ${median(preview).toFixed(0)} ms`);
    figure('preview of a 600-word article, to bare Node', median(preview) / median(bare), 'times', { most: 6 });
    print('  of which loading, each in a process of its own:');
    for (const [name, modules] of PARTS) {
      const script = `require('node:module').enableCompileCache();Promise.all(${JSON.stringify(modules)}.map((m) => import(m)))`;
      const times = Array.from({ length: ROUNDS }, () => timed(['-e', script], PROGRAM));
      print(`    ${name}: ${Math.max(0, median(times) - median(bare)).toFixed(0)} ms`);
    }
  } finally {
    await home.remove();
  }
}

function timed(args: readonly string[], cwd: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, env: { ...process.env, NO_COLOR: '1' } });
  if (status !== 0) throw new Error(`it ended with ${status}: ${stderr.toString()}`);
  return performance.now() - start;
}
