import { systemClock } from '../clock.ts';
import type { Account } from '../config/config.ts';
import { missingSecrets } from '../config/environment.ts';
import type { Fault } from '../errors.ts';
import { secretNames } from '../platforms/registry.ts';
import type { Store } from '../store.ts';
import type { Io } from './io.ts';
import { livePublishers } from './live.ts';
import type { Setting } from './setting.ts';
import { studioApart } from './studio/apart.ts';

/**
 * Tries the credentials of every account that has them, live or not, without posting, and prints what was found out. What
 * a live account lacks is a fault; what only posting could show is said.
 */
export async function checkAccounts(setting: Setting, store: Store, io: Io): Promise<readonly Fault[]> {
  const studio = studioApart(setting, new AbortController().signal);
  const publishers = livePublishers({
    ...{ home: setting.home, environment: setting.environment, store, clock: systemClock, studio },
    config: () => setting.config,
    emit: () => {},
  });
  const faults: Fault[] = [];
  for (const account of setting.config.accounts) {
    if (missingSecrets([{ ...account, live: true }], secretNames, setting.environment).length > 0) {
      io.out(`account ${account.id}: no secrets are set, so there is nothing to try`);
      continue;
    }
    const publisher = await publishers(account.id);
    faults.push(...(await checkOne(account, publisher, io)));
  }
  return faults;
}

type Checkable = Awaited<ReturnType<ReturnType<typeof livePublishers>>>;

async function checkOne(account: Account, publisher: Checkable, io: Io): Promise<readonly Fault[]> {
  const health = await publisher.checkAccount?.(systemClock.nowMs());
  if (health === undefined) return [];
  for (const finding of health.findings) io.out(`account ${account.id}: ${finding}`);
  for (const unknown of health.unknowns) io.out(`account ${account.id}: not known without posting: ${unknown}`);
  if (!account.live) for (const problem of health.problems) io.out(`account ${account.id}: ${problem}`);
  return account.live ? health.problems.map((problem) => ({ where: `account ${account.id}`, problem })) : [];
}
