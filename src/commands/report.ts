import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '../errors.ts';
import { platformIds } from '../platforms/registry.ts';
import { displayPath } from '../posts/read-file.ts';
import { comparedSince, MOST_COMPARED } from '../report/comparable.ts';
import type { ComparedThread, Kind } from '../report/groups.ts';
import { type MonthRecord, type MonthReport, monthBounds, monthReport } from '../report/month.ts';
import { THREAD_COLUMNS, threadRows } from '../report/rows.ts';
import { csvHeader, csvLines, jsonLines, type Row } from '../report/table.ts';
import { DAY_MS, HOUR_MS, parseDuration } from '../schedule/duration.ts';
import { localDate } from '../schedule/local.ts';
import { toLocal } from '../schedule/offsets.ts';
import type { Store } from '../store.ts';
import { chooseAccounts } from './accounts.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { monthDocument } from './show/month-document.ts';
import { monthText } from './show/month-text.ts';
import { count } from './show/text.ts';
import { readStore } from './with-store.ts';

interface Options {
  readonly month?: string;
  readonly age?: string;
  readonly account?: string;
  readonly rehearsal?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly jsonl?: boolean;
  readonly parquet?: string;
}

interface Wanted {
  readonly month: string;
  readonly zone: string;
  readonly ageMs: number;
  readonly account: string | undefined;
  readonly rehearsal: boolean;
}

/** A month at a glance, what it cost, and which threads of the last twelve months did best. */
export async function report(call: Call, options: Options): Promise<ExitCode> {
  const { io } = call;
  const { home, config } = openSetting(call);
  if (options.account !== undefined) chooseAccounts(config, options.account);
  const wanted = {
    zone: config.timezone,
    month: parseMonth(options.month ?? localDate(toLocal(config.timezone, Date.now())).slice(0, 7)),
    ageMs: parseAge(options.age ?? '24h'),
    account: options.account,
    rehearsal: options.rehearsal ?? false,
  };
  const made = monthReport(await readStore(home, (store) => readRecord(store, wanted), emptyRecord(wanted)));
  if (options.parquet !== undefined) return writeParquet(call, home.root, options.parquet, rowsOf(made));
  if (options.json) io.out(JSON.stringify(monthDocument(made), null, 2));
  else if (options.csv) io.out((csvHeader(THREAD_COLUMNS) + csvLines(THREAD_COLUMNS, rowsOf(made))).trimEnd());
  else if (options.jsonl) io.out(jsonLines(THREAD_COLUMNS, rowsOf(made)).trimEnd());
  else io.out(monthText(made, io));
  return 0;
}

function parseMonth(text: string): string {
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InputError({ where: '--month', problem: 'not a month:', value: text, allowed: 'YYYY-MM, such as 2026-11' });
}

function parseAge(text: string): number {
  const ms = parseDuration(text, '--age');
  if (ms >= HOUR_MS && ms <= 60 * DAY_MS) return ms;
  throw new InputError({ where: '--age', problem: 'not an age to compare at:', value: text, allowed: '1h to 60d' });
}

function emptyRecord({ month, zone, ageMs, rehearsal }: Wanted): MonthRecord {
  const kind = rehearsal ? 'rehearsal' : 'live';
  return {
    month,
    zone,
    ageMs,
    kind,
    order: platformIds,
    threads: [],
    sinceMs: 0,
    year: [],
    aged: [],
    latest: [],
    ledger: [],
    imported: [],
  };
}

export async function readRecord(store: Store, wanted: Wanted): Promise<MonthRecord> {
  const { month, zone, ageMs, account } = wanted;
  const { fromMs, toMs } = monthBounds(month, zone);
  const isWanted = (each: { readonly account: string }) => account === undefined || each.account === account;
  // Two at a time, on as many connections to a database: a further one takes longer than the short questions do.
  const [newestMs, ledger] = await Promise.all([
    account === undefined ? store.nthNewest(MOST_COMPARED, toMs) : null,
    store.charges(fromMs, toMs),
  ]);
  const sinceMs = comparedSince(toMs, newestMs);
  const numbers = async () =>
    [await store.agedThreads(sinceMs, toMs, ageMs), await store.latestNumbers(fromMs, toMs)] as const;
  const whose = async () =>
    [await store.comparedThreads(sinceMs, toMs), await store.threadsBetween(fromMs, toMs)] as const;
  const [[aged, latest], [compared, threads]] = await Promise.all([numbers(), whose()]);
  const imported = await store.importedPosts(toMs);
  const year = compared.filter(isWanted);
  const listed = threads.filter(isWanted);
  return {
    ...{ month, zone, ageMs, sinceMs, year, order: platformIds, aged, latest },
    kind: kindToShow([...year, ...listed], wanted.rehearsal),
    threads: listed,
    ledger: ledger.filter(isWanted),
    imported: imported.filter(isWanted),
  };
}

/** What was asked for; else what went out live where anything did, then what is simulated, then the rehearsals. */
function kindToShow(threads: readonly ComparedThread[], rehearsal: boolean): Kind {
  if (rehearsal) return 'rehearsal';
  const kinds = new Set(threads.map(({ kind }) => kind));
  if (kinds.has('live') || kinds.size === 0) return 'live';
  return kinds.has('simulated') ? 'simulated' : 'rehearsal';
}

function rowsOf({ standings, compared, zone, ageMs }: MonthReport): readonly Row[] {
  return threadRows(standings, compared, zone, ageMs);
}

async function writeParquet({ io }: Call, root: string, file: string, rows: readonly Row[]): Promise<ExitCode> {
  const path = resolve(io.currentFolder, file);
  if (existsSync(path)) {
    throw new InputError({ where: path, problem: 'there is a file of this name already', next: 'Choose another name' });
  }
  const { openParquet } = await import('./parquet.ts');
  const parquet = await openParquet(path, THREAD_COLUMNS);
  parquet.write(rows);
  parquet.finish();
  io.out(`${displayPath(path, root)}: ${count(rows.length, 'thread')}.`);
  return 0;
}
