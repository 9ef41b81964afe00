import type { Store } from '../../store.ts';
import { accountOperations } from './accounts.ts';
import { articleOperations } from './articles.ts';
import { deliveryOperations } from './deliveries.ts';
import { faultyAuthorOperations } from './faulty-authors.ts';
import { handleOperations } from './handles.ts';
import { hostOperations } from './hosts.ts';
import { importOperations } from './imports.ts';
import { laneOperations } from './lanes.ts';
import { leaseOperations } from './leases.ts';
import { ledgerOperations } from './ledger.ts';
import { lookupOperations } from './lookups.ts';
import { numberOperations } from './numbers.ts';
import { pauseOperations } from './pauses.ts';
import { readFileOperations } from './read-files.ts';
import { reportOperations } from './reports.ts';
import { slotOperations } from './slots.ts';
import type { Sql } from './sql.ts';
import { timelineOperations } from './timeline.ts';
import { unbegunOperations } from './unbegun.ts';
import { watchOperations } from './watch.ts';

/** Everything a store can do, over either engine. */
export function storeOperations(sql: Sql): Omit<Store, 'close'> {
  return {
    ...accountOperations(sql),
    ...faultyAuthorOperations(sql),
    ...articleOperations(sql),
    ...slotOperations(sql),
    ...deliveryOperations(sql),
    ...laneOperations(sql),
    ...leaseOperations(sql),
    ...numberOperations(sql),
    ...timelineOperations(sql),
    ...ledgerOperations(sql),
    ...pauseOperations(sql),
    ...unbegunOperations(sql),
    ...hostOperations(sql),
    ...watchOperations(sql),
    ...readFileOperations(sql),
    ...handleOperations(sql),
    ...lookupOperations(sql),
    ...reportOperations(sql),
    ...importOperations(sql),
  };
}
