import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KnownFile, LibraryMemory } from '../posts/library.ts';
import type { ReadFileOperations } from '../store/articles.ts';

/**
 * The library's memory in the store. What another version of the program read counts for nothing, for it may have read
 * it differently.
 */
export function libraryMemory(store: ReadFileOperations): LibraryMemory {
  const own = ` ${programSignature()}`;
  return {
    async recall() {
      const files = await store.rememberedFiles();
      return files.flatMap(({ path, signature, read }): KnownFile[] =>
        signature.endsWith(own) ? [{ path, signature: signature.slice(0, -own.length), read: JSON.parse(read) }] : [],
      );
    },
    async keep(read, gone) {
      const files = read.map((file) => ({ ...file, signature: file.signature + own, read: JSON.stringify(file.read) }));
      await store.rememberFiles(files, gone);
    },
  };
}

/** Changes with every update of what reads articles. */
function programSignature(): string {
  const room = fileURLToPath(new URL('../article/', import.meta.url));
  const lock = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
  const files = [lock, ...readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => room + name)];
  const times = files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return `${files.length}:${Math.max(...times)}`;
}
