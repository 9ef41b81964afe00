import { type Fault, InputError } from '../errors.ts';
import { isHost } from './addresses.ts';
import { attempt } from './attempt.ts';
import type { Config, DeskSettings } from './config.ts';

/** Where the desk is found, and who may see it. */
export interface DeskPlace extends DeskSettings {
  /** 0 for any. */
  readonly port: number;
  /** What its visitors must know; `null`: this machine's own may see it. A secret. */
  readonly password: string | null;
}

/**
 * What the configuration says of the desk, under what the environment says: `SPOOL_DESK_PORT` (`off` opens none, 0 takes
 * any), `SPOOL_DESK_HOST` and `SPOOL_DESK_PASSWORD`. `null` where there is to be none.
 * @throws InputError with all that is wrong, such as an address that others can reach and no password
 */
export function deskPlaceOf({ desk }: Pick<Config, 'desk'>, environment: NodeJS.ProcessEnv): DeskPlace | null {
  const { SPOOL_DESK_PORT, SPOOL_DESK_HOST, SPOOL_DESK_PASSWORD } = environment;
  const password = SPOOL_DESK_PASSWORD || null;
  const host = SPOOL_DESK_HOST || desk.host;
  const port = SPOOL_DESK_PORT ? readPort(SPOOL_DESK_PORT) : desk.port;
  if (port === null) return null;
  const faults = [...hostFaults(host), ...passwordFaults(password), ...reachFaults(host, desk.names, password)];
  if (faults.length > 0) throw new InputError(...faults);
  return { ...desk, port, host, password };
}

/** What is wrong with where the desk is to be; none where it can open. */
export function deskFaults(config: Pick<Config, 'desk'>, environment: NodeJS.ProcessEnv): readonly Fault[] {
  return attempt(() => deskPlaceOf(config, environment));
}

/** Whether nobody but this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === '::1' || host.startsWith('127.');
}

function readPort(written: string): number | null {
  if (written === 'off') return null;
  const port = Number(written);
  if (/^\d{1,5}$/.test(written) && port <= 65_535) return port;
  throw new InputError({
    where: 'environment: SPOOL_DESK_PORT',
    problem: 'is no port:',
    value: written,
    allowed: '1 to 65535, 0 for any, or off',
  });
}

function hostFaults(host: string): Fault[] {
  if (isHost(host)) return [];
  const where = 'environment: SPOOL_DESK_HOST';
  return [{ where, problem: 'is no IP address:', value: host, allowed: '127.0.0.1, 0.0.0.0 or another address' }];
}

const SHORTEST_PASSWORD = 12;

/** Never shows it. */
function passwordFaults(password: string | null): Fault[] {
  if (password === null || password.length >= SHORTEST_PASSWORD) return [];
  const where = 'environment: SPOOL_DESK_PASSWORD';
  return [{ where, problem: 'is too short to keep anybody out', allowed: `at least ${SHORTEST_PASSWORD} characters` }];
}

/** Whoever sees the desk can post in the author's name. */
function reachFaults(host: string, names: readonly string[], password: string | null): Fault[] {
  if (password !== null) return [];
  const next = 'Set SPOOL_DESK_PASSWORD in the environment or in .env, or leave the desk to this machine alone';
  const without = 'and others could use the desk without a password:';
  const [name] = names;
  return [
    ...(isLoopback(host)
      ? []
      : [{ where: 'desk: host', problem: `this address can be reached, ${without}`, value: host, next }]),
    ...(name === undefined
      ? []
      : [{ where: 'desk: names', problem: `this name leads here from elsewhere, ${without}`, value: name, next }]),
  ];
}
