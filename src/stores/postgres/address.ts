import { InputError } from '../../errors.ts';

/** Where a database is, and how it is named to the author: without user and password. */
export interface Address {
  /** As it was given; a secret. */
  readonly secret: string;
  /** `SPOOL_DATABASE (db.example.org:5432/spool)` */
  readonly where: string;
}

/** @throws InputError, without repeating it, where it is no address of a PostgreSQL database */
export function readAddress(secret: string): Address {
  const url = URL.canParse(secret) ? new URL(secret) : null;
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) throw noAddress();
  const host = url.host || url.searchParams.get('host') || 'local socket';
  return { secret, where: `SPOOL_DATABASE (${host}${decoded(url.pathname)})` };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw noAddress();
  }
}

function noAddress(): InputError {
  return new InputError({
    where: 'environment: SPOOL_DATABASE',
    problem: 'is no address of a PostgreSQL database',
    allowed: 'postgres://USER:PASSWORD@HOST:PORT/DATABASE, special characters written as %XX',
  });
}
