// Runs a bounded set of crashes and simulated worlds on the source beside it; ends with 1 at the first violation, which
// it prints, and with 0 where there is none. mutants.test.ts starts it on copies of the source that are broken by hand.
import { crashOnce, type Stores } from './crash.ts';
import { openMemoryStore } from './memory-store.ts';
import { hopelessScripts, plainScripts } from './scripts.ts';
import { type Settings, simulate } from './simulate.ts';

const memory = openMemoryStore();
const stores: Stores = { checker: memory.store, of: () => memory.store };

async function hopeless(): Promise<void> {
  for (const script of hopelessScripts()) await crash({ ...script, kills: [], restartMs: 0 });
}

async function crashes(): Promise<void> {
  for (const script of [...plainScripts(1, false), ...plainScripts(2, false), ...plainScripts(3, true)]) {
    for (let at = 0; await crash({ ...script, kills: [at], restartMs: 21_000 }); at++);
  }
}

async function crash(given: Parameters<typeof crashOnce>[1]): Promise<boolean> {
  memory.wipe();
  const { violations, wasKilled } = await crashOnce(stores, given);
  end(violations, JSON.stringify(given));
  return wasKilled && given.kills.length > 0;
}

async function worlds(from: number, count: number, settings: Settings): Promise<void> {
  for (let seed = from; seed < from + count; seed++) {
    const { violations } = await simulate(memory, seed, settings);
    end(violations, `seed ${seed}`);
  }
}

function end(violations: readonly string[], where: string): void {
  if (violations.length === 0) return;
  console.log(`${where}: ${violations[0]}`);
  process.exit(1);
}

// What a process of a broken program leaves unhandled ends it, as it would end the worker.
process.on('unhandledRejection', (error) =>
  end([error instanceof Error ? (error.stack ?? '') : String(error)], 'unhandled'),
);

const honest: Settings = { lagBeyondWait: false, forbids: false, refusesDuplicates: 'drawn', isMeddled: false };
// A little of everything first: most of what is broken shows there, and what takes long is not run in vain.
await hopeless();
for (let round = 0; round < 16; round++) {
  await worlds(1 + round * 15, 15, honest);
  await worlds(1 + round * 50, 50, { ...honest, forbids: true, isMeddled: true });
  // Where posts show later than they are waited for, some worlds end with a fault: none of these does.
  const late = 1 + Math.floor(round / 4) * 1_000 + (round % 4) * 5;
  await worlds(late, 5, { ...honest, lagBeyondWait: true, refusesDuplicates: true });
  if (round === 0) await crashes();
}
