import { InputError } from '../../errors.ts';
import { isObject, objectsIn, textIn } from '../../json.ts';
import { LOOPBACK } from '../../loopback.ts';

/**
 * The origin of a server's address.
 * @param place for the message
 * @throws InputError where it is no https address (http on loopback)
 */
export function originOf(address: string, place: string): string {
  const origin = safeOrigin(address);
  if (origin !== null) return origin;
  throw new InputError({
    where: place,
    problem: 'is no address that Spool talks to:',
    value: address,
    allowed: 'an https address, or http on loopback',
  });
}

/**
 * Where the account lives, as its DID document says; `null` where it says nothing that tokens may be sent to. The
 * address that was signed in at need not be it: Bluesky's own is an entrance to many servers.
 */
export function pdsIn(didDocument: unknown): string | null {
  const service = objectsIn(didDocument, 'service').find((each) => textIn(each, 'id').endsWith('#atproto_pds'));
  return isObject(service) ? safeOrigin(textIn(service, 'serviceEndpoint')) : null;
}

function safeOrigin(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return null;
  const isLoopback = url.protocol === 'http:' && LOOPBACK.includes(url.hostname);
  return url.protocol === 'https:' || isLoopback ? url.origin : null;
}
