import { fileOf } from '../author-id.ts';
import { type Fault, InputError } from '../errors.ts';
import { tried } from './attempt.ts';
import { describeChanges, isSame } from './changes.ts';
import type { Config, FaultyAuthor } from './config.ts';
import { readSettings, type SettingsFile } from './folder.ts';
import type { AuthorPart, SettingsReader } from './parse.ts';

/** What has become of an author's file since it was last looked at. */
export type AuthorNews =
  /** In words; never empty. */
  | { readonly kind: 'changed'; readonly author: string; readonly changes: readonly string[] }
  | ({ readonly kind: 'faulty' } & FaultyAuthor)
  | { readonly kind: 'retired'; readonly author: string };

/** One file as it was last read. */
interface Known {
  readonly id: string;
  readonly signature: string;
  /** What it says, or said when it was last good; `null` where it never was. */
  readonly good: AuthorPart | null;
  /** What is wrong with it now. */
  readonly faults: readonly Fault[];
  /** Whether that has been told: not before it is still so at the next look, for an editor may be writing. */
  readonly isTold: boolean;
}

/**
 * The files of all authors, each read again only when it has changed. A fault in one is nobody else's business: what the
 * file said before goes on, and where that is not known nothing of its author's is done.
 */
export class AuthorFiles {
  readonly #known = new Map<string, Known>();
  readonly #going = new Set<string>();
  readonly #retired = new Set<string>();
  readonly #reader: SettingsReader;
  #changes = 0;

  constructor(reader: SettingsReader) {
    this.#reader = reader;
  }

  /** Rises with every change of `parts`. */
  get changes(): number {
    return this.#changes;
  }

  /** What each of them says, those first whose ids come first. */
  get parts(): Pick<Config, 'accounts' | 'schedules' | 'authors' | 'faulty' | 'retired'> {
    const all = [...this.#known.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const good = all.flatMap((each) => each.good ?? []);
    const served = new Set(good.map(({ author }) => author.id));
    return {
      accounts: good.flatMap(({ accounts }) => accounts),
      schedules: good.flatMap(({ schedules }) => schedules),
      authors: good.map(({ author }) => author),
      faulty: all.flatMap(({ id, faults }) => (faults.length === 0 ? [] : [{ id, faults, goesOn: served.has(id) }])),
      retired: [...this.#retired],
    };
  }

  /**
   * Reads what has changed, and answers what is to be told.
   * @param unready what an author lacks beside a good file
   */
  look(files: readonly SettingsFile[], unready: (part: AuthorPart) => readonly Fault[]): readonly AuthorNews[] {
    const present = new Set(files.map(({ path }) => path));
    return [
      ...files.flatMap((file) => this.#lookAt(file, unready)),
      ...[...this.#known.keys()].filter((path) => !present.has(path)).flatMap((path) => this.#miss(path)),
    ];
  }

  /** Has every faulty file read again at the next look: what it lacks may be elsewhere. */
  doubtFaults(): void {
    for (const [path, known] of this.#known) {
      if (known.faults.length > 0) this.#known.set(path, { ...known, signature: '' });
    }
  }

  #lookAt(file: SettingsFile, unready: (part: AuthorPart) => readonly Fault[]): readonly AuthorNews[] {
    this.#going.delete(file.path);
    const before = this.#known.get(file.path);
    if (before?.signature !== file.signature) return this.#read(file, before, unready);
    if (before.faults.length === 0 || before.isTold) return [];
    this.#known.set(file.path, { ...before, isTold: true });
    return [{ kind: 'faulty', id: file.id, faults: before.faults, goesOn: before.good !== null }];
  }

  #read(
    file: SettingsFile,
    before: Known | undefined,
    unready: (part: AuthorPart) => readonly Fault[],
  ): readonly AuthorNews[] {
    const { id, signature, path } = file;
    this.#changes += 1;
    const { value, faults } = tried(() => this.#parse(file, unready));
    const isSameFault = before !== undefined && isSame(before.faults, faults);
    // The very same object tells that nothing has changed.
    const good = value === undefined || isSame(value, before?.good) ? (before?.good ?? null) : value;
    this.#known.set(path, { id, signature, good, faults, isTold: isSameFault && before.isTold });
    if (value === undefined) return [];
    this.#retired.delete(id);
    const changes = before?.isTold ? ['its file is in order'] : [];
    const after = before?.good === good ? [] : describeChanges(flat(before?.good ?? emptied(value)), flat(value));
    return changes.length + after.length === 0
      ? []
      : [{ kind: 'changed', author: id, changes: [...changes, ...after] }];
  }

  #parse({ id, path, misnamed }: SettingsFile, unready: (part: AuthorPart) => readonly Fault[]): AuthorPart {
    if (misnamed !== null) throw new InputError(misnamed);
    const part = this.#reader.author(id, readSettings(path, fileOf(id)));
    const lacks = unready(part);
    if (lacks.length > 0) throw new InputError(...lacks);
    return part;
  }

  /** Gone for good if it is still so at the next look: some editors write a file by removing it first. */
  #miss(path: string): readonly AuthorNews[] {
    const known = this.#known.get(path);
    if (known === undefined) return [];
    if (!this.#going.has(path)) {
      this.#going.add(path);
      return [];
    }
    this.#going.delete(path);
    this.#known.delete(path);
    this.#changes += 1;
    if ([...this.#known.values()].every(({ id }) => id !== known.id)) this.#retired.add(known.id);
    return [{ kind: 'retired', author: known.id }];
  }
}

/** An author's settings side by side, as they stand in the file. */
function flat({ author, accounts, schedules }: AuthorPart) {
  return { accounts, schedules, thread: author.thread, mentions: author.mentions };
}

/** What comes before the first settings of an author. */
function emptied(part: AuthorPart): AuthorPart {
  return { ...part, accounts: [], schedules: [] };
}
