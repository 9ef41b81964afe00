import type { Plan } from '../delivery/delivery.ts';
import type { Medium } from '../platform.ts';
import type { LibraryRead } from '../posts/library.ts';
import type { MediaUse } from '../publisher.ts';

/**
 * Where articles are read and cut: the part of the work that needs large libraries and meets hostile input. The worker
 * has it done in a process of its own that ends afterwards; commands do it themselves.
 */
export interface Studio {
  /** What each of these files holds, in order; a file that is no readable article says why. Absolute paths. */
  read(paths: readonly string[]): Promise<readonly LibraryRead[]>;
  /**
   * The article as it would go to an account that had it `repeat` times before.
   * @throws InputError where it cannot be read or cut, or there is no such account
   */
  plan(source: string, account: string, repeat: number): Promise<PlannedArticle>;
  /**
   * Makes a picture of an article ready for a platform and keeps it, unless that was done before.
   * @throws InputError where it cannot be had, Unreachable where it may be had later
   */
  picture(source: string, use: PictureUse): Promise<Medium>;
}

export interface PictureUse extends MediaUse {
  readonly platform: string;
}

export interface PlannedArticle {
  readonly title: string;
  /** Path relative to the home folder. */
  readonly source: string;
  readonly contentHash: string;
  readonly plan: Plan;
}
