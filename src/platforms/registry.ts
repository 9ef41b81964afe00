import type { Platform } from '../platform.ts';
import { bluesky } from './bluesky/pure.ts';
import { x } from './x/pure.ts';

/** Every platform Spool knows: one line each. */
const platforms: readonly Platform[] = [x, bluesky];

export const platformIds: readonly string[] = platforms.map((platform) => platform.id);

/** Which secrets an account of each platform needs, by platform id. */
export const secretNames: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  platforms.map((platform) => [platform.id, platform.secrets]),
);

/** @throws Error for an id that is none: configuration has refused it before, so the store comes from elsewhere */
export function platformOf(id: string): Platform {
  const platform = platforms.find((each) => each.id === id);
  if (platform === undefined) throw new Error(`there is no platform "${id}"; there are ${platformIds.join(', ')}`);
  return platform;
}
