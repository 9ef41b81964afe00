import { constants, fstatSync, realpathSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { MAX_ARTICLE_BYTES } from '../article/decode.ts';
import { codeOf, InputError } from '../errors.ts';

/** A file as it was found. */
export interface FoundFile {
  /** Path relative to the home folder where it lies inside, else as given: what messages and documents show. */
  readonly source: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads one article's file, wherever the author points.
 * @param path relative to `from`, or absolute
 * @throws InputError for a missing file, a folder, a device, a file that may not be read or is too large
 */
export async function readArticleFile(path: string, from: string, home: string): Promise<FoundFile> {
  const absolute = resolve(from, path);
  const source = displayPath(absolute, home);
  try {
    // Non-blocking, so that a pipe or a device in the place of a file cannot hold the program up.
    const file = await open(absolute, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      refuseUnlessFile(fstatSync(file.fd), source);
      return { source, bytes: await file.readFile() };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileFault(error, source);
  }
}

/** Relative to the home folder where it lies inside. */
export function displayPath(absolute: string, home: string): string {
  const inside = relative(home, absolute);
  return inside === '' || inside.startsWith(`..${sep}`) || inside === '..' || isAbsolute(inside)
    ? absolute
    : inside.split(sep).join('/');
}

/** Whether a path, with every link in it followed, still lies in this folder. */
export function isInside(path: string, folder: string): boolean {
  const inside = relative(realpathSync(folder), realpathSync(path));
  return inside !== '' && !inside.startsWith('..') && !isAbsolute(inside);
}

function refuseUnlessFile(stat: ReturnType<typeof fstatSync>, source: string): void {
  if (stat.isDirectory()) {
    throw new InputError({ where: source, problem: 'this is a folder, not an article', next: 'Name one file in it' });
  }
  if (!stat.isFile()) throw new InputError({ where: source, problem: 'this is not an ordinary file' });
  if (stat.size > MAX_ARTICLE_BYTES) {
    throw new InputError({
      where: source,
      problem: `this file has ${(Number(stat.size) / 1e6).toFixed(1)} MB`,
      allowed: `an article of at most ${MAX_ARTICLE_BYTES / 1e6} MB`,
    });
  }
}

const MESSAGES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ELOOP: 'its links go round in a circle',
  ENAMETOOLONG: 'this name is too long for a file',
};

/** What the file system answers, in words; any other error as it is. */
export function fileFault(error: unknown, source: string): unknown {
  const code = codeOf(error);
  if (error instanceof InputError || code === null) return error;
  return new InputError({ where: source, problem: MESSAGES[code] ?? `cannot be read (${code})` });
}
