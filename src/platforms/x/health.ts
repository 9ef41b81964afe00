import type { AccountHealth } from '../../publisher.ts';
import { askWhoIAm, isHandle, type Told } from './identity.ts';
import type { XParts } from './parts.ts';
import { strangerWords } from './preflight.ts';
import type { RateWindow } from './reply.ts';
import { idAt } from './snowflake.ts';
import { readTimeline } from './timeline.ts';

const UNKNOWNS = [
  'whether credits are left and the spending cap is not reached: X tells only when it refuses a post',
  'whether X lets the account reply to its own posts under its rule of February 2026: X tells only at a second post',
  'whether reading the own posts costs $0.001 each: that holds where the account owns the developer app, else $0.005',
];

/** Looks at most at what is free: who the token belongs to, what it may do, and whether the own posts can be read. */
export async function checkAccount(parts: XParts, nowMs: number): Promise<AccountHealth> {
  const told = await askWhoIAm(parts.send, parts.charges, nowMs);
  if (told.kind !== 'known') return { isUsable: false, findings: [], problems: [told.why], unknowns: UNKNOWNS };
  // Nothing is newer than X's own present, so nothing comes and nothing is charged.
  const sinceId = idAt(nowMs + (told.facts.aheadMs ?? 0));
  const reading = await readTimeline(parts, { sinceId, fields: ['created_at'] });
  const problems = [...problemsWith(told, parts.handle), ...(reading.kind === 'unreadable' ? [reading.why] : [])];
  return { isUsable: problems.length === 0, findings: findingsOf(told, parts), problems, unknowns: UNKNOWNS };
}

function problemsWith({ identity, facts }: Told, handle: string): string[] {
  const problems: string[] = [];
  if (!isHandle(identity.username, handle)) problems.push(strangerWords(identity.username, handle));
  if (facts.accessLevel !== null && !facts.accessLevel.includes('write')) {
    problems.push(
      'the access token may only read; set the app to "Read and write" and make the token and its secret anew',
    );
  }
  return problems;
}

function findingsOf({ identity, facts }: Told, { posting }: XParts): string[] {
  const findings = [`signed in as @${identity.username} (user ${identity.id})`];
  if (facts.accessLevel?.includes('write')) findings.push('the access token may read and write');
  if (facts.window !== null) findings.push(left('checks', facts.window));
  if (posting.window !== null) findings.push(left('posts', posting.window));
  return findings;
}

function left(what: string, { remaining, limit, resetMs }: RateWindow): string {
  return `${remaining} of ${limit} ${what} are left until ${new Date(resetMs).toISOString()}`;
}
