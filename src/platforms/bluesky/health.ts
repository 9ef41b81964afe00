import { parsed, textIn } from '../../json.ts';
import type { AccountHealth } from '../../publisher.ts';
import type { BlueskyParts } from './parts.ts';
import { POINTS, WINDOWS } from './points.ts';
import type { SignedIn } from './session.ts';
import { hindrance } from './verdicts.ts';

const UNKNOWNS = [
  'how many write points other programs have used: Bluesky does not tell, and Spool counts its own only',
];

/** Signs in anew, which is the only proof that the app password holds, and asks the AppView for the author. No post. */
export async function checkAccount(parts: BlueskyParts, nowMs: number): Promise<AccountHealth> {
  const signedIn = await parts.sessions.signIn();
  if (signedIn.kind !== 'session') {
    return { isUsable: false, findings: [], problems: [signedIn.why], unknowns: UNKNOWNS };
  }
  const unread = await appViewProblem(parts, signedIn);
  const problems = [...accountProblems(signedIn, parts.handle), ...(unread === null ? [] : [unread])];
  const findings = [
    `signed in as @${signedIn.handle} (${signedIn.did}) at ${signedIn.pds}`,
    passwordFinding(signedIn),
    await pointFinding(parts, nowMs),
    ...(unread === null ? [`numbers are read at ${parts.appView}`] : []),
  ];
  return { isUsable: problems.length === 0, findings, problems, unknowns: UNKNOWNS };
}

function accountProblems({ handle, status }: SignedIn, wanted: string): string[] {
  const problems = status === null ? [] : [`Bluesky says the account is ${status}; look at it in the Bluesky app`];
  if (handle.toLowerCase() === wanted.toLowerCase() || wanted.startsWith('did:')) return problems;
  return [...problems, `the account is called @${handle} now, not @${wanted}; mend the handle in the configuration`];
}

/** An access token says what it is for. */
function passwordFinding({ accessJwt }: SignedIn): string {
  const [, claims = ''] = accessJwt.split('.');
  const scope = textIn(parsed(Buffer.from(claims, 'base64url').toString()), 'scope');
  return scope === 'com.atproto.access'
    ? "the password is the account's own; an app password could be revoked without changing it"
    : 'the app password may post';
}

async function pointFinding({ points }: BlueskyParts, nowMs: number): Promise<string> {
  const left: string[] = [];
  for (const { name, ms, limit } of WINDOWS) {
    left.push(`${Math.max(0, limit - (await points.spent(nowMs - ms)))} of ${limit} write points of this ${name}`);
  }
  return `${left.join(' and ')} are left, ${POINTS.create} a post`;
}

async function appViewProblem(
  { call, appView, nowMs }: BlueskyParts,
  { did: actor }: SignedIn,
): Promise<string | null> {
  const reply = await call({ server: appView, token: null }, (agent) => agent.app.bsky.actor.getProfile({ actor }));
  if (reply.kind === 'success') return null;
  // No password goes there, so that a refusal says nothing of it.
  const why =
    reply.kind === 'refusal'
      ? `it answered ${reply.problem.status}${reply.problem.error === '' ? '' : ` (${reply.problem.error})`}`
      : hindrance(reply, { what: 'the question for the profile', nowMs: nowMs() }).why;
  return `numbers cannot be read at ${appView}: ${why}`;
}
