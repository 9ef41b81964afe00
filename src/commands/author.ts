import type { State } from '../delivery/delivery.ts';
import { type AuthorAction, possibleActions } from '../delivery/outlook.ts';
import { InputError } from '../errors.ts';
import { chooseAccounts } from './accounts.ts';
import { unknownDelivery } from './impressions.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { withStore } from './with-store.ts';

/** Lets the worker go on with a delivery that waits for the author, that failed, or that rests. */
export function retry(call: Call, id: string): Promise<ExitCode> {
  return act(call, id, 'retry', { state: 'publishing', why: null, done: 'the worker goes on with it' });
}

/** Ends a delivery: posts that are out stay out, no further one is sent. */
export function cancel(call: Call, id: string): Promise<ExitCode> {
  return act(call, id, 'cancel', {
    state: 'cancelled',
    why: 'cancelled by the author',
    done: 'no further post is sent',
  });
}

/** Sends nothing more for one account, or for all, until it is resumed; a running worker obeys within five seconds. */
export async function pause(call: Call, account: string | undefined): Promise<ExitCode> {
  const { home, config } = openSetting(call);
  const accounts = account === undefined ? ['*'] : chooseAccounts(config, account).map(({ id }) => id);
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

interface Effect {
  readonly state: State;
  readonly why: string | null;
  readonly done: string;
}

async function act(call: Call, id: string, action: AuthorAction, { state, why, done }: Effect): Promise<ExitCode> {
  const { home } = openSetting(call);
  await withStore(home, async (store) => {
    const delivery = await store.delivery(id);
    if (delivery === null) throw unknownDelivery(id);
    const change = { state, why, untilMs: null, atMs: Date.now() };
    const isPossible = possibleActions(delivery).includes(action);
    if (!isPossible || !(await store.changeState(id, [delivery.state], change))) {
      throw new InputError({
        where: id,
        problem: `a delivery that is ${delivery.state} takes no ${action}`,
        allowed: possibleActions(delivery).join(', ') || 'nothing',
      });
    }
  });
  call.io.out(`${id}: ${done}`);
  return 0;
}
