import { openStore } from '../../src/stores/sqlite/open.ts';
import { runHere } from '../commands/here.ts';
import { TestHome } from '../commands/spool.ts';
import { fillSimulated } from '../report/simulated-quarter.ts';
import { print } from './print.ts';

/** No measurement: what the reports look like, of a quarter that is made up and says so. Always the same one. */
export async function showQuarter(): Promise<void> {
  const home = new TestHome();
  try {
    const store = openStore(home.file('data'));
    const end = { endLocalMs: Date.UTC(2026, 10, 30), days: 91, zone: 'Europe/London' };
    const thread = await fillSimulated(store, { ...end, seed: 20261124 });
    await store.close();
    for (const args of [
      ['impressions', thread],
      ['report', '--month', '2026-11'],
    ]) {
      print(`\n$ spool ${args.join(' ')}\n`);
      print((await runHere(home, args)).out);
    }
  } finally {
    await home.remove();
  }
}
