import type { AccountOperations, HandleOperations, PauseOperations } from './store/accounts.ts';
import type { ArticleOperations, ReadFileOperations } from './store/articles.ts';
import type { FaultyAuthorOperations } from './store/authors.ts';
import type { DeliveryOperations } from './store/deliveries.ts';
import type { HostOperations } from './store/hosts.ts';
import type { ImportOperations } from './store/imports.ts';
import type { LaneOperations, LeaseOperations } from './store/lanes.ts';
import type { LedgerOperations } from './store/ledger.ts';
import type { LookupOperations } from './store/lookups.ts';
import type { NumberOperations } from './store/numbers.ts';
import type { ReportOperations } from './store/reports.ts';
import type { SlotOperations } from './store/slots.ts';
import type { TimelineOperations } from './store/timeline.ts';
import type { UnbegunOperations } from './store/unbegun.ts';
import type { WatchOperations } from './store/watch.ts';

/**
 * What Spool remembers: the port. Every operation is one transaction, durable when its promise resolves. Several
 * processes may use one store at once. Times are epoch milliseconds.
 */
export interface Store
  extends ArticleOperations,
    SlotOperations,
    DeliveryOperations,
    LaneOperations,
    LeaseOperations,
    NumberOperations,
    TimelineOperations,
    LedgerOperations,
    PauseOperations,
    UnbegunOperations,
    HostOperations,
    WatchOperations,
    ReadFileOperations,
    FaultyAuthorOperations,
    AccountOperations,
    HandleOperations,
    LookupOperations,
    ReportOperations,
    ImportOperations {
  close(): Promise<void>;
}
