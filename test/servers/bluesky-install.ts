import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** `test/bluesky-server`, which has a lock file of its own. */
export const serverFolder = fileURLToPath(new URL('../bluesky-server/', import.meta.url));

const stamp = `${serverFolder}node_modules/.installed`;
const busy = `${serverFolder}.installing`;

/**
 * Installs the Bluesky servers (`npm ci --ignore-scripts`, about 500 MB) unless the lock file is the one installed
 * already. Of several processes at once, one installs and the others wait.
 */
export async function installBluesky(): Promise<void> {
  const wanted = createHash('sha256')
    .update(await readFile(`${serverFolder}package-lock.json`))
    .digest('hex');
  while ((await contentOf(stamp)) !== wanted) {
    if (!(await claim())) {
      await sleep(500);
      continue;
    }
    try {
      await npmCi();
      await writeFile(stamp, wanted);
    } finally {
      await rm(busy, { force: true });
    }
  }
}

/** True for the one process that shall install; what a process that is gone has claimed is free again. */
async function claim(): Promise<boolean> {
  try {
    await writeFile(busy, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const owner = Number(await contentOf(busy));
    if (owner > 0 && !isAlive(owner)) await rm(busy, { force: true });
    return false;
  }
}

/** The settings of an outer `npm test` must not reach the inner npm. */
async function npmCi(): Promise<void> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_')),
  );
  await promisify(execFile)('npm', ['ci', '--ignore-scripts'], { cwd: serverFolder, env, timeout: 600_000 });
}

async function contentOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
