import { idIn, objectIn, textIn } from '../../json.ts';
import type { Hindrance } from '../../publisher.ts';
import type { Charges } from './charges.ts';
import type { Send } from './client.ts';
import { asked, hindrance } from './parts.ts';
import type { Facts } from './reply.ts';

/** The user that an access token belongs to. */
export interface Identity {
  readonly id: string;
  /** Without the leading `@`. */
  readonly username: string;
}

/** Keeps who an account is, since asking X may cost. Holds nothing secret. */
export interface IdentityMemory {
  recall(): Promise<Identity | null>;
  remember(identity: Identity): Promise<void>;
}

export type WhoAmI = () => Promise<Known | Hindrance>;

interface Known {
  readonly kind: 'known';
  readonly identity: Identity;
}

/** Told freshly by X, with what its answer says beside. */
export interface Told extends Known {
  readonly facts: Facts;
}

/**
 * Asks once and keeps the answer, for the length of this process and in the memory. A remembered user that the access
 * token does not belong to is asked for again, since looking for posts on another's timeline would find none of them;
 * so is one whose name is not the handle, who may have taken another.
 */
export function whoAmI(
  ask: () => Promise<Told | Hindrance>,
  memory: IdentityMemory,
  { accessToken, handle }: { readonly accessToken: string; readonly handle: string },
): WhoAmI {
  let known: Promise<Known | Hindrance> | null = null;
  const find = async (): Promise<Known | Hindrance> => {
    const remembered = await memory.recall();
    if (remembered !== null && isOwner(remembered, accessToken) && isHandle(remembered.username, handle)) {
      return { kind: 'known', identity: remembered };
    }
    const told = await ask();
    if (told.kind === 'known') await memory.remember(told.identity);
    return told;
  };
  return async () => {
    known ??= find();
    const answer = await known.catch((error: unknown) => {
      known = null;
      throw error;
    });
    if (answer.kind !== 'known') known = null;
    return answer;
  };
}

/** An access token of X begins with the id of its user and a hyphen. */
function isOwner({ id }: Identity, accessToken: string): boolean {
  const owner = /^(\d+)-/.exec(accessToken)?.[1];
  return owner === undefined || owner === id;
}

export function isHandle(username: string, handle: string): boolean {
  return username.toLowerCase() === handle.toLowerCase();
}

/** GET /2/users/me */
export async function askWhoIAm(send: Send, charges: Charges, nowMs: number): Promise<Told | Hindrance> {
  const what = 'the question whose access token this is';
  const reply = await send({ method: 'GET', path: 'users/me' });
  if (reply.kind !== 'success') return hindrance(reply, asked(what, nowMs));
  const data = objectIn(reply.body, 'data');
  const [id, username] = [idIn(data, 'id'), textIn(data, 'username')];
  if (id === null || !/^\w{1,20}$/.test(username)) {
    return { kind: 'not-sent', why: `X's answer to ${what} could not be read` };
  }
  charges.user(id);
  return { kind: 'known', identity: { id, username }, facts: reply.facts };
}
