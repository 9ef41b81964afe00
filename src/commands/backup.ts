import { resolve } from 'node:path';
import { displayPath } from '../posts/read-file.ts';
import { copyStore } from '../stores/sqlite/copy.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { count } from './show/text.ts';
import { refuseDatabase, refuseWithoutStore } from './with-store.ts';

/** Both schemas, the store's and the queue's; the shell puts the address in, so that it stands in no history. */
const DUMP =
  'pg_dump --format=custom --schema=spool --schema=spool_queue --file=spool.dump "$SPOOL_DATABASE"; pg_restore puts it back';

/** A consistent copy of the store in one file, while the worker runs. */
export async function backup(call: Call, file: string): Promise<ExitCode> {
  const { home } = openSetting(call);
  const path = resolve(call.io.currentFolder, file);
  refuseDatabase(home, 'backup', `Use pg_dump, as in: ${DUMP}`);
  refuseWithoutStore(home);
  const { bytes, deliveries, snapshots } = copyStore(home.data, path);
  const what = `${count(deliveries, 'delivery', 'deliveries')}, ${count(snapshots, 'reading')}`;
  call.io.out(`${displayPath(path, home.root)}: ${what}, ${(bytes / 1e6).toFixed(1)} MB, checked.`);
  call.io.out('To restore, stop Spool and put it in place of data/spool.db, with no spool.db-wal beside it.');
  return 0;
}
