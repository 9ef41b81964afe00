import type { Delivery } from '../delivery/delivery.ts';
import { nextStep } from '../delivery/outlook.ts';
import { InputError } from '../errors.ts';
import { localIso } from '../schedule/local.ts';
import * as deeds from '../worker/author.ts';
import type { WorkerParts } from '../worker/parts.ts';
import { pausable } from './accounts.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { box, count, printable, wrap } from './show/text.ts';
import { studioApart } from './studio/apart.ts';
import { withStore } from './with-store.ts';
import { workerParts } from './worker-parts.ts';

/** Lets the worker go on with a delivery that waits for the author, that failed, or that rests. */
export function retry(call: Call, id: string): Promise<ExitCode> {
  return act(call, (parts) => deeds.retry(parts, id), `${id}: the worker goes on with it`);
}

/** Ends a delivery: posts that are out stay out, no further one is sent. */
export function cancel(call: Call, id: string): Promise<ExitCode> {
  return act(call, (parts) => deeds.cancel(parts, id), `${id}: no further post is sent`);
}

/** Releases a held delivery to go at its slot; `--show` prints its posts and leaves it held. */
export function approve(call: Call, id: string, options: { readonly show?: boolean }): Promise<ExitCode> {
  return act(call, async (parts) => {
    if (options.show) return call.io.out(planText(await deeds.findHeld(parts, id), call.io));
    const { plan, untilMs, account } = await deeds.approve(parts, id);
    const when = untilMs === null ? 'at once' : `at ${localMinuteOf(parts.config.timezone, untilMs)}`;
    call.io.out(`${id}: approved; ${count(plan.posts.length, 'post')} to ${account} ${when}`);
  });
}

function planText({ article, account, plan }: Delivery, io: Io): string {
  const boxes = plan.posts.flatMap(({ post }, index) => {
    const length = `${post.length.value}/${post.length.limit}`;
    const lines = wrap(printable(post.text), BOX_WIDTH - 4);
    return box(lines, BOX_WIDTH, `${index + 1}/${plan.posts.length}`, length, io.paint);
  });
  return [`${printable(article.title)} → ${account}`, ...boxes].join('\n');
}

/** Columns of a post as `spool timeline` shows it too. */
const BOX_WIDTH = 72;

/** `2026-11-24 09:00 Europe/London` */
function localMinuteOf(zone: string, ms: number): string {
  return `${localIso(zone, ms).slice(0, 16).replace('T', ' ')} ${zone}`;
}

/** Takes the author's word that posts are live, and goes on after them. */
export async function adopt(call: Call, id: string, urls: readonly string[]): Promise<ExitCode> {
  return act(call, async (parts) => {
    const receipts = await deeds.adopt(parts, id, urls);
    call.io.out(`${id}: ${count(receipts, 'post')} known to be there; the worker goes on with it`);
  });
}

/** Takes a thread down again; stays until it is gone or has to wait, and the worker goes on with it then. */
export async function unpublish(call: Call, id: string, options: { readonly yes?: boolean }): Promise<ExitCode> {
  return act(call, async (parts) => {
    const before = await parts.store.delivery(id);
    if (before?.live && !(options.yes ?? false)) await confirmRemoval(call.io, before);
    await deeds.unpublish(parts, id);
    const after = await parts.store.delivery(id);
    const next = after === null ? null : nextStep(after);
    call.io.out(
      `${id}: ${after?.state}${after?.why ? ` (${after.why})` : ''}${next === null ? '' : `; Spool ${next}`}`,
    );
  });
}

async function confirmRemoval(io: Io, { article, account, receipts }: Delivery): Promise<void> {
  const answer = await io.ask(
    `Delete ${count(receipts.length, 'post')} of "${article.title}" on ${account} for good? [y/N] `,
  );
  if (answer !== null && /^y(es)?$/i.test(answer.trim())) return;
  throw new InputError({
    where: account,
    problem: answer === null ? 'this deletes live posts and there is no terminal to ask at' : 'not deleted',
    next: answer === null ? 'Add --yes to answer for a script' : 'Nothing was changed',
  });
}

/** Sends nothing more for one account, or for all, until it is resumed; a running worker obeys within five seconds. */
export async function pause(call: Call, account: string | undefined): Promise<ExitCode> {
  const { home, config } = openSetting(call);
  const accounts = account === undefined ? ['*'] : pausable(config, account);
  await withStore(home, (store) => Promise.all(accounts.map((id) => store.pause(id, Date.now()))));
  call.io.out(
    `${account ?? 'all accounts'}: nothing is sent until "spool resume${account === undefined ? '' : ` ${account}`}"`,
  );
  return 0;
}

/** Ends a pause: of one account, or every pause there is. */
export async function resume(call: Call, account: string | undefined): Promise<ExitCode> {
  const { home } = openSetting(call);
  await withStore(home, async (store) => {
    const paused = [...(await store.pausedAccounts())];
    for (const id of account === undefined ? paused : [account]) await store.resume(id);
  });
  call.io.out(`${account ?? 'all accounts'}: going on`);
  return 0;
}

/** The author's deeds use the adapters and the store as the worker does. */
async function act(call: Call, deed: (parts: WorkerParts) => Promise<void>, done?: string): Promise<ExitCode> {
  const setting = openSetting(call);
  await withStore(setting.home, async (store) => {
    const studio = studioApart(setting, new AbortController().signal);
    await deed(workerParts({ setting, store, emit: () => {}, stopping: new AbortController().signal, studio }));
  });
  if (done !== undefined) call.io.out(done);
  return 0;
}
