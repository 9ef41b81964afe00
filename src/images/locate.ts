import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { normalize } from 'node:path/posix';
import { codeOf, InputError } from '../errors.ts';
import { readWhole } from './read-whole.ts';

const ALLOWED = "a picture inside the article's folder";
const NEXT = "Put the picture into the article's folder and name it from there";

/**
 * Reads a picture by the name the article gives it, which may have been written by anybody: a path relative to the
 * article's folder, with `/` between its parts, as it is or percent-encoded. Nothing outside that folder is ever read:
 * links are followed only where they stay inside, and what is checked is the opened file itself, so that nothing can be
 * put in its place between the check and the reading.
 * @param file absolute path of the article
 * @param where names the picture in messages
 * @throws InputError for a name that leads out, a missing, empty or too large file, a folder or a device
 */
export function readLocalPicture(source: string, file: string, where: string): Buffer {
  const fault = (problem: string) => new InputError({ where, problem, allowed: ALLOWED, next: NEXT });
  const names = spellings(source);
  for (const name of names) refuseForeign(name, fault);
  try {
    const folder = realpathSync.native(dirname(file));
    for (const name of names) {
      const descriptor = openInside(folder, name, fault);
      if (descriptor === null) continue;
      try {
        return readWhole(descriptor, where);
      } finally {
        closeSync(descriptor);
      }
    }
  } catch (error) {
    throw wordsFor(error, fault);
  }
  throw fault('there is no such file');
}

/** As written, percent-decoded, and as file systems may have composed its accents. */
function spellings(source: string): readonly string[] {
  const plain = decoded(source);
  return [...new Set([source, plain, plain.normalize('NFC'), plain.normalize('NFD')])];
}

function decoded(source: string): string {
  try {
    return decodeURIComponent(source);
  } catch (error) {
    if (error instanceof URIError) return source;
    throw error;
  }
}

/** What no system may take for a path relative to the folder. */
function refuseForeign(name: string, fault: (problem: string) => InputError): void {
  if (/[\p{Cc}]/u.test(name)) throw fault('control characters do not belong in a file name');
  if (name.includes('\\')) throw fault('the parts of a path are divided by /, not by \\');
  if (/^[a-z][a-z\d+.-]*:/i.test(name)) throw fault('this is not a path');
  if (name.startsWith('/')) throw fault('an absolute path leads out of the folder');
  if (/^\.\.(?:\/|$)/.test(normalize(name))) throw fault('".." leads out of the folder');
}

/** A descriptor of a regular file in the folder; `null` where nothing is there. */
function openInside(folder: string, name: string, fault: (problem: string) => InputError): number | null {
  const path = realPath(resolve(folder, name));
  if (path === null) return null;
  if (!isInside(folder, path)) throw fault('a link leads out of the folder');
  // Non-blocking, so that a pipe or a device cannot hold the program up.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    if (!fstatSync(descriptor).isFile()) throw fault('this is not an ordinary file');
    const place = whereIs(descriptor, path);
    if (place === null || !isInside(folder, place)) throw fault('a link leads out of the folder');
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function realPath(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw error;
  }
}

function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/**
 * Where an opened file lies now, a folder above it having perhaps been exchanged for a link meanwhile. Linux says it.
 * Elsewhere the path is followed once more and has to lead to the very same file, which somebody who may write in the
 * folder could still outrun.
 */
function whereIs(descriptor: number, path: string): string | null {
  if (process.platform === 'linux') return readlinkSync(`/proc/self/fd/${descriptor}`);
  const real = realpathSync.native(path);
  const [opened, found] = [fstatSync(descriptor), lstatSync(real)];
  return opened.dev === found.dev && opened.ino === found.ino ? real : null;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ELOOP: 'its links go round in a circle',
  ENAMETOOLONG: 'this name is too long for a file',
  EISDIR: 'this is not an ordinary file',
  ENXIO: 'this is not an ordinary file',
  ENODEV: 'this is not an ordinary file',
};

function wordsFor(error: unknown, fault: (problem: string) => InputError): unknown {
  const code = codeOf(error);
  return error instanceof InputError || code === null ? error : fault(WORDS[code] ?? `cannot be read (${code})`);
}
