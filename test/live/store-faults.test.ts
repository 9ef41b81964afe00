import { closeSync, copyFileSync, existsSync, openSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test, vi } from 'vitest';
import type { Delivery } from '../../src/delivery/delivery.ts';
import { newDelivery } from '../deliveries.ts';
import { planned, planOf, type Stage, stage } from '../platforms/x-live/stage.ts';
import { seed } from '../seed.ts';
import { type Random, seededRandom } from '../servers/random.ts';
import { bring, dataFolder, fileStore, goOn, inProcess } from './bring.ts';
import { type Gate, gated, Killed } from './gate.ts';
import { xWrongs } from './judge.ts';

const isLong = process.env.LONG === '1';
/** A worker that dies holds its lease up for so long. */
const LEASE_MS = 21_000;

function thread(id: string, { clock }: Stage) {
  const posts = planned([`${id} one`, `${id} two`, `${id} three`]);
  return newDelivery({ id, platform: 'x', account: 'x', live: true, createdMs: clock.nowMs(), plan: planOf(posts) });
}

/** Where the second post is cut; what follows is among the writes. */
const SCRIPTS = [null, 'committed', 'read'] as const;

async function world(script: (typeof SCRIPTS)[number]): Promise<Stage> {
  const on = await stage({ duplicates: 'off' });
  if (script !== null) on.x.fault({ do: 'cut', at: script }, { on: 'create', skip: 1 });
  return on;
}

function wrongsOf({ x }: Stage, delivery: Delivery): readonly string[] {
  return [
    ...xWrongs([delivery], x.truth),
    ...(delivery.state === 'published' && x.truth.length === 3 ? [] : [`left ${delivery.state}: ${delivery.why}`]),
  ];
}

/** Publishes through a gate until it throws or the thread is out; `true` where it threw. */
async function interrupted(on: Stage, folder: string, id: string, gate: Gate, what: RegExp): Promise<boolean> {
  const store = gated(fileStore(folder), gate);
  try {
    await bring(inProcess(store, on.clock, on.publisher), on.clock, thread(id, on));
    return false;
  } catch (error) {
    if (!(error instanceof Error && what.test(`${error.name} ${error.message}`))) throw error;
    return true;
  }
}

/** Another process goes on with what is in this folder, and is judged. */
async function recovered(on: Stage, folder: string, id: string): Promise<readonly string[]> {
  on.clock.pass(LEASE_MS);
  const store = fileStore(folder);
  const before = await store.delivery(id);
  if (before === null) throw new Error('the delivery is gone');
  const parts = { ...inProcess(store, on.clock, on.restart()), owner: 'second' };
  return [...xWrongs([before], on.x.truth), ...wrongsOf(on, await goOn(parts, on.clock, id))];
}

test('a store that cannot be written from any moment on sends nothing without an intent, and loses nothing', {
  timeout: 120_000,
}, async () => {
  let runs = 0;
  for (const script of SCRIPTS) {
    for (let at = 1; ; at++) {
      const [on, folder, id] = [await world(script), dataFolder(), `s${script}-${at}`];
      const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
      const forbid = (write: number) => {
        const [database] = exec.mock.contexts;
        if (write >= at && database instanceof DatabaseSync) database.exec('PRAGMA query_only = ON');
      };
      const isCut = await interrupted(on, folder, id, { before: forbid }, /may not be written/);
      exec.mockRestore();
      if (!isCut) break;
      runs++;
      expect(await recovered(on, folder, id), `write ${at} of script ${script}`).toEqual([]);
    }
  }
  expect(runs).toBeGreaterThan(20);
});

/** The files of a store as they are when the machine dies in the middle of its last write. */
function torn(from: string, end: (wal: string) => void): string {
  const folder = dataFolder();
  for (const name of ['spool.db', 'spool.db-wal']) {
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(folder, name));
  }
  end(join(folder, 'spool.db-wal'));
  return folder;
}

/** A process that dies right after a write; answers where in the log that write stands. */
async function killedAfter(
  on: Stage,
  folder: string,
  id: string,
  at: number,
): Promise<readonly [number, number] | null> {
  const wal = () => statSync(join(folder, 'spool.db-wal'), { throwIfNoEntry: false })?.size ?? 0;
  let before = 0;
  const gate = {
    before(write: number) {
      if (write === at) before = wal();
    },
    after(write: number) {
      if (write === at) throw new Killed('killed');
    },
  };
  return (await interrupted(on, folder, id, gate, /^Killed/)) ? [before, wal()] : null;
}

/** Ends of a log whose last write was torn: every 512 bytes at night, else a few that matter. */
function tears(random: Random): readonly number[] {
  if (isLong) return Array.from({ length: 64 }, (_, index) => index / 64);
  return [0, random(), random(), 0.999];
}

test('a log torn anywhere in its last write is as if that had not been written, and what was sent is found', {
  timeout: isLong ? 3_600_000 : 240_000,
}, async () => {
  const random = seededRandom(seed);
  let runs = 0;
  for (const script of SCRIPTS) {
    for (let at = 1; ; at++) {
      let isCut = true;
      for (const [tear, part] of tears(random).entries()) {
        const [on, folder, id] = [await world(script), dataFolder(), `t${script}-${at}-${tear}`];
        const written = await killedAfter(on, folder, id, at);
        isCut = written !== null;
        if (written === null) break;
        const [before, after] = written;
        const cutAt = before + Math.floor((after - before) * part);
        const isSpoilt = tear % 2 === 1;
        const image = torn(folder, (wal) => (isSpoilt ? spoil(wal, cutAt, after) : truncateSync(wal, cutAt)));
        const where = `SEED=${seed}: write ${at} of script ${script}, the log ${isSpoilt ? 'spoilt' : 'cut'} at ${cutAt} of ${before} to ${after}`;
        expect(await recovered(on, image, id), where).toEqual([]);
        runs++;
      }
      if (!isCut) break;
    }
  }
  console.log(`${runs} torn logs`);
  expect(runs).toBeGreaterThan(200);
});

/** What was to be written from here on was not: other bytes stand there. */
function spoil(wal: string, from: number, to: number): void {
  const file = openSync(wal, 'r+');
  writeSync(file, Buffer.alloc(Math.max(0, to - from), 0xa5), 0, Math.max(0, to - from), from);
  closeSync(file);
}
