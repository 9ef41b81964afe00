import type { LinkPolicy, Style } from '../thread/options.ts';

/** What `config/spool.yaml` says, checked and with every default filled in. */
export interface Config {
  /** IANA zone of everything that names none. */
  readonly timezone: string;
  readonly accounts: readonly Account[];
  readonly schedules: readonly Schedule[];
  readonly thread: ThreadConfig;
  /** Ages of a post at which its numbers are read, in milliseconds, rising. */
  readonly readingAgesMs: readonly number[];
  /** Most US dollars a month. */
  readonly budget: { readonly sendUsd: number; readonly readUsd: number };
  /** Who may be mentioned: lower-case written name, then platform, then handle. */
  readonly mentions: Readonly<Record<string, ByPlatform<string>>>;
}

/** A value for some of the platforms, by their id. */
export type ByPlatform<T> = Readonly<Record<string, T | undefined>>;

/** One login on a platform. */
export interface Account {
  readonly id: string;
  readonly platform: string;
  /** Without the leading `@`. */
  readonly handle: string;
  /** `true` sends for real, `false` rehearses. */
  readonly live: boolean;
  /** First part of the names of its environment variables; default: its id in capitals. */
  readonly credentials: string;
  /** Address to use instead of the platform's own; `null` for the platform's own. */
  readonly service: string | null;
}

export interface Schedule {
  readonly id: string;
  /** Five fields, known to parse. */
  readonly cron: string;
  readonly timezone: string;
  readonly articles: 'next' | 'evergreen' | { readonly file: string } | { readonly tag: string };
  /** `YYYY-MM-DD`; `null`: the day the schedule was first seen live. */
  readonly since: string | null;
  /** Ids of accounts that exist. */
  readonly accounts: readonly string[];
  readonly missed: { readonly withinMs: number; readonly then: 'latest' | 'skip' | 'next-slot' };
}

export interface ThreadConfig {
  readonly style: Style;
  readonly maxPosts: number;
  /** By platform; `none` for none; absent: the platform's own default. */
  readonly numbering: ByPlatform<string>;
  readonly link: LinkPolicy;
  readonly signoff: string | null;
  readonly card: 'first' | 'last' | 'none';
  /** Query parameters of the canonical link, by platform. */
  readonly linkParameters: ByPlatform<Readonly<Record<string, string>>>;
}
