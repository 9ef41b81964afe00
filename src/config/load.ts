import { HOUSE } from '../author-id.ts';
import { AuthorFiles } from './author-files.ts';
import type { Config, FaultyAuthor } from './config.ts';
import { authorFiles, fileSignature, readSettings, type SettingsFile } from './folder.ts';
import { type HousePart, type SettingsReader, settingsReader } from './parse.ts';

/**
 * Reads and checks the whole configuration, as it stands now. An author whose file cannot be used is stopped, and told
 * in `faulty`.
 * @param path of the house's own file; those of other authors are beside it
 * @param platforms the ids that an account may name
 * @throws InputError with every fault of the house's own file, each with its line
 */
export function loadConfig(path: string, platforms: readonly string[]): Config {
  const reader = settingsReader(platforms);
  const files = authorFiles(path);
  const house = readHouse(reader, path, files.length === 0);
  return together(house, readAuthors(reader, files).parts);
}

/** What is wrong with the files of authors beside the house's own, whatever is wrong with that. */
export function faultyAuthors(path: string, platforms: readonly string[]): readonly FaultyAuthor[] {
  return readAuthors(settingsReader(platforms), authorFiles(path)).parts.faulty;
}

function readAuthors(reader: SettingsReader, files: readonly SettingsFile[]): AuthorFiles {
  const authors = new AuthorFiles(reader);
  authors.look(files, () => []);
  return authors;
}

/** @param isAlone whether there is no other author's file: then it has to be there. @throws InputError */
export function readHouse(reader: SettingsReader, path: string, isAlone: boolean): HousePart {
  if (!isAlone && fileSignature(path) === 'missing') return reader.withoutHouse();
  return reader.house(readSettings(path, path), isAlone);
}

/** The house's part and those of all other authors. */
export function together(house: HousePart, others: AuthorFiles['parts']): Config {
  return {
    ...house,
    ...others,
    accounts: [...house.accounts, ...others.accounts],
    schedules: [...house.schedules, ...others.schedules],
  };
}

/** A house without other authors. @throws InputError with every fault, each with its line */
export function parseConfig(text: string, platforms: readonly string[]): Config {
  const house = settingsReader(platforms).house(text, true);
  return { ...house, authors: [], faulty: [], retired: [] };
}

/** Whether a text will do as an author's settings, or as the house's. @throws InputError with every fault */
export function checkSettings(author: string, text: string, platforms: readonly string[]): void {
  const reader = settingsReader(platforms);
  if (author === HOUSE) reader.house(text, false);
  else reader.author(author, text);
}
