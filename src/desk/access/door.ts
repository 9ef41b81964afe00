import type { Context, MiddlewareHandler } from 'hono';
import type { Emit } from '../../worker/events.ts';
import { cookie, cookieOf } from '../cookies.ts';
import type { Password } from './password.ts';
import { createSessions, LONGEST_MS } from './sessions.ts';
import { createThrottle } from './throttle.ts';
import type { Visitor } from './visitor.ts';

/** Lets in who knows the password. */
export interface Door {
  /** Whether this request comes from somebody who is signed in. */
  isOpenTo(c: Context): boolean;
  /** Lets the browser in: `null`; or says in words why not. */
  signIn(c: Context, tried: string): Promise<string | null>;
  signOut(c: Context): void;
}

const SESSION = 'session';

export function createDoor(
  password: Promise<Password>,
  visitor: (c: Context) => Visitor,
  nowMs: () => number,
  emit: Emit,
): Door {
  const sessions = createSessions();
  const throttle = createThrottle();
  const keep = (c: Context, token: string, seconds: number) => {
    const isSecure = visitor(c).scheme === 'https';
    c.header('Set-Cookie', `${cookie(SESSION, token, seconds)}${isSecure ? '; Secure' : ''}`, { append: true });
  };
  return {
    isOpenTo: (c) => sessions.isOpen(cookieOf(c, SESSION) ?? '', nowMs()),
    async signIn(c, tried) {
      const { address } = visitor(c);
      const waitMs = throttle.attempt(address, nowMs());
      if (waitMs !== null) {
        const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
        emit({ event: 'desk-refused', address, why: 'too many attempts' });
        return `Too many attempts. Try again in ${minutes} min.`;
      }
      if (!(await (await password).isRight(tried))) {
        emit({ event: 'desk-refused', address, why: 'a wrong password' });
        return 'That is not the password.';
      }
      throttle.forgive(address);
      emit({ event: 'desk-entered', address });
      keep(c, sessions.begin(nowMs()), LONGEST_MS / 1000);
      return null;
    },
    signOut(c) {
      sessions.end(cookieOf(c, SESSION) ?? '');
      keep(c, '', 0);
    },
  };
}

export const SIGN_IN = '/sign-in';

/** Everything but the way in wants a session; pages lead to the way in, anything else is refused. */
export function behindDoor(door: Door): MiddlewareHandler {
  return async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    if (pathname === SIGN_IN || pathname.startsWith('/assets/') || door.isOpenTo(c)) return next();
    const isPage = c.req.method === 'GET' && (c.req.header('Accept') ?? '').includes('text/html');
    if (!isPage) return c.text('Sign in first.\n', 401);
    return c.redirect(`${SIGN_IN}?${new URLSearchParams({ to: `${pathname}${search}` })}`, 303);
  };
}
