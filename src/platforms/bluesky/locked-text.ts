import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** AES-256-GCM (NIST SP 800-38D): key, nonce and tag in bytes. */
const [KEY, NONCE, TAG] = [32, 12, 16] as const;
const SALT = 16;
const CIPHER = 'aes-256-gcm';

/** Locks texts under a secret that is kept elsewhere. */
export interface Lock {
  close(text: string): Promise<string>;
  /** `null` for what was not closed under this secret and for this purpose, or was changed since. */
  open(locked: string): Promise<string | null>;
}

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/**
 * Locks under a key that scrypt makes of the secret and a random salt, which stands before the locked text:
 * `1.salt.nonce.text.tag`. It takes some 50 ms, once for each salt.
 * @param purpose what it is locked for: a text moved to where another is expected does not open
 */
export function lockUnder(secret: string, purpose: string): Lock {
  let known: { readonly salt: string; readonly key: Buffer } | null = null;
  const keyOf = async (salt: Buffer) => {
    const name = salt.toString('hex');
    if (known?.salt !== name) known = { salt: name, key: await derive(secret, salt, KEY) };
    return known.key;
  };
  return {
    async close(text) {
      const salt = known === null ? randomBytes(SALT) : Buffer.from(known.salt, 'hex');
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, await keyOf(salt), nonce, { authTagLength: TAG });
      cipher.setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return ['1', ...[salt, nonce, body, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
    },
    async open(locked) {
      const [version, ...parts] = locked.split('.');
      const [salt, nonce, body, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
      if (version !== '1' || !salt || nonce?.length !== NONCE || !body || tag?.length !== TAG) return null;
      const decipher = createDecipheriv(CIPHER, await keyOf(salt), nonce, { authTagLength: TAG });
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag);
      return opened(() => Buffer.concat([decipher.update(body), decipher.final()]).toString());
    },
  };
}

/** A tag that does not fit is all that can go wrong here, and Node has no code for it. */
function opened(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}
