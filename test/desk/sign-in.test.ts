import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deskFaults, deskPlaceOf } from '../../src/config/desk.ts';
import { parseConfig } from '../../src/config/load.ts';
import { hashPassword } from '../../src/desk/access/password.ts';
import { describeFault } from '../../src/errors.ts';
import { platformIds } from '../../src/platforms/registry.ts';
import { TestHome } from '../commands/spool.ts';
import { CONFIG, HOST, Stage } from './stage.ts';

const PASSWORD = 'correct horse battery';
const NAME = 'spool.example.org';
/** The real one takes its time on purpose. */
const password = Promise.resolve({ isRight: async (tried: string) => tried === PASSWORD });
const MINUTE = 60_000;

let stage: Stage;
beforeEach(() => {
  stage = new Stage({}, { password, names: [NAME], proxies: ['10.0.0.0/8'] });
});
afterEach(() => stage.close());

/** A request over a connection from some address, with the desk's own name and origin unless told otherwise. */
async function ask(path: string, { form, peer = '127.0.0.1', ...headers }: Asking = {}): Promise<Response> {
  const host = headers.Host ?? HOST;
  const origin = headers['X-Forwarded-Proto'] === 'https' ? `https://${host}` : `http://${host}`;
  const body = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
  const all = { Host: host, Accept: 'text/html', ...(form ? { Origin: origin } : {}), ...headers };
  const socket = { incoming: { socket: { remoteAddress: peer } } };
  return stage.app.request(`http://${host}${path}`, { ...body, headers: all }, socket);
}

interface Asking {
  readonly form?: Record<string, string>;
  /** Address of the other end. */
  readonly peer?: string;
  readonly Host?: string;
  readonly Cookie?: string;
  readonly Accept?: string;
  readonly Origin?: string;
  readonly 'X-Forwarded-Proto'?: string;
  readonly 'X-Forwarded-For'?: string;
}

const signIn = (tried: string, more: object = {}) => ask('/sign-in', { form: { password: tried, to: '/' }, ...more });

/** The session's cookie as a browser would send it back. */
function cookieOf(answer: Response): string {
  return (
    answer.headers
      .getSetCookie()
      .find((each) => each.startsWith('spool-session='))
      ?.split(';')[0] ?? ''
  );
}

const events = () => stage.parts.live.recent().map(({ words }) => words);

test('without a session every route but the way in and the assets is closed, and tells nothing', async () => {
  const routes = stage.app.routes.filter(({ method }) => method !== 'ALL');
  expect(routes.length).toBeGreaterThan(25);
  for (const { method, path } of routes) {
    if (path === '/sign-in' || path.startsWith('/assets/')) continue;
    const filled = path.replace(/:[a-z]+/gi, 'x');
    const answer = await ask(filled, method === 'POST' ? { form: {} } : {});
    const text = await answer.text();
    const isPage = method === 'GET';
    expect([path, answer.status]).toEqual([path, isPage ? 303 : 401]);
    expect(text).not.toContain(stage.root);
    if (isPage) expect(answer.headers.get('Location')).toBe(`/sign-in?to=${encodeURIComponent(filled)}`);
  }
  expect((await ask('/nowhere')).status).toBe(303);
  expect((await ask('/events', { Accept: 'text/event-stream' })).status).toBe(401);
  expect((await ask('/assets/desk.css')).status).toBe(200);
  const page = await (await ask('/sign-in')).text();
  expect(page).not.toContain(stage.root);
  expect(page).not.toMatch(/data-events|href="\/threads"/);
});

test('a password is known by its hash alone, whole and exactly', async () => {
  const hashed = await hashPassword(PASSWORD);
  expect(JSON.stringify(hashed)).not.toContain(PASSWORD);
  const tried = await Promise.all(['', PASSWORD, `${PASSWORD} `, PASSWORD.slice(1)].map(hashed.isRight));
  expect(tried).toEqual([false, true, false, false]);
});

test('the password opens the desk, and leads on to the page that was asked for', async () => {
  const answer = await ask('/sign-in', { form: { password: PASSWORD, to: '/schedules?month=2026-11' } });
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/schedules?month=2026-11']);
  expect((await ask('/schedules', { Cookie: cookieOf(answer) })).status).toBe(200);
  expect(events()).toEqual(['signed in to the desk from 127.0.0.1']);
});

test('signing in never leads to another site', async () => {
  for (const to of [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
  ]) {
    const answer = await ask('/sign-in', { form: { password: PASSWORD, to } });
    expect([to, answer.headers.get('Location')]).toEqual([to, '/']);
  }
});

test('a wrong password opens nothing, is told in the log, and is repeated nowhere', async () => {
  const answer = await signIn('not the password');
  expect([answer.status, cookieOf(answer)]).toEqual([403, '']);
  const page = await answer.text();
  expect(page).toContain('That is not the password.');
  expect(page).not.toContain('not the password"');
  expect(events()).toEqual(['the desk let nobody in from 127.0.0.1: a wrong password']);
  for (const cookie of ['spool-session=', 'spool-session=guess', `spool-session=${'a'.repeat(43)}`]) {
    expect((await ask('/', { Cookie: cookie })).status).toBe(303);
  }
});

describe('attempts are throttled', () => {
  test('five from one address, also with the right password, until a quarter of an hour has passed', async () => {
    for (let index = 0; index < 5; index += 1) await signIn('wrong');
    const refused = await signIn(PASSWORD);
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('Try again in 15 min')]);
    expect(events()[0]).toBe('the desk let nobody in from 127.0.0.1: too many attempts');
    expect((await signIn(PASSWORD, { peer: '127.0.0.2' })).status).toBe(303);
    stage.nowMs += 15 * MINUTE;
    expect((await signIn(PASSWORD)).status).toBe(303);
  });

  test('fifty from all addresses together', async () => {
    const tries = Array.from({ length: 60 }, (_, index) => signIn('wrong', { peer: `192.0.2.${index}` }));
    const pages = await Promise.all((await Promise.all(tries)).map((answer) => answer.text()));
    expect(pages.filter((page) => page.includes('That is not the password'))).toHaveLength(50);
    expect(pages.filter((page) => page.includes('Too many attempts'))).toHaveLength(10);
  });

  test('by the visitor behind a proxy of ours, whatever visitors say themselves', async () => {
    const from = (visitor: string) => ({ peer: '10.1.2.3', 'X-Forwarded-For': `203.0.113.9, ${visitor}` });
    for (let index = 0; index < 5; index += 1) await signIn('wrong', from('198.51.100.1'));
    expect((await signIn(PASSWORD, from('198.51.100.1'))).status).toBe(403);
    expect((await signIn(PASSWORD, from('198.51.100.2'))).status).toBe(303);
    const forged = (index: number) => ({ peer: '192.0.2.1', 'X-Forwarded-For': `198.51.100.${index}` });
    for (let index = 0; index < 5; index += 1) await signIn('wrong', forged(index));
    expect((await signIn(PASSWORD, forged(99))).status).toBe(403);
  });
});

test('the session’s cookie is for this site and no script, and secure behind a proxy that speaks https', async () => {
  const flags = async (more: object) =>
    (await signIn(PASSWORD, more)).headers.getSetCookie()[0]?.split('; ').slice(1).sort().join(' ');
  const plain = 'HttpOnly Max-Age=604800 Path=/ SameSite=Strict';
  expect(await flags({})).toBe(plain);
  const https = { Host: NAME, 'X-Forwarded-Proto': 'https' };
  expect(await flags({ ...https, peer: '10.1.2.3' })).toBe(`${plain} Secure`);
  // From anywhere else the header is nothing but a claim, and the form's origin is not the desk's.
  expect((await signIn(PASSWORD, { ...https, peer: '192.0.2.1' })).status).toBe(403);
});

describe('a session ends', () => {
  const open = async (cookie: string) => (await ask('/', { Cookie: cookie })).status === 200;

  test('after twelve hours without use', async () => {
    const cookie = cookieOf(await signIn(PASSWORD));
    for (let hours = 0; hours < 22; hours += 11) {
      stage.nowMs += 11 * 60 * MINUTE;
      expect(await open(cookie)).toBe(true);
    }
    stage.nowMs += 12 * 60 * MINUTE;
    expect(await open(cookie)).toBe(false);
  });

  test('after seven days in any case', async () => {
    const cookie = cookieOf(await signIn(PASSWORD));
    for (let hours = 0; hours < 160; hours += 8) {
      stage.nowMs += 8 * 60 * MINUTE;
      expect(await open(cookie)).toBe(true);
    }
    stage.nowMs += 8 * 60 * MINUTE;
    expect(await open(cookie)).toBe(false);
  });

  test('when its owner signs out, and so do the events of its pages', async () => {
    const cookie = cookieOf(await signIn(PASSWORD));
    const other = cookieOf(await signIn(PASSWORD));
    const reader = (await ask('/events', { Cookie: cookie })).body?.getReader();
    await reader?.read();
    expect(await (await ask('/', { Cookie: cookie })).text()).toContain('action="/sign-out"');
    expect((await ask('/sign-out', { Cookie: cookie, form: {} })).headers.get('Location')).toBe('/sign-in');
    expect([await open(cookie), await open(other)]).toEqual([false, true]);
    stage.parts.live.emit({ event: 'failed', what: 'a secret', why: 'to see whether it is told' });
    expect(await reader?.read()).toMatchObject({ done: true });
  });
});

test('only names that were listed are answered, on any port, and forms by their own origin', async () => {
  for (const Host of [NAME, `${NAME}:8443`, 'SPOOL.example.org']) {
    expect((await ask('/sign-in', { Host })).status).toBe(200);
  }
  for (const Host of [`evil.${NAME}`, `${NAME}.evil.example`, 'example.org']) {
    expect((await ask('/sign-in', { Host })).status).toBe(403);
  }
  expect((await signIn(PASSWORD, { Host: NAME, Origin: `https://${NAME}` })).status).toBe(403);
});

describe('where the desk may be', () => {
  const config = (desk: string) => parseConfig(`${CONFIG}desk: ${desk}\n`, platformIds);
  const faults = (desk: string, environment: NodeJS.ProcessEnv = {}) =>
    deskFaults(config(desk), environment).map(describeFault).join('\n');
  const SPOOL_DESK_PASSWORD = PASSWORD;

  test('another address or name than this machine’s is refused without a password', () => {
    expect(faults('{ host: 0.0.0.0 }')).toMatch(/^desk: host: .*without a password.*0\.0\.0\.0.*SPOOL_DESK_PASSWORD/);
    expect(faults('{ names: [spool.example.org] }')).toMatch(/^desk: names: .*without a password/);
    expect(faults('{}', { SPOOL_DESK_HOST: '::' })).toMatch(/without a password/);
    expect(faults('{ host: 127.0.0.2 }')).toBe('');
    expect(faults('{ host: 0.0.0.0, names: [spool.example.org] }', { SPOOL_DESK_PASSWORD })).toBe('');
    expect(faults('{ port: null, host: 0.0.0.0 }')).toBe('');
  });

  test('a short password is refused and never shown', () => {
    const told = faults('{}', { SPOOL_DESK_PASSWORD: 'hunter2' });
    expect(told).toMatch(/SPOOL_DESK_PASSWORD: is too short.*12/);
    expect(told).not.toContain('hunter2');
  });

  test('what is no address, name or subnet is refused with its line', () => {
    expect(() => config('{ host: everywhere }')).toThrow(/spool\.yaml:\d+: desk\.host: must be an IP address/);
    expect(() => config('{ names: ["*.example.org"] }')).toThrow(/must be a host name/);
    expect(() => config('{ proxies: [10.0.0.0/33] }')).toThrow(/must be an IP address or a subnet/);
    expect(faults('{}', { SPOOL_DESK_HOST: 'everywhere' })).toMatch(/SPOOL_DESK_HOST: is no IP address/);
  });

  test('the environment wins', () => {
    const environment = { SPOOL_DESK_PORT: '5000', SPOOL_DESK_HOST: '0.0.0.0', SPOOL_DESK_PASSWORD };
    expect(deskPlaceOf(config('{ names: [Spool.Example.org] }'), environment)).toMatchObject({
      ...{ port: 5000, host: '0.0.0.0', names: [NAME], password: PASSWORD },
    });
    expect(deskPlaceOf(config('{}'), { SPOOL_DESK_PORT: 'off' })).toBeNull();
    expect(faults('{}', { SPOOL_DESK_PORT: 'x' })).toMatch(/SPOOL_DESK_PORT: is no port/);
  });
});

describe('a desk that others could use without a password', () => {
  const home = new TestHome({ 'config/spool.yaml': `${CONFIG}desk: { host: 0.0.0.0, port: 1 }\n` });
  afterAll(() => home.remove());

  test.each(['check', 'run'])('is told by spool %s, and opens nothing', async (command) => {
    const ran = await home.spool(command);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(
      /^desk: host: this address can be reached, and others could use the desk without a password/m,
    );
  });
});
