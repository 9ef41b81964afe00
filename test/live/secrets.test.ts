import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { OPEN_STATES } from '../../src/delivery/delivery.ts';
import { printed } from '../commands/spool.ts';
import { lockFor } from '../platforms/bluesky-live/stage.ts';
import { sharedPds } from '../servers/bluesky.ts';
import type { Fault } from '../servers/faults.ts';
import { testAccount } from '../x-server/settings.ts';
import { article, type LiveWorld, liveWorld } from './world.ts';

/** With characters that every way of encoding changes. */
const canaries = {
  appKey: 'CANARY~one+/=ab',
  appSecret: 'CANARY~two+/=ab',
  accessToken: `${testAccount.id}-CANARY~three+/=`,
  accessSecret: 'CANARY~four+/=ab',
};
const HOOK = 'CANARY-hook-in-the-address';

const FAULTS: readonly Fault[] = [
  { do: 'cut', at: 'read' },
  { do: 'cut', at: 'committed' },
  { do: 'cut', at: 'half-body' },
  { do: 'fail', status: 502, committed: true, body: 'html' },
  { do: 'fail', status: 500, committed: false, body: 'problem' },
  { do: 'garble' },
];

/** The tokens of Bluesky's session, which only the app password opens. */
async function sessionTokens({ withStore, bluesky, proxy }: LiveWorld): Promise<readonly string[]> {
  const locked = await withStore((store) => store.recall('bluesky', 'session'));
  const text = await lockFor(bluesky, proxy.url).open(locked ?? '');
  const { accessJwt, refreshJwt }: Record<string, string> = JSON.parse(text ?? '{}');
  return [accessJwt ?? '', refreshJwt ?? ''];
}

/** Every file of a folder and those in it: the store, its log, reports of crashes, exports. */
function filesIn(folder: string): readonly (readonly [name: string, content: string])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.env')
    .map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name), 'latin1')]);
}

function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const encoded = (['base64', 'base64url', 'hex'] as const).map((encoding) => bytes.toString(encoding));
  return [secret, ...encoded.map((each) => each.replace(/=+$/, '')), encodeURIComponent(secret), encodeURI(secret)];
}

/** A server that refuses every message; the address holds a secret, as those of chat services do. */
async function refusingWebhook(): Promise<string> {
  const server = createServer((_, response) => response.writeHead(500).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${Object(server.address()).port}/${HOOK}`;
}

/** A report is written where Node is asked for one, at SIGUSR2 in the middle of a request, and when it crashes. */
const REPORTS = '--report-on-signal --report-uncaught-exception --report-on-fatalerror --report-dir=reports';

test('no secret appears in the store, its log, a log, an error, JSON, a report or a crash, whatever goes wrong', {
  timeout: 240_000,
}, async () => {
  const world = await liveWorld(await sharedPds(), { xAccount: { ...testAccount, ...canaries } });
  const { home, x, proxy } = world;
  const said: string[] = [];
  const say = async (...args: readonly string[]) => {
    const started = home.startWith({ SPOOL_DEBUG: '1' }, ...args);
    const code = await new Promise((resolve) => started.child.once('close', resolve));
    said.push(`${args.join(' ')} ended with ${code}\n${started.output.out}${started.output.err}`);
  };
  const environment = { SPOOL_DEBUG: '1', SPOOL_WEBHOOK: await refusingWebhook(), NODE_OPTIONS: REPORTS };
  home.write('.env', `${readFileSync(home.file('.env'), 'utf8')}SPOOL_WEBHOOK=${environment.SPOOL_WEBHOOK}\n`);
  home.write('reports/none', '');
  for (const [index, fault] of FAULTS.entries()) {
    home.write(`articles/${index}.md`, article(`Thread ${index}`, 3, index === 0));
    await world.enqueue(`articles/${index}.md`);
    for (const site of [x, proxy]) site.fault(fault, { chance: 0.4, times: 2 });
  }
  // What nobody but the author can mend is told to the webhook, and that does not get through either.
  x.fault({ do: 'refuse', problem: 'creditsDepleted' }, { on: 'create', skip: 4 });
  await say('check', '--live');

  const { SPOOL_WEBHOOK: _, ...rest } = environment;
  for (const form of ['json', 'text']) {
    const worker = home.startWith(rest, 'run', '--log', form);
    await printed(worker, form === 'json' ? /the notification webhook/ : /Spool is running/);
    if (form === 'text') await ended(world);
    worker.child.kill('SIGUSR2');
    await sleep(500);
    // Nobody reads what it says any more: it ends.
    worker.child.stdout.destroy();
    const closed = new Promise((resolve) => worker.child.once('close', resolve));
    home.write(`articles/last-${form}.md`, article(`The last as ${form}`, 2));
    await world.enqueue(`articles/last-${form}.md`);
    await closed;
    said.push(`${worker.output.out}${worker.output.err}`);
  }
  // What it says cannot be written: it crashes.
  const crashed = home.startIn(`export NODE_OPTIONS='${REPORTS}'; exec > /dev/full`, 'run');
  await new Promise((resolve) => crashed.child.once('close', resolve));
  said.push(crashed.output.err);
  expect(crashed.output.err).toMatch(/ENOSPC[\s\S]*Node\.js report/);
  for (const command of [['status', '--json'], ['status'], ['impressions', '--json'], ['export', 'exported']]) {
    await say(...command);
  }
  home.write('.env', readFileSync(home.file('.env'), 'utf8').replace(canaries.accessSecret, 'CANARY~four+/=cd'));
  await say('check', '--live');

  const tokens = await sessionTokens(world);
  const secrets = [...Object.values(canaries), world.bluesky.appPassword, ...tokens, HOOK];
  expect(secrets.filter((secret) => secret.length > 10)).toHaveLength(8);
  const places = [...filesIn(home.path), ...said.map((text, index) => [`output ${index}`, text] as const)];
  expect(places.some(([name]) => name.endsWith('spool.db'))).toBe(true);
  expect(places.filter(([name]) => /report\..*\.json$/.test(name)).length).toBeGreaterThan(2);
  const beginnings = tokens.map((token) => token.slice(0, 24));
  for (const secret of [...secrets, 'CANARY~four+/=cd', ...beginnings]) {
    for (const form of spellings(secret)) {
      const found = places.filter(([, content]) => content.includes(form)).map(([name]) => name);
      expect(found, `${form} was found`).toEqual([]);
    }
  }
});

async function ended(world: LiveWorld): Promise<void> {
  const isOpen = async () => (await world.deliveries()).some(({ state }) => OPEN_STATES.some((open) => open === state));
  for (let rounds = 0; rounds < 600 && (await isOpen()); rounds++) await sleep(300);
}
