import { createHash, randomBytes } from 'node:crypto';
import { DAY_MS, HOUR_MS } from '../../schedule/duration.ts';

/** Who is signed in. Kept in memory: a worker that starts anew asks for the password again. */
export interface Sessions {
  /** The secret that the browser shows from now on. */
  begin(nowMs: number): string;
  /** Whether the session stands; using it keeps it from ending for want of use. */
  isOpen(token: string, nowMs: number): boolean;
  end(token: string): void;
}

/** A session ends after so long without use, */
const IDLE_MS = 12 * HOUR_MS;
/** and in any case. */
export const LONGEST_MS = 7 * DAY_MS;
const MOST = 100;

interface Session {
  readonly beginMs: number;
  usedMs: number;
}

export function createSessions(): Sessions {
  // By hash: what is looked up tells nothing of how much of a guess was right.
  const sessions = new Map<string, Session>();
  return {
    begin(nowMs) {
      const token = randomBytes(32).toString('base64url');
      sessions.set(hashOf(token), { beginMs: nowMs, usedMs: nowMs });
      for (const oldest of [...sessions.keys()].slice(0, -MOST)) sessions.delete(oldest);
      return token;
    },
    isOpen(token, nowMs) {
      const hash = hashOf(token);
      const session = sessions.get(hash);
      if (session === undefined) return false;
      if (nowMs - session.beginMs >= LONGEST_MS || nowMs - session.usedMs >= IDLE_MS) {
        sessions.delete(hash);
        return false;
      }
      session.usedMs = nowMs;
      return true;
    },
    end: (token) => void sessions.delete(hashOf(token)),
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
