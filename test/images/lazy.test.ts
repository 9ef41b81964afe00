import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { home } from './home.ts';
import { plain } from './pictures.ts';

const LIMITS = '{ maxBytes: 100000, formats: ["jpeg"] }';
const PICTURE = '{ source: "a.png", article: "posts/x.md" }';

/** The parts of libvips and of Node's network client that a process has loaded after this. */
async function loadedBy(root: string, work: string): Promise<string> {
  const script = `
    const { openImageCache } = await import(${JSON.stringify(new URL('../../src/images/cache.ts', import.meta.url))});
    const home = { root: ${JSON.stringify(root)}, data: ${JSON.stringify(`${root}/data`)} };
    const cache = openImageCache({ home, nowMs: () => 0, web: null });
    ${work}
    console.log(process.report.getReport().sharedObjects.filter((path) => path.includes('vips')).length > 0);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return stdout.trim();
}

test('the image library is loaded when a picture is processed, and not before', async () => {
  const { put, media } = home();
  put('posts/a.png', await plain(30, 20, 'red').png().toBuffer());
  const root = media.replace(/\/data\/media$/, '');
  const look = `console.log(cache.look(${PICTURE}, ${LIMITS}).missing ?? 'ready');`;
  const prepare = `await cache.prepare(${PICTURE}, ${LIMITS});`;
  expect(await loadedBy(root, look)).toBe('not-prepared\nfalse');
  expect(await loadedBy(root, prepare)).toBe('true');
  expect(await loadedBy(root, look + prepare)).toBe('ready\nfalse');
});
