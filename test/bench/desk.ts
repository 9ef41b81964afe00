import { readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { printed, TestHome } from '../commands/spool.ts';
import { residentMb } from './memory.ts';
import { figure, median, print } from './print.ts';
import { writeYears, YEARS } from './years.ts';

/** Most milliseconds a page may take, the first time as well as later. */
const MOST_MS = 200;

/** What every page of a running worker's desk takes, with years of work behind it, and what the worker weighs. */
export async function benchDesk(): Promise<void> {
  const home = new TestHome();
  try {
    const from = performance.now();
    await writeYears(home, Date.now());
    const { articles, deliveries, posts, readings } = YEARS;
    print(
      `  ${articles} articles, ${deliveries} deliveries, ${deliveries * posts * readings} snapshots, made in ${((performance.now() - from) / 1000).toFixed(0)} s`,
    );
    print(
      `  load of this machine before: ${loadavg()[0]?.toFixed(1)}; above the number of its cores all of this takes longer`,
    );
    // The first start reads every article and compiles; what the author meets every day is one of the later ones.
    await withWorker(home, (desk) => ask(desk, '/'));
    for (const [name, path] of Object.entries(PAGES)) {
      await withWorker(home, async (desk) => {
        tell(`${name}, the first request of all`, await ask(desk, path));
        tell(`${name}, later`, await later(desk, path));
      });
    }
    await withWorker(home, async (desk) => {
      await ask(desk, '/');
      await setTimeout(READ_MS);
      tell(`${THREAD}, the first one clicked`, await ask(desk, thread(42)));
      tell(`${THREAD}, another`, await ask(desk, thread(43)));
      tell(`${THREAD}, cut again`, await ask(desk, `${thread(43)}?style=full`));
      tell(`${THREAD}, its editor`, await ask(desk, `${thread(43)}/edit/x`));
      tell(`${THREAD}, later`, await later(desk, thread(42)));
    });
    await withWorker(home, async (desk) => {
      const { wallMs, cpuMs: used } = await ask(desk, thread(44));
      print(`  ${THREAD}, from a bookmark, nobody at the desk before: ${wallMs.toFixed(0)} ms (${used.toFixed(0)} ms)`);
    });
  } finally {
    await home.remove();
  }
  await deskIdle();
  const { workerMb, besideMb } = await deskIdle();
  figure('worker idle after its first rehearsal, the desk open', workerMb, 'MB', { most: 115 });
  print(
    `  kept ready beside it for the next thread, until nobody has opened a page for two minutes: ${besideMb.toFixed(0)} MB`,
  );
}

const NEWEST = `d${String(YEARS.deliveries - 1).padStart(7, '0')}`;

const THREAD = 'desk: a thread';
const thread = (index: number) => `/threads/posts%2F${String(index).padStart(4, '0')}.md`;

/** Who opens the desk reads its first page before they click on a thread. */
const READ_MS = 2_000;

const PAGES: Readonly<Record<string, string>> = {
  'desk: today': '/',
  'desk: threads': '/threads',
  'desk: threads, searched': '/threads?q=town',
  'desk: schedules': '/schedules',
  'desk: a schedule': '/schedules/of/mornings',
  'desk: impressions': '/impressions',
  'desk: impressions of one thread': `/impressions/${NEWEST}`,
  'desk: timeline': '/timeline',
  'desk: accounts': '/accounts',
  'desk: a delivery': `/deliveries/${NEWEST}`,
};

/** A running worker's desk. */
interface Open {
  readonly address: string;
  readonly pid: number | undefined;
}

/** Starts the worker, and does something as soon as it says where the desk is. */
async function withWorker(home: TestHome, work: (desk: Open) => Promise<unknown>): Promise<void> {
  const worker = home.startWith({ SPOOL_DESK_PORT: '0' }, 'run');
  const [, address = ''] = await printed(worker, /Your desk is at (http:\S+)\//);
  await work({ address, pid: worker.child.pid });
  const closed = new Promise((resolve) => worker.child.once('close', resolve));
  worker.child.kill('SIGTERM');
  await closed;
}

interface Took {
  /** As whoever clicks meets it. */
  readonly wallMs: number;
  /** Processor time of the worker and of what it keeps ready, which tells less of what else the machine does. */
  readonly cpuMs: number;
}

async function ask({ address, pid }: Open, path: string): Promise<Took> {
  const [from, cpuFrom] = [performance.now(), cpuMs(pid)];
  const answer = await fetch(address + path);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
  return { wallMs: performance.now() - from, cpuMs: cpuMs(pid) - cpuFrom };
}

async function later(desk: Open, path: string): Promise<Took> {
  const all: Took[] = [];
  for (let index = 0; index < 7; index += 1) all.push(await ask(desk, path));
  return { wallMs: median(all.map(({ wallMs }) => wallMs)), cpuMs: median(all.map(({ cpuMs: each }) => each)) };
}

function tell(name: string, { wallMs, cpuMs: used }: Took): void {
  figure(`${name} (${used.toFixed(0)} ms of processor time)`, wallMs, 'ms', { most: MOST_MS });
}

/** What a process and its children have computed, all threads together. */
function cpuMs(pid: number | undefined): number {
  return [pid, ...childrenOf(pid)]
    .flatMap((each) => readdirSync(`/proc/${each}/task`).map((task) => `/proc/${each}/task/${task}/schedstat`))
    .reduce((sum, file) => sum + Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6, 0);
}

function childrenOf(pid: number | undefined): readonly number[] {
  const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return listed === '' ? [] : listed.split(' ').map(Number);
}

/** Longer than the desk waits before it gives memory back. */
const RESTED_MS = 15_000;

/** With every page of the desk looked at once, and left alone since; the first start compiles and is not counted. */
async function deskIdle(): Promise<{ readonly workerMb: number; readonly besideMb: number }> {
  const home = new TestHome();
  try {
    const worker = home.startWith({ SPOOL_DESK_PORT: '0' }, 'run');
    const [, address = ''] = await printed(worker, /Your desk is at (http:\S+)\//);
    await printed(worker, /read at once[\s\S]*read at once/);
    for (const path of ['', 'threads', SAMPLE, 'schedules', 'impressions', 'timeline', 'accounts']) {
      await (await fetch(`${address}/${path}`)).text();
    }
    await setTimeout(RESTED_MS);
    const { pid } = worker.child;
    const besideMb = childrenOf(pid).reduce((sum, each) => sum + residentMb(each), 0);
    return { workerMb: residentMb(pid), besideMb };
  } finally {
    await home.remove();
  }
}

const SAMPLE = 'threads/posts%2Fa-bus-every-ten-minutes.md';
