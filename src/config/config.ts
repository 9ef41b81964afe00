import type { Timing } from '../delivery/timing.ts';
import type { Settling } from '../delivery/verdict.ts';
import type { Fault } from '../errors.ts';
import type { Repliers } from '../platform.ts';
import type { EvergreenSettings } from '../schedule/choose.ts';
import type { MannersSettings } from '../schedule/manners.ts';
import type { LinkPolicy, Style } from '../thread/options.ts';

/**
 * What the files in `config/` say, checked and with every default filled in: the settings of the house, and the accounts
 * and schedules of all its authors, each under its full id (`author-id.ts`).
 */
export interface Config extends Voice {
  /** IANA zone of the house: of everything of its own that names none, and in which it is shown what happens. */
  readonly timezone: string;
  /** Of all authors that can be served. */
  readonly accounts: readonly Account[];
  readonly schedules: readonly Schedule[];
  /** Whether there is a `config/spool.yaml`. */
  readonly hasHouse: boolean;
  /** Those with a file of their own that can be served, by id. */
  readonly authors: readonly Author[];
  /** Those whose file cannot be used as it stands, by id. */
  readonly faulty: readonly FaultyAuthor[];
  /** Ids of authors whose file has gone while this process was running, and not come back. */
  readonly retired: readonly string[];
  /** Ages of a post at which its numbers are read, in milliseconds, rising. */
  readonly readingAgesMs: readonly number[];
  /** Most US dollars a month. */
  readonly budget: { readonly sendUsd: number; readonly readUsd: number };
  /** The waiting times of publishing. */
  readonly timing: Timing;
  /** When X's "it is not there" is believed. */
  readonly settling: Settling;
  /** Run when a delivery needs the author; `null`: nothing is. */
  readonly notifyCommand: readonly string[] | null;
  readonly desk: DeskSettings;
}

/** How an author's threads are made. */
export interface Voice {
  readonly thread: ThreadConfig;
  /** Who may be mentioned: lower-case written name, then platform, then handle. */
  readonly mentions: Readonly<Record<string, ByPlatform<string>>>;
}

/** One author beside the house, from `config/<id>.yaml`. */
export interface Author extends Voice {
  /** Name of the file without `.yaml`. */
  readonly id: string;
}

export interface FaultyAuthor {
  /** As `Author.id`, or whatever else the file is called. */
  readonly id: string;
  /** Never empty. */
  readonly faults: readonly Fault[];
  /** `true`: what the file said before goes on. `false`: nothing of the author's is done. */
  readonly goesOn: boolean;
}

/** Where the desk is found; the environment may say otherwise (`deskPlaceOf`). */
export interface DeskSettings {
  /** Where it listens, or beside it where that is taken; `null`: there is none. */
  readonly port: number | null;
  /** IP address it listens on; default: `127.0.0.1`. */
  readonly host: string;
  /** Host names it answers to besides those of this machine, in lower case. */
  readonly names: readonly string[];
  /** Addresses and subnets of proxies whose `X-Forwarded-…` is believed. */
  readonly proxies: readonly string[];
}

/** A value for some of the platforms, by their id. */
export type ByPlatform<T> = Readonly<Record<string, T | undefined>>;

/** One login on a platform. */
export interface Account {
  /** `x`, or `jane/x`. */
  readonly id: string;
  readonly platform: string;
  /** Without the leading `@`. */
  readonly handle: string;
  /** `true` sends for real, `false` rehearses. */
  readonly live: boolean;
  /** First part of the names of its environment variables: `X`, or `JANE__X`. */
  readonly credentials: string;
  /** Address to use instead of the platform's own; `null` for the platform's own. */
  readonly service: string | null;
  /** Address to read public numbers from; `null` for the platform's own. */
  readonly appView: string | null;
  readonly manners: Manners;
  /** Whether all that is scheduled for it waits for the author's approval. */
  readonly approve: boolean;
}

/** When threads may go out on an account, whatever its schedules say. */
export type Manners = Omit<MannersSettings, 'jitterMs'>;

export interface Schedule {
  /** `mornings`, or `jane/mornings`. */
  readonly id: string;
  /** Five fields, known to parse. */
  readonly cron: string;
  readonly timezone: string;
  readonly articles: 'next' | 'evergreen' | { readonly file: string } | { readonly tag: string };
  /** `YYYY-MM-DD`; `null`: the day the schedule was first seen live. */
  readonly since: string | null;
  /** Ids of accounts of the same author that exist. */
  readonly accounts: readonly string[];
  readonly missed: { readonly withinMs: number; readonly then: 'latest' | 'skip' | 'next-slot' };
  /** For `articles: evergreen`. */
  readonly evergreen: EvergreenSettings;
  /** Most a thread is delayed at random; 0 for none. */
  readonly jitterMs: number;
  /** Whether its deliveries wait for the author's approval. */
  readonly approve: boolean;
}

export interface ThreadConfig {
  readonly style: Style;
  readonly maxPosts: number;
  /** By platform; `none` for none; absent: the platform's own default. */
  readonly numbering: ByPlatform<string>;
  readonly link: LinkPolicy;
  readonly signoff: string | null;
  readonly card: 'first' | 'last' | 'none';
  readonly replies: Repliers;
  /** Query parameters of the canonical link, by platform. */
  readonly linkParameters: ByPlatform<Readonly<Record<string, string>>>;
}
