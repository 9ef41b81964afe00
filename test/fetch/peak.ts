import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PUBLIC } from './stage.ts';

/** What came of a picture's fetch in a process of its own, and by how many MB its memory grew at most. */
export interface Peak {
  readonly kind: string;
  readonly why?: string;
  readonly grownMb: number;
}

/** Fetches once, small, to load everything, then `path`, as a picture of at most 15 MB. */
export async function peakOf(port: number, path: string): Promise<Peak> {
  const script = `
    const { guardedFetch } = await import(${JSON.stringify(new URL('../../src/fetch/guarded.ts', import.meta.url))});
    const reach = { ports: [${port}], permit: () => true, resolve: async () => ['${PUBLIC}'] };
    const get = (path) => guardedFetch('http://public.test:${port}' + path,
      { maxBytes: 15e6, timeoutMs: 120000, accept: ['image/*'], reach });
    await get('/small');
    const before = process.resourceUsage().maxRSS;
    const { kind, why } = await get('${path}');
    console.log(JSON.stringify({ kind, why, grownMb: (process.resourceUsage().maxRSS - before) / 1024 }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return JSON.parse(stdout);
}
