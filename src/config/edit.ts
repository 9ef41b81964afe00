import { isDeepStrictEqual } from 'node:util';
import { parseDocument } from 'yaml';
import { type AuthorFile, changedMeanwhile, readAuthorFile, replaceAuthorFile } from '../author-file.ts';
import { fileOf, HOUSE } from '../author-id.ts';
import { editYaml, type YamlPath } from '../yaml-edit.ts';
import { checkSettings } from './load.ts';

/** A schedule as it stands in the file: the author's own words, defaults not filled in. */
export type WrittenSchedule = Readonly<Record<string, unknown>> & { readonly id: string };

/** One file of settings as its author wrote it, for changing it: ids are bare. */
export interface WrittenConfig extends AuthorFile {
  /** Of everything in it that names none. */
  readonly timezone: string;
  readonly schedules: readonly WrittenSchedule[];
  /** What it says of every account's manners. */
  readonly manners: WrittenManners;
  /** The accounts as they are listed, with what each says of its own. */
  readonly accounts: readonly { readonly id: string; readonly manners: WrittenManners }[];
}

type WrittenManners = Readonly<Record<string, unknown>>;

/** @param author whose file it is. @throws InputError where it cannot be read */
export function readWrittenConfig(path: string, author = HOUSE): WrittenConfig {
  const file = readAuthorFile(path, fileOf(author));
  const manners = valueIn(file.text, 'manners');
  return {
    ...file,
    timezone: String(valueIn(file.text, 'timezone') ?? ''),
    schedules: schedulesIn(file.text),
    manners: isRecord(manners) ? manners : {},
    accounts: accountsIn(file.text),
  };
}

function accountsIn(text: string): WrittenConfig['accounts'] {
  const listed = valueIn(text, 'accounts');
  if (!Array.isArray(listed)) return [];
  return listed.map((each) => ({ id: String(each?.id), manners: isRecord(each?.manners) ? each.manners : {} }));
}

/**
 * Saves manners, key by key, `undefined` removing one: of all accounts, or of one that then says them instead.
 * @throws InputError as `saveSchedule`, and where there is no such account any more
 */
export function saveManners(path: string, edit: MannersEdit): void {
  const { hash, account, manners, platforms, author = HOUSE } = edit;
  const at = account === null ? ['manners'] : ownMannersPath(path, author, account);
  const isEmpty = Object.values(manners).every((value) => value === undefined);
  const edits: ConfigEdits =
    account !== null && isEmpty
      ? [[at, undefined]]
      : Object.entries(manners).map(([key, value]) => [[...at, key], value] as const);
  saveConfig(path, hash, edits, platforms, author);
}

export interface MannersEdit extends Pick<ScheduleEdit, 'hash' | 'platforms' | 'author'> {
  /** `null`: of all. */
  readonly account: string | null;
  readonly manners: WrittenManners;
}

function ownMannersPath(path: string, author: string, id: string): YamlPath {
  const index = readWrittenConfig(path, author).accounts.findIndex((each) => each.id === id);
  if (index < 0) throw changedMeanwhile(fileOf(author));
  return ['accounts', index, 'manners'];
}

function valueIn(text: string, key: string): unknown {
  const value: unknown = parseDocument(text).toJS();
  return isRecord(value) ? value[key] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function schedulesIn(text: string): readonly WrittenSchedule[] {
  const listed = valueIn(text, 'schedules');
  return Array.isArray(listed) ? listed.filter((each) => typeof each?.id === 'string') : [];
}

export interface ScheduleEdit {
  /** `WrittenConfig.hash` of the file the change began from. */
  readonly hash: string;
  /** Its id so far; `null` for a new one. */
  readonly id: string | null;
  /** All that it is to say, `null` to remove it. */
  readonly schedule: WrittenSchedule | null;
  /** Ids an account may name as its platform. */
  readonly platforms: readonly string[];
  /** Whose file it is. Default: the house's. */
  readonly author?: string;
}

/**
 * The text with one schedule changed, added or removed, and everything else as it was.
 * @throws InputError with the faults that `spool check` would find, or where the schedule is not there any more
 */
export function withSchedule(text: string, edit: Omit<ScheduleEdit, 'hash'>): string {
  const { id, schedule, platforms, author = HOUSE } = edit;
  const known = schedulesIn(text);
  const index = id === null ? known.length : known.findIndex((each) => each.id === id);
  if (index < 0) throw changedMeanwhile(fileOf(author));
  const edited =
    schedule === null ? editYaml(text, ['schedules', index], undefined) : changed(text, index, known[index], schedule);
  checkSettings(author, edited, platforms);
  return edited;
}

/** Key by key, so that what is not touched keeps its comments and its form. */
function changed(text: string, index: number, before: WrittenSchedule | undefined, after: WrittenSchedule): string {
  if (before === undefined) {
    if (index > 0) return editYaml(text, ['schedules', index], after);
    return editYaml(text, ['schedules'], [after]);
  }
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return keys
    .filter((key) => !isDeepStrictEqual(before[key], after[key]))
    .reduce((edited, key) => editYaml(edited, ['schedules', index, key], after[key]), text);
}

/** Saves a change of one schedule. @throws InputError as `withSchedule`, and where the file was changed meanwhile */
export function saveSchedule(path: string, edit: ScheduleEdit): void {
  const name = fileOf(edit.author ?? HOUSE);
  const { text, hash } = readAuthorFile(path, name);
  if (hash !== edit.hash) throw changedMeanwhile(name);
  replaceAuthorFile(path, name, hash, withSchedule(text, edit));
}

/** Values for places of the configuration; `undefined` removes what is there. */
type ConfigEdits = readonly (readonly [path: YamlPath, value: unknown])[];

/** Saves other changes. @throws InputError as `saveSchedule` */
export function saveConfig(
  path: string,
  hash: string,
  edits: ConfigEdits,
  platforms: readonly string[],
  author = HOUSE,
): void {
  const name = fileOf(author);
  const file = readAuthorFile(path, name);
  if (file.hash !== hash) throw changedMeanwhile(name);
  const edited = edits.reduce((text, [at, value]) => editYaml(text, at, value), file.text);
  checkSettings(author, edited, platforms);
  replaceAuthorFile(path, name, hash, edited);
}
