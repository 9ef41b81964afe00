import type { Platform } from '../platform.ts';
import type { Connect } from '../publisher.ts';
import { bluesky } from './bluesky/pure.ts';
import { x } from './x/pure.ts';

/** A platform, and how to load its live adapter: the SDK is read only where something goes live. */
interface Registered {
  readonly platform: Platform;
  readonly load: () => Promise<{ readonly connect: Connect }>;
}

/** Every platform Spool knows: one line each. */
const registered: readonly Registered[] = [
  { platform: x, load: () => import('./x/connect.ts') },
  { platform: bluesky, load: () => import('./bluesky/connect.ts') },
];

export const platformIds: readonly string[] = registered.map(({ platform }) => platform.id);

/** Which secrets an account of each platform needs, by platform id. */
export const secretNames: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  registered.map(({ platform }) => [platform.id, platform.secrets]),
);

/** @throws Error for an id that is none: configuration has refused it before, so the store comes from elsewhere */
export function platformOf(id: string): Platform {
  return find(id).platform;
}

/** How to make the platform's live adapter. @throws Error for an id that is none */
export async function connectTo(id: string): Promise<Connect> {
  return (await find(id).load()).connect;
}

function find(id: string): Registered {
  const found = registered.find(({ platform }) => platform.id === id);
  if (found === undefined) throw new Error(`there is no platform "${id}"; there are ${platformIds.join(', ')}`);
  return found;
}
