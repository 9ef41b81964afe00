import { resolve } from 'node:path';
import { OPEN_STATES } from '../delivery/delivery.ts';
import { InputError } from '../errors.ts';
import { displayPath } from '../posts/read-file.ts';
import type { NewDelivery } from '../store/deliveries.ts';
import type { Store } from '../store.ts';
import { handOver } from '../worker/by-hand.ts';
import { publishOne } from '../worker/publish-on.ts';
import { accountsFor } from './accounts.ts';
import type { Io } from './io.ts';
import { logger } from './log.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { statusDocument } from './show/status-document.ts';
import { count, dollars } from './show/text.ts';
import { studioInside } from './studio/inside.ts';
import { withStore } from './with-store.ts';
import { workerParts } from './worker-parts.ts';

interface Options {
  readonly json?: boolean;
  readonly account?: string;
  readonly again?: boolean;
  readonly yes?: boolean;
}

/** Publishes an article now, to one account or to all, and stays until each thread is out or has to wait. */
export async function publishNow(call: Call, file: string, options: Options): Promise<ExitCode> {
  const setting = openSetting(call);
  const { io } = call;
  const source = displayPath(resolve(io.currentFolder, file), setting.home.root);
  const accounts = accountsFor(setting.config, source, options.account);
  const emit = options.json ? () => {} : logger(io, 'text');
  return withStore(setting.home, async (store) => {
    const studio = studioInside(setting);
    const parts = workerParts({ setting, store, emit, stopping: new AbortController().signal, studio });
    const handed = await handOver(parts, {
      ...{ source, accounts: accounts.map(({ id }) => id), again: options.again ?? false, root: setting.home.root },
      howAgain: 'Use --again to publish it there once more; "spool status" shows where it is',
    });
    const { deliveries } = handed;
    await confirmLive(io, deliveries, options.yes ?? false);
    await handed.store();
    for (const delivery of deliveries) await publishOne(parts, delivery);
    return report(store, io, deliveries, options.json ?? false);
  });
}

async function confirmLive(io: Io, deliveries: readonly NewDelivery[], yes: boolean): Promise<void> {
  const live = deliveries.filter((delivery) => delivery.live);
  if (live.length === 0 || yes) return;
  const lines = live.map(({ account, platform, plan }) => {
    return `${account} (${platform}): ${count(plan.posts.length, 'post')}, ${dollars(plan.costUsd)}`;
  });
  const answer = await io.ask(`Publish live now?\n  ${lines.join('\n  ')}\nType yes: `);
  if (answer?.trim().toLowerCase() === 'yes') return;
  throw new InputError({
    where: 'publish',
    problem:
      answer === null ? 'a live account asks first, and there is nobody to ask' : 'not confirmed, nothing was sent',
    next: answer === null ? 'Add --yes to publish without being asked' : 'Run it again and answer yes',
  });
}

async function report(store: Store, io: Io, made: readonly NewDelivery[], json: boolean): Promise<ExitCode> {
  const found = await Promise.all(made.map(({ id }) => store.delivery(id)));
  const deliveries = found.filter((delivery) => delivery !== null);
  if (json) io.out(JSON.stringify(statusDocument(deliveries), null, 2));
  const open = deliveries.filter(({ state }) => OPEN_STATES.some((each) => each === state));
  if (open.length > 0)
    io.err(`${count(open.length, 'thread')} not finished yet: a running worker goes on ("spool status").`);
  return deliveries.every(({ state }) => state === 'published') ? 0 : 1;
}
