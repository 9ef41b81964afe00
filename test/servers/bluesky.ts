import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AtpAgent } from '@atproto/api';
import { installBluesky, serverFolder } from './bluesky-install.ts';
import { startChild } from './child.ts';

/** Real Bluesky servers on loopback, in a process of their own. */
export interface Bluesky {
  /** `http://localhost:…` of the PDS, the PLC directory and, in mode `appview`, the AppView. */
  readonly pds: string;
  readonly plc: string;
  readonly appview: string | null;
  readonly pid: number;
  /** Milliseconds from the start of the process until it was ready. */
  readonly startMs: number;
  /** Ends the process and removes everything it wrote. */
  stop(): Promise<void>;
}

export interface BlueskyOptions {
  /** `pds`: for writing, starts fast. `appview`: with likes, replies, threads and gates as readers see them. */
  readonly mode: 'pds' | 'appview';
  /** Further settings of the PDS, such as `{ rateLimitsEnabled: true }`. */
  readonly pds?: Readonly<Record<string, unknown>>;
}

/** Starts the servers, installing them first where that is still to do. */
export async function startBluesky({ mode, pds = {} }: BlueskyOptions): Promise<Bluesky> {
  await installBluesky();
  const folder = await mkdtemp(path.join(tmpdir(), 'spool-bluesky-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const args = ['server.mjs', mode, folder, JSON.stringify(pds)];
    const child = await startChild({ args, cwd: serverFolder, patienceMs: 180_000 });
    const { ready } = child;
    return {
      pds: String(ready.pds),
      plc: String(ready.plc),
      appview: ready.appview === undefined ? null : String(ready.appview),
      pid: child.pid,
      startMs: Number(ready.startMs),
      stop: () => child.stop().finally(remove),
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

let shared: Promise<Bluesky> | null = null;

/** A PDS that all test files in this process use: started when first asked for, it stops when the process ends. */
export function sharedPds(): Promise<Bluesky> {
  shared ??= startBluesky({ mode: 'pds' });
  return shared;
}

/** An account of a PDS with an app password, as the author makes one for Spool. */
export interface BlueskyAccount {
  readonly did: string;
  readonly handle: string;
  readonly appPassword: string;
  /** Logged in with the app password, straight at the PDS. */
  readonly agent: AtpAgent;
}

let accounts = 0;

/** Makes an account whose handle nobody else has. */
export async function createAccount(pds: string): Promise<BlueskyAccount> {
  const handle = `u${process.pid}x${accounts++}.test`;
  const owner = new AtpAgent({ service: pds });
  await owner.createAccount({ handle, email: `${handle}@example.com`, password: 'owner-password' });
  const { data } = await owner.com.atproto.server.createAppPassword({ name: 'spool' });
  const agent = new AtpAgent({ service: pds });
  await agent.login({ identifier: handle, password: data.password });
  return { did: agent.assertDid, handle, appPassword: data.password, agent };
}
