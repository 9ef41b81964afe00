import { parseConfig } from '../../src/config/load.ts';
import { platformIds } from '../../src/platforms/registry.ts';
import type { Scan } from '../../src/posts/library.ts';

const config = parseConfig(
  'timezone: Europe/London\naccounts: [{ id: x, platform: x, handle: example }]\n',
  platformIds,
);
const nothing: Scan = { entries: [], faults: [] };

/** No schedule, no article, and no number that is ever read. */
export const settings = { config: { ...config, schedules: [], readingAgesMs: [Number.MAX_SAFE_INTEGER] }, nothing };
