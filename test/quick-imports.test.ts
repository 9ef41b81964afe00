import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import type { ResolveFnOutput, ResolveHookContext } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { quickResolver } from '../src/quick-imports.ts';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

const importedFrom = (parentURL: string, conditions = ['node', 'import']): ResolveHookContext => ({
  ...{ parentURL, conditions, importAttributes: {} },
});

/** Node's own answer, in the place of which it stands, that counts how often it is asked. */
function counted() {
  const asked: string[] = [];
  const next = (specifier: string): ResolveFnOutput => {
    asked.push(specifier);
    return { url: `file:///found/${specifier}/${asked.length}` };
  };
  return { asked, next };
}

test('every relative import of the program is the file that it names', () => {
  const { asked, next } = counted();
  const resolve = quickResolver();
  let imports = 0;
  for (const name of readdirSync(SRC, { recursive: true, encoding: 'utf8' })) {
    if (!/\.m?[jt]s$/.test(name) || name.includes('assets')) continue;
    const parentURL = pathToFileURL(join(SRC, name)).href;
    for (const [, specifier = ''] of readFileSync(join(SRC, name), 'utf8').matchAll(
      /(?:from|import\() ?'(\.[^']+)'/g,
    )) {
      imports++;
      const { url, format } = resolve(specifier, importedFrom(parentURL), next);
      expect(pathToFileURL(realpathSync(fileURLToPath(url))).href).toBe(url);
      expect(format).toBe(specifier.endsWith('.ts') ? 'module-typescript' : undefined);
    }
  }
  expect(imports).toBeGreaterThan(1000);
  expect(asked).toEqual([]);
});

test('Node is asked once about one name in one package, and again in another', () => {
  const { asked, next } = counted();
  const resolve = quickResolver();
  const first = resolve('yaml', importedFrom('file:///home/node_modules/@one/a/lib/x.js'), next);
  expect(resolve('yaml', importedFrom('file:///home/node_modules/@one/a/y.js'), next)).toEqual(first);
  const others = ['file:///home/node_modules/@one/b/x.js', 'file:///home/node_modules/@one/a/node_modules/c/x.js'];
  for (const other of [...others, 'file:///home/src/x.ts']) {
    expect(resolve('yaml', importedFrom(other), next)).not.toEqual(first);
  }
  expect(asked).toEqual(['yaml', 'yaml', 'yaml', 'yaml']);
});

test('what is required, and what is started, is left to Node', () => {
  const { asked, next } = counted();
  const resolve = quickResolver();
  resolve('./x', importedFrom('file:///home/node_modules/a/x.js', ['node', 'require']), next);
  resolve('./x', importedFrom('file:///home/node_modules/a/x.js', ['node', 'require']), next);
  resolve('file:///home/x.ts', { conditions: ['node', 'import'], importAttributes: {}, parentURL: undefined }, next);
  expect(asked).toEqual(['./x', './x', 'file:///home/x.ts']);
});
