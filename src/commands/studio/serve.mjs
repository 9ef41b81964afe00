// Does one piece of work for `apart.ts`: the request on standard input, the answer on standard output.
import module from 'node:module';

module.enableCompileCache();
const { serve } = await import('./serve.ts');
await serve(process.stdin, process.stdout);
