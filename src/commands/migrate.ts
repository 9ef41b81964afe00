import { createHash } from 'node:crypto';
import { InputError } from '../errors.ts';
import type { Filling } from '../stores/postgres/fill.ts';
import { openWholeStore, type WholeStore } from '../stores/sqlite/all-rows.ts';
import { hasStore } from '../stores/sqlite/open.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { count } from './show/text.ts';
import { withStore } from './with-store.ts';

interface Options {
  readonly from: string;
  readonly to: string;
}

/** A worker notes four times a minute that it is alive, and when it stops: one that did not for so long was killed. */
const SILENT_MS = 45_000;

/**
 * Moves the whole embedded store into the database of `SPOOL_DATABASE` while no worker runs, and compares every row.
 * Repeated, it brings the copy up to date, unless the database has been used meanwhile.
 */
export async function migrate(call: Call, options: Options): Promise<ExitCode> {
  refuseOtherWays(options);
  const { home } = openSetting(call);
  const { database } = home;
  if (database === null) {
    const problem = 'is not set: it says where the store goes';
    throw new InputError({ where: 'environment: SPOOL_DATABASE', problem, allowed: 'postgres://…' });
  }
  if (!hasStore(home.data)) throw new InputError({ where: 'data/spool.db', problem: 'there is no store to migrate' });
  const source = openWholeStore(home.data);
  try {
    refuseRunning(source, Date.now());
    // Opening it once makes it ready.
    await withStore(home, async () => {});
    const { fillDatabase } = await import('../stores/postgres/fill.ts');
    const { held } = await import('../stores/postgres/statement.ts');
    let rows = 0;
    await fillDatabase(database, source.tables, async (table, given, kept) => {
      rows += await compare(table, given, kept, held);
    });
    call.io.out(`${count(source.tables.length, 'table')}, ${count(rows, 'row')}, compared row by row.`);
    call.io.out(
      'From now on every host with this SPOOL_DATABASE uses it. data/spool.db is as it was: let no worker run on it.',
    );
    return 0;
  } finally {
    source.close();
  }
}

function refuseOtherWays({ from, to }: Options): void {
  if (from === 'sqlite' && to === 'postgres') return;
  const allowed = '--from sqlite --to postgres';
  throw new InputError({ where: 'migrate', problem: 'there is no way', value: `--from ${from} --to ${to}`, allowed });
}

function refuseRunning(source: WholeStore, nowMs: number): void {
  const worker = source.worker(nowMs - SILENT_MS, nowMs);
  if (worker === null) return;
  const next = 'Stop it and try again, a minute after a kill; nothing was changed';
  throw new InputError({
    where: 'data/spool.db',
    problem: 'a worker has just been at this store:',
    value: worker,
    next,
  });
}

/** Number of rows. @throws Error where what is kept differs from what was given, in count or in content */
async function compare(
  { name }: Filling,
  given: Iterable<readonly unknown[]>,
  kept: AsyncIterable<readonly unknown[]>,
  held: (value: unknown) => unknown,
): Promise<number> {
  const [wanted, found] = [createHash('sha256'), createHash('sha256')];
  let [before, after] = [0, 0];
  for (const row of given) {
    wanted.update(JSON.stringify(row.map(held)));
    before++;
  }
  for await (const row of kept) {
    found.update(JSON.stringify(row));
    after++;
  }
  if (before === after && wanted.digest('hex') === found.digest('hex')) return before;
  throw new Error(`the table "${name}" did not arrive as it left (${before} rows, ${after} rows); nothing was changed`);
}
