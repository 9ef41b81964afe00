import type { Article } from '../article/article.ts';
import type { Removed } from '../article/read.ts';
import type { Overrides } from '../config/thread-options.ts';
import type { Fault } from '../errors.ts';
import type { Cost } from '../platform.ts';
import type { LinkPolicy, Style } from '../thread/options.ts';
import type { Length } from '../thread/rules.ts';
import type { Post, Warning } from '../thread/thread.ts';

/** What the desk asks of the studio: an article's threads as they would go out, with the reasons. */
export interface DeskStudio {
  /**
   * @param source path relative to the home folder
   * @throws InputError where the article cannot be read; what is wrong for one account only stands in its thread
   */
  preview(source: string, choices: Choices): Promise<Preview>;
  /** Somebody is looking at the desk: what previewing needs is got ready, so that they need not wait for it. */
  ready(): void;
}

/** Choices tried out on a page; they win over what the article and the configuration say. */
export interface Choices extends Overrides {
  /** Pattern, or `none`. */
  readonly numbering?: string;
  /** One account only. */
  readonly account?: string;
  /** Posts as the author is writing them; with `account`. */
  readonly posts?: readonly string[];
}

export interface Preview {
  readonly article: Pick<
    Article,
    'title' | 'subtitle' | 'author' | 'canonicalUrl' | 'publishedAt' | 'language' | 'words' | 'source'
  >;
  /** Hash of the file's bytes as they were read: what is saved must begin from these. */
  readonly fileHash: string;
  readonly threads: readonly PreviewThread[];
  /** What reading the article has to tell. */
  readonly warnings: readonly Warning[];
  /** Page furniture that was left out. */
  readonly removed: readonly Removed[];
}

export interface PreviewThread {
  readonly account: string;
  readonly platform: string;
  readonly live: boolean;
  readonly chosen: {
    readonly style: Style;
    readonly maxPosts: number;
    readonly numbering: string | null;
    readonly link: LinkPolicy;
  };
  /** Empty where it cannot be made. */
  readonly posts: readonly PreviewPost[];
  readonly cost: Cost | null;
  /** What the link policy saves against addresses kept in the text, in US dollars. */
  readonly savedUsd: number;
  readonly warnings: readonly Warning[];
  /** Lengths of the posts that were given, with all they will carry; empty where none were. */
  readonly lengths: readonly Length[];
  /** Why it cannot be made; empty where it can. */
  readonly faults: readonly Fault[];
}

export interface PreviewPost extends Post {
  /** The text without number, sign-off and link: what the author edits. */
  readonly bare: string;
}
