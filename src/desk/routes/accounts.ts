import { InputError } from '../../errors.ts';
import type { AccountHealth } from '../../publisher.ts';
import type { Desk } from '../app.ts';
import { moneyOf } from '../data/money.ts';
import { accountsPage } from '../pages/accounts.ts';
import type { DeskParts } from '../parts.ts';

export function accountRoutes({ app, parts, show, done }: Desk): void {
  const page = async (checked: string | null, health: AccountHealth | null) => {
    const paused = await parts.store.pausedAccounts();
    const accounts = parts.config().accounts.map((account) => ({
      account,
      platformName: parts.platform(account.platform).name,
      isPaused: paused.has(account.id),
      secrets: parts.secrets(account),
      health: account.id === checked ? health : null,
    }));
    const main = accountsPage({ accounts, isAllPaused: paused.has('*'), money: await moneyOf(parts) });
    return { title: 'Accounts', section: 'accounts', main } as const;
  };

  app.get('/accounts', async (c) => show(c, await page(null, null)));

  app.post('/accounts/:id/check', async (c) => {
    const account = known(parts, c.req.param('id'));
    const health = await parts.checkAccount(account);
    if (health === null) {
      throw new InputError({
        where: account.id,
        problem: 'this platform has no way to try credentials without posting',
      });
    }
    return show(c, await page(account.id, health));
  });

  app.post('/accounts/pause', async (c) => {
    await parts.store.pause('*', parts.clock.nowMs());
    return done(c, '/accounts', 'Everything is paused.');
  });

  app.post('/accounts/resume', async (c) => {
    for (const id of await parts.store.pausedAccounts()) await parts.store.resume(id);
    return done(c, '/accounts', 'Going on with all accounts.');
  });

  app.post('/accounts/:id/pause', async (c) => {
    const { id } = known(parts, c.req.param('id'));
    await parts.store.pause(id, parts.clock.nowMs());
    return done(c, '/accounts', `${id} is paused: nothing is sent there.`);
  });

  app.post('/accounts/:id/resume', async (c) => {
    const { id } = known(parts, c.req.param('id'));
    await parts.store.resume(id);
    return done(c, '/accounts', `Going on with ${id}.`);
  });
}

function known({ config }: DeskParts, id: string) {
  const account = config().accounts.find((each) => each.id === id);
  if (account !== undefined) return account;
  throw new InputError({ where: 'accounts', problem: 'there is no such account (any more):', value: id });
}
