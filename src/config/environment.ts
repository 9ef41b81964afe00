import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Fault } from '../errors.ts';
import type { Account } from './config.ts';

/** The secrets each platform wants, as the last part of a variable's name: `X_` + `APP_KEY`. */
export type SecretNames = Readonly<Record<string, readonly string[]>>;

/**
 * The process's own environment over the `.env` file of the home folder, which may be missing.
 * Nothing else in the program reads either.
 */
export function readEnvironment(file: string, own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...parseEnv(readIfThere(file)), ...own };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** An account's secrets by their short name, as far as they are set. */
export function secretsOf(
  account: Account,
  names: readonly string[],
  environment: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  const found = names.map((name) => [name, environment[`${account.credentials}_${name}`] ?? ''] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== ''));
}

/** One fault for every secret that a live account needs and the environment lacks. Values are never shown. */
export function missingSecrets(
  accounts: readonly Account[],
  names: SecretNames,
  environment: NodeJS.ProcessEnv,
): Fault[] {
  return accounts
    .filter((account) => account.live)
    .flatMap((account) => {
      const needed = names[account.platform] ?? [];
      const found = secretsOf(account, needed, environment);
      return needed
        .filter((name) => !(name in found))
        .map((name) => ({
          where: `environment: ${account.credentials}_${name}`,
          problem: `is not set, and the live account "${account.id}" cannot sign in without it`,
          next: 'Set it in the environment or in .env, or set live: false to rehearse',
        }));
    });
}
