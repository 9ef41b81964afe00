import { noSuchAccount } from '../config/authors.ts';
import type { Account, Config } from '../config/config.ts';
import { missingSecrets, secretsOf } from '../config/environment.ts';
import type { Home } from '../config/home.ts';
import { InputError } from '../errors.ts';
import { connectTo, platformOf, secretNames } from '../platforms/registry.ts';
import { type LoadMedia, type Publisher, purposeOf, type Surroundings } from '../publisher.ts';
import type { Store } from '../store.ts';
import type { WorkerParts } from '../worker/parts.ts';
import type { Studio } from '../worker/studio.ts';
import { imageCache } from './preparation.ts';

/** What the live adapters of a process are made of. */
export interface LiveParts extends Pick<WorkerParts, 'store' | 'clock' | 'emit' | 'studio'> {
  readonly home: Home;
  readonly environment: NodeJS.ProcessEnv;
  /** The present configuration. */
  readonly config: () => Config;
}

/**
 * The live adapters of a process: one for each account, made when it is first asked for and kept, since it holds the
 * session, the limits and the uploads. An account that is configured anew, or has other secrets, gets a new one.
 * @throws InputError where the account is gone, or lacks a secret
 */
export function livePublishers(parts: LiveParts): (account: string) => Promise<Publisher> {
  const made = new Map<string, { readonly of: string; readonly publisher: Promise<Publisher> }>();
  return (id) => {
    const account = findLive(parts, id);
    const { timing, settling } = parts.config();
    const secrets = secretsOf(account, platformOf(account.platform).secrets, parts.environment);
    const of = JSON.stringify([account, secrets, timing.requestMs, settling]);
    const known = made.get(id);
    if (known?.of === of) return known.publisher;
    const publisher = connect(parts, account);
    publisher.catch(() => made.delete(id));
    made.set(id, { of, publisher });
    return publisher;
  };
}

function findLive({ config, environment }: LiveParts, id: string): Account {
  const account = config().accounts.find((each) => each.id === id);
  if (account === undefined) throw noSuchAccount(config(), '', id);
  const faults = missingSecrets([{ ...account, live: true }], secretNames, environment);
  if (faults.length > 0) throw new InputError(...faults);
  return account;
}

async function connect(parts: LiveParts, account: Account): Promise<Publisher> {
  const { store, clock, environment } = parts;
  const { handle, service, appView, id, platform } = account;
  const { timing, settling } = parts.config();
  const make = await connectTo(platform);
  return make({
    ...{ handle, service, appView, clock, settling, requestMs: timing.requestMs },
    secrets: secretsOf(account, platformOf(platform).secrets, environment),
    loadMedia: mediaLoader(parts, platform),
    memory: memoryOf(store, id),
    onCharge: ledgerOf(parts, id),
  });
}

function memoryOf(store: Store, account: string): Surroundings['memory'] {
  return {
    recall: (key) => store.recall(account, key),
    remember: (key, text) => store.remember(account, key, text),
    spend: (atMs, units) => store.spendUnits(account, atMs, units),
    spent: (sinceMs) => store.spentUnits(account, sinceMs),
  };
}

/** A charge that cannot be kept is told; it never stops what was paid for. */
function ledgerOf({ store, emit }: LiveParts, account: string): Surroundings['onCharge'] {
  return (charge) => {
    store.addCharge(account, purposeOf(charge), charge).catch((error: unknown) => {
      emit({ event: 'failed', what: `noting a charge of ${account} (${charge.what})`, why: String(error) });
    });
  };
}

/** Pictures are made ready in the studio's process; here only the finished file is read. */
function mediaLoader({ home, studio }: { readonly home: Home; readonly studio: Studio }, platform: string): LoadMedia {
  return async (source, { article, use }) => {
    const { cid, mimeType, width, height } = await studio.picture(source, { article, platform, use });
    const bytes = imageCache(home, false).bytes(cid);
    if (bytes !== null) return { bytes, mimeType, width, height };
    throw new InputError({ where: `${article}: picture ${source}`, problem: 'is gone from data/media again' });
  };
}
