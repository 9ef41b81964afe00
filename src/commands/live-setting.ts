import { tried } from '../config/attempt.ts';
import { AuthorFiles, type AuthorNews } from '../config/author-files.ts';
import { describeChanges, isSame } from '../config/changes.ts';
import { missingSecrets, readEnvironment } from '../config/environment.ts';
import { authorFiles, fileSignature, type SettingsFile } from '../config/folder.ts';
import { readHouse, together } from '../config/load.ts';
import { type HousePart, settingsReader } from '../config/parse.ts';
import { describeFault, type Fault, InputError } from '../errors.ts';
import { platformIds, secretNames } from '../platforms/registry.ts';
import type { Emit, SpoolEvent } from '../worker/events.ts';
import { type Call, findPlace, type Setting } from './setting.ts';

/** The configuration and the environment as the files say now; both may be others after every `refresh`. */
export interface LiveSetting extends Setting {
  /**
   * Takes up an edit of a file in `config/`, or of `.env`. One that cannot be used is told once, when it is still so at
   * the next look, since an editor may be in the middle of writing; the last good settings go on. Never throws for one.
   * Where nothing has changed no file is read.
   */
  refresh(emit: Emit): void;
}

/** What the house's own file and the environment say. */
interface House {
  readonly part: HousePart;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * An author whose file cannot be used to begin with, or who lacks a secret, is stopped, which is told at the first
 * `refresh`.
 * @throws InputError where the house's own file is missing or wrong to begin with, or a live account of its lacks a secret
 */
export function openLiveSetting(call: Call): LiveSetting {
  const { home } = findPlace(call);
  const reader = settingsReader(platformIds);
  const authors = new AuthorFiles(reader);
  const read = (files: readonly SettingsFile[]): House => {
    const part = readHouse(reader, home.config, files.length === 0);
    const environment = readEnvironment(home.environment, call.io.environment);
    const faults = missingSecrets([...part.accounts, ...authors.parts.accounts], secretNames, environment);
    if (faults.length > 0) throw new InputError(...faults);
    return { part, environment };
  };
  const signatureOf = (files: readonly SettingsFile[]) =>
    `${fileSignature(home.config)} ${fileSignature(home.environment)} ${files.length === 0}`;
  const lookAtAuthors = (files: readonly SettingsFile[], { environment }: House): readonly AuthorNews[] => {
    // A folder in which nothing is left has not been edited: it has been taken away.
    if (files.length === 0 && fileSignature(home.config) === 'missing') return [];
    return authors.look(files, ({ accounts }) => missingSecrets(accounts, secretNames, environment));
  };
  const files = authorFiles(home.config);
  const watched = watch(read, signatureOf, files);
  lookAtAuthors(files, watched.now);
  let config = together(watched.now.part, authors.parts);
  const unreadable = toldOnce();
  return {
    home,
    get config() {
      return config;
    },
    get environment() {
      return watched.now.environment;
    },
    refresh(emit) {
      const { value: present, faults } = tried(() => authorFiles(home.config));
      if (present === undefined) return unreadable.tell(emit, faults);
      unreadable.forget(emit);
      const isOther = watched.refresh(present, emit);
      if (isOther) authors.doubtFaults();
      const before = authors.changes;
      for (const news of lookAtAuthors(present, watched.now)) emit(eventOf(news));
      // The very same object tells the worker that nothing has changed.
      if (!isOther && authors.changes === before) return;
      const next = together(watched.now.part, authors.parts);
      if (!isSame(next, config)) config = next;
    },
  };
}

/** What keeps the whole folder from being read, told until it can be again. */
function toldOnce() {
  let isTold = false;
  return {
    tell(emit: Emit, faults: readonly Fault[]): void {
      if (!isTold) emit({ event: 'config-broken', faults: faults.map(describeFault) });
      isTold = true;
    },
    forget(emit: Emit): void {
      if (isTold) emit({ event: 'config-changed', changes: ['the folder can be read again'] });
      isTold = false;
    },
  };
}

type OfFiles<T> = (files: readonly SettingsFile[]) => T;

/** Keeps the last good state of what is read together, for as long as it cannot be read anew. */
function watch(read: OfFiles<House>, signatureOf: OfFiles<string>, first: readonly SettingsFile[]) {
  let now = read(first);
  let taken = signatureOf(first);
  let doubted = '';
  let told = '';
  const change = (files: readonly SettingsFile[], emit: Emit) => {
    const next = read(files);
    const changes = describeChanges(now.part, next.part);
    const isMended = told !== '' && changes.length === 0;
    told = '';
    now = next;
    if (changes.length > 0) emit({ event: 'config-changed', changes });
    else if (isMended) emit({ event: 'config-changed', changes: ['it says what it said before'] });
  };
  return {
    get now() {
      return now;
    },
    /** `true` where it was read anew. */
    refresh(files: readonly SettingsFile[], emit: Emit): boolean {
      const present = signatureOf(files);
      if (present === taken) return false;
      try {
        change(files, emit);
        taken = present;
        return true;
      } catch (error) {
        const faults = faultsOf(error);
        if (doubted === present) {
          taken = present;
          told = present;
          emit({ event: 'config-broken', faults });
        }
        doubted = present;
        return false;
      }
    },
  };
}

function eventOf(news: AuthorNews): SpoolEvent {
  switch (news.kind) {
    case 'changed':
      return { event: 'author-changed', author: news.author, changes: news.changes };
    case 'faulty':
      return {
        event: 'author-faulty',
        author: news.id,
        faults: news.faults.map(describeFault),
        goesOn: news.goesOn,
      };
    case 'retired':
      return { event: 'author-retired', author: news.author };
  }
}

/** What is wrong with the files, in words; anything else is thrown. */
function faultsOf(error: unknown): readonly string[] {
  if (error instanceof InputError) return error.faults.map(describeFault);
  if (error instanceof Error && 'code' in error && 'path' in error)
    return [`${error.path}: cannot be read (${error.code})`];
  throw error;
}
