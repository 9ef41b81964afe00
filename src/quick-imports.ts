import { type ResolveFnOutput, type ResolveHookSync, registerHooks } from 'node:module';

/**
 * Finds imported files without asking the disk each time: of the 600 imports of a command most are relative, and of the
 * others many are the same one again, yet Node looks for folders, links and package.json at every one. Takes a tenth off
 * the time of `spool preview`.
 */
export function quickenImports(): void {
  registerHooks({ resolve: quickResolver() });
}

/** A hook for `registerHooks`; it remembers what it has been asked. */
export function quickResolver(): ResolveHookSync {
  const known = new Map<string, ResolveFnOutput>();
  return (specifier, context, next) => {
    const { parentURL, conditions } = context;
    // `require` adds endings and looks for folders, which an import does not.
    if (parentURL === undefined || !conditions.includes('import')) return next(specifier, context);
    if (/^\.\.?\//.test(specifier)) return relative(new URL(specifier, parentURL).href);
    const asked = `${folderOf(parentURL)} ${specifier}`;
    const found = known.get(asked) ?? { ...next(specifier, context), shortCircuit: true };
    known.set(asked, found);
    return found;
  };
}

function relative(url: string): ResolveFnOutput {
  return url.endsWith('.ts') ? { url, format: 'module-typescript', shortCircuit: true } : { url, shortCircuit: true };
}

/** That of the package that a file belongs to: for all of it one name means one thing. Else the file's own. */
function folderOf(url: string): string {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(url)?.[0] ?? url.slice(0, url.lastIndexOf('/'));
}
