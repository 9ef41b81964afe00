import { parsed, textIn } from '../../json.ts';
import type { Hindrance } from '../../publisher.ts';
import { pdsIn } from './address.ts';
import type { Call } from './client.ts';
import type { Lock } from './locked-text.ts';
import type { Failure } from './reply.ts';
import { hindrance, isTokenRefused } from './verdicts.ts';

/** A sign-in that Bluesky remembers: the access token holds for hours, the refresh token for months. */
export interface Session {
  readonly kind: 'session';
  readonly did: string;
  /** As Bluesky has it now. */
  readonly handle: string;
  /** Origin of the server the account lives on. */
  readonly pds: string;
  readonly accessJwt: string;
  readonly refreshJwt: string;
}

/** Keeps one text beyond this process. What it is given is locked. */
export interface SessionMemory {
  load(): Promise<string | null>;
  save(text: string | null): Promise<void>;
}

export interface Sessions {
  /** The present session: that of this process, else the kept one, else a new one. */
  current(): Promise<Session | Hindrance>;
  /** A session for one that was refused: what another process has kept meanwhile, else refreshed, else a new one. */
  renew(refused: Session): Promise<Session | Hindrance>;
  /** Signs in anew with the app password. Bluesky grants that 30 times in 5 minutes and 300 times a day. */
  signIn(): Promise<SignedIn | Hindrance>;
}

/** A new session, and what only signing in tells. */
export interface SignedIn extends Session {
  /** `takendown`, `suspended`, `deactivated`; `null` for an account in order. */
  readonly status: string | null;
}

export interface SessionOptions {
  readonly handle: string;
  readonly appPassword: string;
  /** Origin at which to sign in. */
  readonly service: string;
  readonly nowMs: () => number;
  readonly call: Call;
  readonly lock: Lock;
  readonly memory: SessionMemory;
}

/** A password that was refused is not tried again for so long: each try counts against the author's own. */
const REFUSED_MS = 15 * 60_000;

/** One account's sign-in. Its questions are answered one after the other, so that no two of them sign in. */
export function sessionsOf(options: SessionOptions): Sessions {
  const { service, call, nowMs } = options;
  const kept = keeping(options);
  let known: Session | null = null;
  let refusal: { readonly hindrance: Hindrance; readonly untilMs: number } | null = null;

  const keep = async (session: Session): Promise<Session> => {
    known = session;
    await kept.save(session);
    return session;
  };
  const refused = async (failure: Failure): Promise<Hindrance> => {
    const why = hindrance(failure, { what: 'the sign-in', nowMs: nowMs() });
    if (why.kind === 'wait') refusal = { hindrance: why, untilMs: why.untilMs };
    if (why.kind === 'give-up') {
      refusal = { hindrance: why, untilMs: nowMs() + REFUSED_MS };
      known = null;
      await kept.save(null);
    }
    return why;
  };
  const signIn = async (): Promise<SignedIn | Hindrance> => {
    if (refusal !== null && nowMs() < refusal.untilMs) return refusal.hindrance;
    const identity = { identifier: options.handle, password: options.appPassword };
    const reply = await call({ server: service, token: null }, (agent) =>
      agent.com.atproto.server.createSession(identity),
    );
    if (reply.kind !== 'success') return refused(reply);
    const { did, handle, accessJwt, refreshJwt, didDoc, active, status } = reply.data;
    const pds = pdsIn(didDoc) ?? service;
    const session = await keep({ kind: 'session', did, handle, pds, accessJwt, refreshJwt });
    return { ...session, status: active === false ? (status ?? 'inactive') : null };
  };
  const refresh = async (session: Session): Promise<Session | Hindrance> => {
    const target = { server: service, token: session.refreshJwt };
    const reply = await call(target, (agent) => agent.com.atproto.server.refreshSession());
    if (reply.kind === 'success') {
      const { did, handle, accessJwt, refreshJwt, didDoc } = reply.data;
      return keep({ kind: 'session', did, handle, pds: pdsIn(didDoc) ?? session.pds, accessJwt, refreshJwt });
    }
    if (reply.kind === 'refusal' && isTokenRefused(reply.problem)) return signIn();
    return hindrance(reply, { what: 'the renewal of the session', nowMs: nowMs() });
  };
  const inOrder = oneAtATime();
  return {
    current: () =>
      inOrder(async () => {
        known ??= await kept.load();
        return known ?? signIn();
      }),
    renew: (old) =>
      inOrder(async () => {
        const newer = [known, await kept.load()].find((each) => each !== null && each.accessJwt !== old.accessJwt);
        known = newer ?? known;
        return newer ?? refresh(old);
      }),
    signIn: () => inOrder(signIn),
  };
}

/** The memory, locked. What cannot be opened is no session: the password is another one now, or the file was changed. */
function keeping({ lock, memory }: Pick<SessionOptions, 'lock' | 'memory'>) {
  return {
    async load(): Promise<Session | null> {
      const locked = await memory.load();
      const text = locked === null ? null : await lock.open(locked);
      const value = text === null ? undefined : parsed(text);
      const read = (name: string) => textIn(value, name);
      const [did, handle, pds] = [read('did'), read('handle'), read('pds')];
      const [accessJwt, refreshJwt] = [read('accessJwt'), read('refreshJwt')];
      return did === '' ? null : { kind: 'session', did, handle, pds, accessJwt, refreshJwt };
    },
    async save(session: Session | null): Promise<void> {
      await memory.save(session === null ? null : await lock.close(JSON.stringify(session)));
    },
  };
}

/** Runs works one after the other, in the order they came. */
function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
}
