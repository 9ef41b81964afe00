import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { codeOf, type Fault, InputError } from '../errors.ts';
import { isService } from './addresses.ts';
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
    if (codeOf(error) === 'ENOENT') return '';
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

/**
 * Where messages for the author are posted; `undefined` where none is set. Never shown: it may hold a token.
 * @throws InputError where it is no https address (http on loopback)
 */
export function webhookOf(environment: NodeJS.ProcessEnv): string | undefined {
  const address = environment.SPOOL_WEBHOOK || undefined;
  if (address === undefined || isService(address)) return address;
  throw new InputError({
    where: 'environment: SPOOL_WEBHOOK',
    problem: 'is no address that messages can be posted to',
    allowed: 'an https address, or http on loopback',
  });
}

/**
 * The loopback port on which the worker answers machines; `null` where none is set, and then it answers none.
 * @throws InputError where it is no port
 */
export function metricsPortOf(environment: NodeJS.ProcessEnv): number | null {
  const written = environment.SPOOL_METRICS_PORT ?? '';
  if (written === '') return null;
  if (/^\d{1,5}$/.test(written) && Number(written) <= 65_535) return Number(written);
  throw new InputError({
    where: 'environment: SPOOL_METRICS_PORT',
    problem: 'is no port:',
    value: written,
    allowed: 'a number up to 65535, such as 9464',
  });
}
