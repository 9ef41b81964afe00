// Plain JavaScript with nothing to install, because it runs first, on whatever Node the machine has. It makes sure that
// node_modules holds what the lock file says, and otherwise lets npm install exactly that. When all is there it touches
// neither the network nor the disk.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const wantsDev = process.argv.includes('--dev') || Number(process.versions.node.split('.')[0]) < 24;

/** @param {string} file @returns {Record<string, { version?: string, dev?: boolean, optional?: boolean, link?: boolean }>} */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(new URL(file, root), 'utf8')).packages;
  } catch {
    return {};
  }
}

/** npm notes what it installed in node_modules/.package-lock.json, and writes it last. */
function isInstalled() {
  const installed = lockedPackages('node_modules/.package-lock.json');
  return Object.entries(lockedPackages('package-lock.json'))
    .filter(([path, { dev, optional, link }]) => path !== '' && !optional && !link && (wantsDev || !dev))
    .every(([path, { version }]) => installed[path]?.version === version);
}

function install() {
  console.error('Spool: installing its packages from the lock file (once; about a minute) ...');
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    console.error(`Spool: npm ci failed${error ? ` (${error.message})` : ''}. Is the npm registry within reach?`);
    process.exit(status ?? 1);
  }
}

/** So that `npx spool` finds the program of this folder at once, without asking npm. */
function linkCommand() {
  const link = new URL('node_modules/.bin/spool', root);
  rmSync(link, { force: true });
  symlinkSync('../../src/bin.mjs', link);
}

if (!isInstalled()) {
  install();
  linkCommand();
}
