import { InputError, Unreachable } from '../../errors.ts';

/** The author's or the administrator's to mend. SQLSTATE: PostgreSQL's documentation, appendix A. */
const TO_MEND: Readonly<Record<string, { readonly problem: string; readonly next: string }>> = {
  '28P01': { problem: 'user name or password is wrong', next: 'Set SPOOL_DATABASE anew' },
  '28000': { problem: 'the server does not let this user in', next: 'See SPOOL_DATABASE and pg_hba.conf' },
  '3D000': { problem: 'there is no such database', next: 'Make it: CREATE DATABASE … OWNER …' },
  '42501': { problem: 'this user may not do that', next: 'Make it the owner of the database' },
  '25006': { problem: 'this server may only be read', next: 'Connect to the primary, not to a standby' },
};

/** What passes: servers stop, start, fill up and are cut off. */
const PASSING: Readonly<Record<string, string>> = {
  '53100': 'the disk of the database is full; nothing is sent until it can be written',
  '53200': 'the database is out of memory',
  '53300': 'the database has no connection free',
  '57014': 'the database took too long',
  '57P01': 'the database is being stopped',
  '57P02': 'the database has crashed and is starting again',
  '57P03': 'the database is starting up',
};

/** Two transactions met, and this one was undone: it can be done again. */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error);
  return code === '40001' || code === '40P01';
}

/** Said by the server, which has undone the statement; anything else leaves the connection in an unknown state. */
export function isServerError(error: unknown): boolean {
  return /^[0-9A-Z]{5}$/.test(codeOf(error)) && error instanceof Error && 'severity' in error;
}

/** There is no connection, or it is lost: what had been begun on it and not committed is undone. */
export function isCutOff(error: unknown): boolean {
  if (!isServerError(error)) return error instanceof Error && isNetwork(error);
  return /^(08...|57P0[123]|53300|25P03)$/.test(codeOf(error));
}

function isNetwork(error: Error): boolean {
  const isTold = /Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable/.test(
    error.message,
  );
  return isTold || /^(E[A-Z]+|EAI_AGAIN)$/.test(codeOf(error)) || error instanceof AggregateError;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Turns what PostgreSQL or the network say into words, without secrets; anything else comes back as it is. */
export function databaseFault(error: unknown, where: string): unknown {
  const code = codeOf(error);
  const fault = TO_MEND[code];
  if (fault !== undefined) return new InputError({ where, ...fault });
  const passing = PASSING[code];
  if (passing !== undefined) return new Unreachable(`${where}: ${passing}`);
  if (isCutOff(error)) return new Unreachable(`${where}: the database cannot be reached${code && ` (${code})`}`);
  return error;
}
