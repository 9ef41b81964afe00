import type { Store } from '../../src/store.ts';
import { openPostgresStore } from '../../src/stores/postgres/open.ts';
import { fleetOf } from '../../src/worker/fleet.ts';
import { TestHome } from '../commands/spool.ts';
import { writeHistory } from '../newsroom/history.ts';
import { startPostgres } from '../servers/postgres.ts';
import { figure, median } from './print.ts';

const SIZE = { deliveries: 100_000, accounts: 500, readings: 1_000_000 };
const DAY_MS = 86_400_000;

/** Five years of a newsroom in PostgreSQL: how long its author waits for an answer, and what the store takes for it. */
export async function benchArchive(): Promise<void> {
  const server = await startPostgres();
  try {
    const address = await server.createDatabase();
    const store = await openPostgresStore(address);
    try {
      const nowMs = Date.now();
      await writeHistory(address, { ...SIZE, nowMs });
      await benchStore(store, nowMs);
      await benchCommands(address);
    } finally {
      await store.close();
    }
  } finally {
    await server.stop();
  }
}

const WHAT = 'with 100,000 deliveries and 1,000,000 readings';

async function benchStore(store: Store, nowMs: number): Promise<void> {
  const asked: Readonly<Record<string, () => Promise<unknown>>> = {
    'the newest deliveries': () => store.deliveries(200),
    'what every worker does': () => fleetOf(store, nowMs),
    'what is to be read': () => store.measurable(29 * DAY_MS, nowMs - DAY_MS),
    'the metrics page': () => store.tally(200),
  };
  for (const [name, ask] of Object.entries(asked))
    figure(`${name} ${WHAT}`, await timed(3, ask), 'ms', { most: 1_000 });
}

/** Each in a process of its own: the start of the program is part of the wait. */
async function benchCommands(address: string): Promise<void> {
  const home = new TestHome();
  const run = async (command: readonly string[]) => {
    const { child, output } = home.startWith({ SPOOL_DATABASE: address }, ...command, '--json');
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code === 2) throw new Error(output.err);
  };
  try {
    for (const command of [['status'], ['status', '--all'], ['plan'], ['report']]) {
      const ms = await timed(3, () => run(command));
      figure(`spool ${command.join(' ')} --json ${WHAT}`, ms, 'ms', { most: 1_000 });
    }
  } finally {
    await home.remove();
  }
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const startMs = performance.now();
    await work();
    taken.push(performance.now() - startMs);
  }
  return median(taken);
}
