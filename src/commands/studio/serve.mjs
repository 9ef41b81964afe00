// Does one piece of work for `apart.ts`: the request on standard input, the answer on standard output.
import { enableCompileCache } from '../../compile-cache.mjs';

enableCompileCache();
(await import('../../quick-imports.ts')).quickenImports();
const { serve } = await import('./serve.ts');
if (process.argv[2] === 'warm') await import('./warm.ts');
await serve(process.stdin, process.stdout);
