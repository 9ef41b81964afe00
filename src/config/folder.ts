import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HOUSE } from '../author-id.ts';
import { codeOf, type Fault, InputError } from '../errors.ts';
import { signatureOf } from '../file-signature.ts';

/** A file of settings in `config/`, not read yet. */
export interface SettingsFile {
  /** Its name without the ending: the author's id, if it is one. */
  readonly id: string;
  readonly path: string;
  /** Changes whenever the file does. */
  readonly signature: string;
  /** What is wrong with its name; `null` for nothing. */
  readonly misnamed: Fault | null;
}

/** Letters, digits and single hyphens: as parts of file names and of environment variables all of them differ. */
const AUTHOR = /^(?=.{1,40}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Every author's file beside the house's own, by id; none of them is opened. Names that begin with a dot are left alone.
 * @throws InputError where the folder cannot be read: then it is not known who is gone
 */
export function authorFiles(house: string): readonly SettingsFile[] {
  const folder = dirname(house);
  return namesIn(folder)
    .filter((name) => /^[^.].*\.ya?ml$/i.test(name) && join(folder, name) !== house)
    .toSorted()
    .map((name) => {
      const path = join(folder, name);
      const id = name.replace(/\.[^.]*$/, '');
      return { id, path, signature: fileSignature(path), misnamed: misnamed(name, id) };
    });
}

/** Where an author's settings are. @param house path of the house's own */
export function settingsPath(house: string, author: string): string {
  return author === HOUSE ? house : join(dirname(house), `${author}.yaml`);
}

/** Changes whenever the file does; `missing` where there is none, or a link that leads nowhere. */
export function fileSignature(path: string): string {
  try {
    return signatureOf(statSync(path, { throwIfNoEntry: false }));
  } catch (error) {
    // Such as a link that leads to itself: whoever reads it says so.
    const code = codeOf(error);
    if (code !== null) return code;
    throw error;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    if (code === 'ENOENT') return [];
    throw new InputError({ where: 'config/', problem: `this folder cannot be read (${code})` });
  }
}

function misnamed(name: string, id: string): Fault | null {
  const where = `config/${name}`;
  if (!name.endsWith('.yaml')) return { where, problem: 'settings are in files that end in .yaml' };
  if (AUTHOR.test(id)) return null;
  const allowed = 'lower-case letters, digits and single hyphens, at most 40, such as jane-doe.yaml';
  return { where, problem: 'a file cannot be called so, for it names its author:', value: id, allowed };
}

/** Far more than anybody writes by hand. */
const MOST_BYTES = 1_000_000;

/** @throws InputError where it cannot be read. `name`: how it is called in messages */
export function readSettings(path: string, name: string): string {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw new InputError({ where: name, problem: 'this is not an ordinary file' });
    if (stat.size <= MOST_BYTES) return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = codeOf(error) ?? 'unknown error';
    throw new InputError({
      where: name,
      problem: code === 'ENOENT' ? 'there is no configuration here' : `cannot be read (${code})`,
      next: 'Run spool from the folder that holds config/, or name it with --dir; "spool init FOLDER" makes a new one',
    });
  }
  throw new InputError({ where: name, problem: 'this file is too large', allowed: `${MOST_BYTES / 1e6} MB` });
}
