import { createHmac } from 'node:crypto';
import { AtpAgent } from '@atproto/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bluesky, type BlueskyAccount, createAccount, startBluesky } from '../../servers/bluesky.ts';
import { startFaultyServer } from '../../servers/faulty-server.ts';
import { seededRandom } from '../../servers/random.ts';
import {
  count,
  deadAddress,
  deliveryOf,
  lockFor,
  planned,
  type Stage,
  sealed,
  sending,
  stage,
  stageFor,
  step,
  tokensOf,
  worker,
} from './stage.ts';

const MINUTE = 60_000;
/** Known here, so that tokens of any age can be made. */
const jwtSecret = 'a secret of the test server';
const [createSession, refreshSession] = ['server.createSession', 'server.refreshSession'];

let bluesky: Bluesky;
beforeAll(async () => {
  bluesky = await startBluesky({ mode: 'pds', pds: { jwtSecret } });
}, 900_000);
afterAll(() => bluesky?.stop());

const thread = () => deliveryOf(planned(['one', 'two']));

describe('a session', () => {
  test('is signed in to once, for all threads of all processes', async () => {
    const live = await stage(bluesky);
    for (const publisher of [live.publisher, live.restart(), live.restart()]) {
      for (let threads = 0; threads < 2; threads++) {
        expect(await worker(live, publisher).bring(thread())).toMatchObject({ state: 'published' });
        live.clock.pass(MINUTE);
      }
    }
    expect([count(live, createSession), count(live, refreshSession)]).toEqual([1, 0]);
  });

  test('is signed in to once, however much is asked at the same time', async () => {
    const live = await stage(bluesky);
    const delivery = thread();
    const asked = Array.from({ length: 5 }, () => live.publisher.preflight?.(delivery, live.clock.nowMs()));
    expect(await Promise.all(asked)).toEqual(Array(5).fill(null));
    expect(count(live, createSession)).toBe(1);
  });

  test('that has expired is refreshed once, kept at once, and the request made again', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, thread());
    await expire(live);
    const saves = live.memory.saved.length;
    expect(await live.restart().send(sending(live, delivery))).toMatchObject({ kind: 'sent' });
    expect([count(live, createSession), count(live, refreshSession)]).toEqual([1, 1]);
    expect(live.memory.saved).toHaveLength(saves + 1);
    expect(await live.restart().send(sending(live, await sealed(live, thread())))).toMatchObject({ kind: 'sent' });
    expect(count(live, refreshSession)).toBe(1);
  });

  test('that expires while the machine sleeps does not let a stale request leave', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, thread());
    await expire(live);
    let asked = 0;
    const verdict = await live.restart().send({ ...sending(live, delivery), mayLeave: () => ++asked === 1 });
    expect(verdict).toMatchObject({ kind: 'not-sent', why: expect.stringMatching(/paused/) });
    expect(await live.records()).toHaveLength(0);
  });

  test('that another process has refreshed meanwhile is taken over', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, thread());
    await expire(live);
    const [first, second] = [live.restart(), live.restart()];
    // Both hold the expired one.
    await Promise.all([first, second].map((publisher) => publisher.seal?.(thread(), live.clock.nowMs())));
    expect(await first.send(sending(live, delivery))).toMatchObject({ kind: 'sent' });
    expect(await second.send(sending(live, await sealed(live, thread())))).toMatchObject({ kind: 'sent' });
    expect([count(live, createSession), count(live, refreshSession)]).toEqual([1, 1]);
  });

  test('survives that the answer to its renewal is lost', async () => {
    const live = await stage(bluesky);
    const delivery = await sealed(live, thread());
    await expire(live);
    live.proxy.fault({ do: 'cut', at: 'committed' }, { on: `com.atproto.${refreshSession}` });
    expect(await live.restart().send(sending(live, delivery))).toMatchObject({ kind: 'not-sent' });
    expect(await live.restart().send(sending(live, delivery))).toMatchObject({ kind: 'sent' });
    expect(count(live, createSession)).toBe(1);
  });

  test('is kept locked: another password, another account or a changed byte opens nothing', async () => {
    const live = await stage(bluesky);
    await sealed(live, thread());
    const kept = live.memory.session ?? '';
    for (const token of await tokensOf(live)) expect(kept).not.toContain(token.slice(0, 20));
    const damaged = kept.replace(/[A-Y](?=[\w-]*$)/, (letter) => String.fromCharCode(letter.charCodeAt(0) + 1));
    expect(damaged).not.toBe(kept);
    for (const session of [damaged, 'nonsense', '1.2.3.4.5', '']) {
      live.memory.session = session;
      const before = count(live, createSession);
      await sealed(live, thread(), live.restart());
      expect(count(live, createSession) - before).toBe(1);
    }
  });
});

describe('a password', () => {
  test('that Bluesky does not accept is the author’s to mend, and is not tried over and over', async () => {
    const live = await stage(bluesky);
    const wrong = live.restart({ appPassword: 'wrong-word-here' });
    const delivery = await worker(live, live.publisher).bring(thread());
    const refusal = {
      kind: 'give-up',
      mendable: true,
      why: expect.stringMatching(/^Bluesky does not accept the handle with this app password; .*make an app password/),
    };
    const before = count(live, createSession);
    for (let tries = 0; tries < 3; tries++) {
      expect(await wrong.preflight?.(thread(), live.clock.nowMs())).toMatchObject(refusal);
      live.clock.pass(4 * MINUTE);
    }
    expect(count(live, createSession) - before).toBe(1);
    live.clock.pass(4 * MINUTE);
    expect(await wrong.send(sending(live, delivery))).toMatchObject(refusal);
    expect(count(live, createSession) - before).toBe(2);
  });

  test('that was revoked ends the session when it expires', async () => {
    const account = await createAccount(bluesky.pds);
    const live = await stageFor(account, bluesky);
    const delivery = await sealed(live, thread());
    await (await ownerOf(account)).com.atproto.server.revokeAppPassword({ name: 'spool' });
    await expire(live);
    const publisher = live.restart();
    expect(await publisher.send(sending(live, delivery))).toMatchObject({ kind: 'give-up', mendable: true });
    expect(live.memory.session).toBeNull();
    expect(await publisher.checkAccount?.(live.clock.nowMs())).toMatchObject({ isUsable: false, findings: [] });
  });

  test('is not sent on to where a redirect points', async () => {
    const elsewhere = await startFaultyServer<never>(siteOf(200, {}), seededRandom(1));
    const location = `http://127.0.0.1:${elsewhere.port}/xrpc/com.atproto.server.createSession`;
    const server = await startFaultyServer<never>(siteOf(307, { location }), seededRandom(1));
    const live = await stage(bluesky, { service: `http://127.0.0.1:${server.port}` });
    expect(await live.publisher.preflight?.(thread(), 0)).toMatchObject({ kind: 'not-sent' });
    expect([server.requests.length, elsewhere.requests.length]).toEqual([1, 0]);
    await Promise.all([server.close(), elsewhere.close()]);
  });
});

describe('an account', () => {
  test('that works is said to, with what is left of its points, and nothing is posted', async () => {
    const live = await stage(bluesky);
    await live.memory.points.add(live.clock.nowMs() - 30 * MINUTE, 2_000);
    await live.memory.points.add(live.clock.nowMs() - 90 * MINUTE, 300);
    const health = await live.publisher.checkAccount?.(live.clock.nowMs());
    const { handle, did } = live.account;
    expect(health).toMatchObject({
      findings: [
        `signed in as @${handle} (${did}) at ${live.proxy.url}`,
        'the app password may post',
        '3000 of 5000 write points of this hour and 32700 of 35000 write points of this day are left, 3 a post',
      ],
      unknowns: [expect.stringMatching(/points other programs have used/)],
    });
    expect(await live.records()).toHaveLength(0);
  });

  test('whose own password is used is told that an app password would do', async () => {
    const live = await stage(bluesky, { appPassword: 'owner-password' });
    const health = await live.publisher.checkAccount?.(0);
    expect(health?.findings).toContain(
      "the password is the account's own; an app password could be revoked without changing it",
    );
  });

  test('whose numbers cannot be read, or that is deactivated, is not usable', async () => {
    const account = await createAccount(bluesky.pds);
    const live = await stageFor(account, bluesky, { appView: await deadAddress() });
    expect(await live.publisher.checkAccount?.(0)).toMatchObject({
      isUsable: false,
      problems: [expect.stringMatching(/^numbers cannot be read at .*: no connection to Bluesky \(ECONNREFUSED\)$/)],
    });
    await (await ownerOf(account)).com.atproto.server.deactivateAccount({});
    expect((await live.publisher.checkAccount?.(0))?.problems).toContain(
      'Bluesky says the account is deactivated; look at it in the Bluesky app',
    );
  });

  test('neither gets nor knows of a thread that was sealed for another', async () => {
    const [one, two] = [await stage(bluesky), await stageFor(await createAccount(bluesky.pds), bluesky)];
    const delivery = await sealed(one, thread());
    expect(await two.publisher.send(sending(two, delivery))).toMatchObject({
      ...{ kind: 'give-up', mendable: true, why: expect.stringMatching(/^it was made for another account than @/) },
    });
    expect(await two.publisher.look(step(two, delivery))).toMatchObject({ kind: 'conflict' });
    expect(await two.publisher.remove?.(step(two, delivery))).toMatchObject({ kind: 'give-up' });
    expect(count(two, 'repo.applyWrites')).toBe(0);
  });
});

async function ownerOf({ handle }: BlueskyAccount): Promise<AtpAgent> {
  const owner = new AtpAgent({ service: bluesky.pds });
  await owner.login({ identifier: handle, password: 'owner-password' });
  return owner;
}

/** Puts a session into the memory that is the kept one, but for an access token whose time is over. */
async function expire({ account, proxy, memory }: Stage): Promise<void> {
  const lock = lockFor(account, proxy.url);
  const session = JSON.parse((await lock.open(memory.session ?? '')) ?? '');
  const [head, claims] = session.accessJwt.split('.');
  const old = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), iat: 1_000, exp: 2_000 };
  const signed = `${head}.${Buffer.from(JSON.stringify(old)).toString('base64url')}`;
  const accessJwt = `${signed}.${createHmac('sha256', jwtSecret).update(signed).digest('base64url')}`;
  memory.session = await lock.close(JSON.stringify({ ...session, accessJwt }));
}

/** Answers everything alike. */
function siteOf(status: number, headers: Readonly<Record<string, string>>) {
  return {
    name: (_method: string, path: string) => path,
    handle: () => ({ status, headers, body: '' }),
    refuse: (problem: never) => problem,
    latencyMs: () => 0,
  };
}
