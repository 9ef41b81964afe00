import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** A password as it is kept while the desk is open: never the word itself. */
export interface Password {
  /** Takes as long for a wrong one as for the right one. One is tried at a time: each takes 16 MB. */
  isRight(tried: string): Promise<boolean>;
}

/** A cost that OWASP recommends where 16 MB are at hand (Password Storage Cheat Sheet, scrypt). */
const COST = { N: 2 ** 14, r: 8, p: 5 };
const BYTES = 32;
/** No password is longer; what is longer is not hashed at all. */
const LONGEST = 1_000;

/** The password, hashed by scrypt (RFC 7914) with a salt of this process. */
export async function hashPassword(password: string): Promise<Password> {
  const salt = randomBytes(16);
  const hash = (text: string) =>
    new Promise<Buffer>((resolve, reject) => {
      scrypt(text.normalize('NFC'), salt, BYTES, COST, (error, key) => (error === null ? resolve(key) : reject(error)));
    });
  const kept = await hash(password);
  let last: Promise<unknown> = Promise.resolve();
  return {
    isRight(tried) {
      const answer = last.then(async () => timingSafeEqual(kept, await hash(tried.slice(0, LONGEST))));
      last = answer.catch(() => {});
      return answer;
    },
  };
}
