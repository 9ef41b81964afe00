import { isMap } from 'yaml';
import type { z } from 'zod';
import { fileOf, HOUSE } from '../author-id.ts';
import { type Fault, InputError } from '../errors.ts';
import { parseYaml, readYaml, type YamlFile } from '../yaml.ts';
import { tried } from './attempt.ts';
import type { Account, Author, Config, Schedule } from './config.ts';
import { crossCheck } from './cross-check.ts';
import { resolveHouse, resolveOwn } from './resolve.ts';
import { authorSchema, configSchema, HOUSE_KEYS } from './schema.ts';

/** What the house's own file says. */
export type HousePart = Omit<Config, 'authors' | 'faulty' | 'retired'>;

/** What one author's file says. */
export interface AuthorPart {
  readonly author: Author;
  readonly accounts: readonly Account[];
  readonly schedules: readonly Schedule[];
}

type HouseShape = ReturnType<typeof configSchema>;
type AuthorShape = ReturnType<typeof authorSchema>;

/** Reads texts of settings. The shapes are put together once: that takes longer than reading a file by them. */
export interface SettingsReader {
  /**
   * @param isAlone whether there is no other author, so that it has to name an account
   * @throws InputError with every fault, each with its line
   */
  house(text: string, isAlone: boolean): HousePart;
  /** The house where it has no file: every setting as usual, no account of its own, and what happens is shown in UTC. */
  withoutHouse(): HousePart;
  /** @throws InputError with every fault, each with its line */
  author(id: string, text: string): AuthorPart;
}

/** @param platforms the ids that an account may name */
export function settingsReader(platforms: readonly string[]): SettingsReader {
  const house = configSchema(platforms);
  let author: AuthorShape | null = null;
  return {
    house: (text, isAlone) => parseHouse(text, house, isAlone),
    withoutHouse: () => ({ ...housePart(house.parse({ timezone: 'UTC' })), hasHouse: false }),
    author(id, text) {
      author ??= authorSchema(platforms);
      return parseAuthor(id, text, author);
    },
  };
}

function parseHouse(text: string, schema: HouseShape, isAlone: boolean): HousePart {
  const file = parseYaml(text, fileOf(HOUSE));
  const written = readYaml(file, schema);
  const faults = [...(isAlone ? noAccount(written.accounts, file) : []), ...crossCheck(written, file)];
  if (faults.length > 0) throw new InputError(...faults);
  return housePart(written);
}

function housePart(written: z.output<HouseShape>): HousePart {
  return { ...resolveHouse(written), ...resolveOwn(HOUSE, written), timezone: written.timezone, hasHouse: true };
}

function noAccount(accounts: readonly unknown[], file: YamlFile): Fault[] {
  if (accounts.length > 0) return [];
  const where = `${file.name}:${file.lineOf(['accounts'])}: accounts`;
  const next = 'Name one here, or give an author a file beside it, such as config/jane.yaml';
  return [{ where, problem: 'is missing: there is no account to publish to', next }];
}

function parseAuthor(id: string, text: string, schema: AuthorShape): AuthorPart {
  const file = parseYaml(text, fileOf(id));
  const misplaced = takeOutHouseKeys(file);
  const { value: written, faults: others } = tried(() => readYaml(file, schema));
  const faults = [...misplaced, ...others, ...(written === undefined ? [] : crossCheck(written, file))];
  if (faults.length > 0 || written === undefined) throw new InputError(...faults);
  const { accounts, schedules, thread, mentions } = resolveOwn(id, written);
  return { author: { id, thread, mentions }, accounts, schedules };
}

/** Whoever writes them there is told where they belong, not that there are none. */
function takeOutHouseKeys({ document, name, lineOf }: YamlFile): Fault[] {
  if (!isMap(document.contents)) return [];
  const found = HOUSE_KEYS.filter((key) => document.has(key));
  const faults = found.map((key) => ({
    where: `${name}:${lineOf([key])}: ${key}`,
    problem: 'is a setting of the whole house, not of one author',
    next: `Say it in ${fileOf(HOUSE)}, for all of them`,
  }));
  for (const key of found) document.delete(key);
  return faults;
}
