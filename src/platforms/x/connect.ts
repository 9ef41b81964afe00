import { idIn, parsed, textIn } from '../../json.ts';
import type { AccountMemory, Connect } from '../../publisher.ts';
import type { IdentityMemory } from './identity.ts';
import { xPublisher } from './publisher.ts';

/** The live adapter of X from what every adapter is given. */
export const connect: Connect = ({
  secrets,
  clock,
  memory,
  handle,
  service,
  requestMs,
  settling,
  loadMedia,
  onCharge,
}) =>
  xPublisher({
    credentials: {
      appKey: secrets.APP_KEY ?? '',
      appSecret: secrets.APP_SECRET ?? '',
      accessToken: secrets.ACCESS_TOKEN ?? '',
      accessSecret: secrets.ACCESS_SECRET ?? '',
    },
    ...{ handle, service, requestMs, settling, loadMedia, onCharge },
    nowMs: () => clock.nowMs(),
    identity: identityIn(memory),
  });

const KEY = 'identity';

function identityIn(memory: AccountMemory): IdentityMemory {
  return {
    async recall() {
      const text = await memory.recall(KEY);
      const value = text === null ? undefined : parsed(text);
      const [id, username] = [idIn(value, 'id'), textIn(value, 'username')];
      return id === null || username === '' ? null : { id, username };
    },
    remember: ({ id, username }) => memory.remember(KEY, JSON.stringify({ id, username })),
  };
}
