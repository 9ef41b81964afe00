import type { Segment } from '../schedule/offsets.ts';

export interface WatchOperations {
  /** The coming clock changes of zones, as they were last written down. */
  rememberedZones(): Promise<readonly RememberedZone[]>;
  rememberZones(zones: readonly RememberedZone[]): Promise<void>;
}

export interface RememberedZone {
  readonly zone: string;
  /** Version of the time zone data it follows from: `2026c`. */
  readonly version: string;
  /** The stretches with one offset; JSON of this program. */
  readonly segments: readonly Segment[];
}
