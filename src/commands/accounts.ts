import type { Account, Config } from '../config/config.ts';
import { InputError } from '../errors.ts';

/** The accounts a command works on: the one named, or all. @throws InputError for a name that is none */
export function chooseAccounts(config: Config, id: string | undefined): readonly Account[] {
  if (id === undefined) return config.accounts;
  const account = config.accounts.find((each) => each.id === id);
  if (account) return [account];
  const allowed = config.accounts.map((each) => each.id).join(', ');
  throw new InputError({ where: '--account', problem: 'there is no such account:', value: id, allowed });
}
