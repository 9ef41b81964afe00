import { afterAll, describe, expect, test } from 'vitest';
import { hashPassword } from '../../src/desk/access/password.ts';
import { HOST, SAMPLE, Stage } from './stage.ts';

const stage = new Stage();
const closed = new Stage({}, { names: [], proxies: [], password: hashPassword('correct horse battery') });
afterAll(() => Promise.all([stage.close(), closed.close()]));

/** Every route that is there, from the routers themselves: of a desk without a password, and of one with. */
const routes = [stage, closed].flatMap(({ app }) => app.routes.map((route) => ({ ...route, app })));
const isMiddleware = ({ method, path }: { method: string; path: string }) => method === 'ALL' && path === '/*';
const isSafe = ({ method }: { method: string }) => ['GET', 'HEAD'].includes(method);
const changing = routes.filter((route) => !isMiddleware(route) && !isSafe(route));
const filled = (path: string) => path.replace(/:[a-z]+/gi, 'x');

test('there are changing routes to guard', () => {
  expect(changing.length).toBeGreaterThan(12);
  expect(new Set(changing.map(({ method }) => method))).toEqual(new Set(['POST']));
  expect(changing.map(({ path }) => path)).toEqual(expect.arrayContaining(['/sign-in', '/sign-out', '/theme']));
});

describe('a form that the desk did not send is refused, on every changing route', () => {
  const origins: readonly (string | null)[] = [
    null,
    'null',
    '',
    'https://evil.example',
    'http://127.0.0.1',
    'http://127.0.0.1:4748',
    `https://${HOST}`,
    'http://localhost:4747',
    `http://${HOST}.evil.example`,
    `http://evil.example/http://${HOST}`,
  ];
  for (const { path, app } of changing) {
    test(`${path}${app === stage.app ? '' : ', with a password'}`, async () => {
      for (const origin of origins) {
        const headers = { Host: HOST, ...(origin === null ? {} : { Origin: origin }) };
        const answer = await app.request(`http://${HOST}${filled(path)}`, { method: 'POST', headers });
        expect([origin, answer.status]).toEqual([origin, 403]);
      }
      for (const site of ['cross-site', 'same-site', 'none']) {
        const headers = { Host: HOST, Origin: `http://${HOST}`, 'Sec-Fetch-Site': site };
        const answer = await app.request(`http://${HOST}${filled(path)}`, { method: 'POST', headers });
        expect([site, answer.status]).toEqual([site, 403]);
      }
      // And not for another reason: from the desk itself it is let through.
      const own = { Host: HOST, Origin: `http://${HOST}`, 'Sec-Fetch-Site': 'same-origin' };
      const answer = await app.request(`http://${HOST}${filled(path)}`, { method: 'POST', headers: own });
      expect(answer.status === 403 && path !== '/sign-in').toBe(false);
    });
  }
});

test('whatever the method, also of what is not there', async () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY']) {
    for (const path of ['/', '/nowhere', '/accounts/pause']) {
      const headers = { Host: HOST, Origin: 'https://evil.example' };
      const answer = await stage.app.request(`http://${HOST}${path}`, { method, headers });
      expect([method, path, answer.status]).toEqual([method, path, 403]);
    }
  }
});

test('a name that is not this machine is refused as Host, whatever is asked', async () => {
  const hosts = [
    ...[
      '',
      'evil.example',
      'evil.example:4747',
      '127.0.0.1.evil.example',
      '127.0.0.1.nip.io',
      'localhost.evil.example',
    ],
    ...[
      'localhost.',
      '127.0.0.1.',
      '127.0.0.2',
      '0.0.0.0',
      '0.0.0.0:4747',
      '127.1',
      '2130706433',
      '0x7f000001',
      '[::]',
    ],
    ...[
      '[::ffff:127.0.0.1]',
      '192.168.1.10',
      '169.254.169.254',
      'spool.local',
      'evil.example@127.0.0.1',
      '127.0.0.1:99999x',
    ],
    ...['127.0.0.1, evil.example', 'localhost:80:80'],
  ];
  expect(hosts.length).toBeGreaterThanOrEqual(20);
  for (const host of hosts) {
    for (const path of ['/', SAMPLE, '/events', '/assets/desk.css', '/picture?article=a&source=b']) {
      const answer = await stage.app.request(`http://${HOST}${path}`, { headers: { Host: host } });
      expect([host, path, answer.status]).toEqual([host, path, 403]);
      expect(await answer.text()).not.toContain(stage.root);
    }
  }
});

test.each(['127.0.0.1:4747', 'localhost:4747', '[::1]:4747', 'localhost', '127.0.0.1:9'])(
  '%s is this machine',
  async (host) => {
    const answer = await stage.app.request(`http://${HOST}/`, { headers: { Host: host } });
    expect(answer.status).toBe(200);
  },
);

test('another site may link to a page, and may load nothing of it', async () => {
  const asked = (headers: Record<string, string>) =>
    stage.ask('/', { headers: { 'Sec-Fetch-Site': 'cross-site', ...headers } });
  const opened = await asked({ 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' });
  expect(opened.status).toBe(200);
  for (const dest of ['iframe', 'image', 'script', 'empty']) {
    expect((await asked({ 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': dest })).status).toBe(403);
  }
  expect((await asked({ 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' })).status).toBe(403);
});

test('every answer forbids inline scripts, framing, guessing and keeping; assets alone are kept', async () => {
  for (const path of ['/', '/threads', SAMPLE, '/schedules', '/impressions', '/timeline', '/accounts', '/nowhere']) {
    const { headers } = await stage.ask(path);
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('Referrer-Policy')).toBe('same-origin');
  }
  const asset = await stage.ask('/assets/desk.css');
  expect(asset.headers.get('Cache-Control')).toContain('immutable');
});

test('pages load nothing from elsewhere and hold no inline script or style', async () => {
  for (const path of ['/', '/threads', SAMPLE, `${SAMPLE}/edit/x`, '/schedules/new', '/accounts']) {
    const page = await stage.page(path);
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed)\b[^>]*(?:src|href)="(?:https?:|\/\/|data:)/i);
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle="|\son[a-z]+="/i);
    expect(page.length).toBeLessThan(100_000);
  }
});

test('the first page with all it loads stays under 100 kB', async () => {
  const sizes = await Promise.all(
    ['/', '/assets/desk.css', '/assets/desk.js', '/assets/spool.svg'].map(async (path) => {
      return (await (await stage.ask(path)).arrayBuffer()).byteLength;
    }),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000);
});

test('pictures are served from the folders of articles only', async () => {
  const picture = (article: string, source: string) =>
    stage.ask(`/picture?${new URLSearchParams({ article, source })}`);
  const sample = 'posts/a-bus-every-ten-minutes.md';
  const answer = await picture(sample, 'images/average-wait.png');
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'image/png']);
  stage.write('posts/evil.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  stage.write('secret.png', '\x89PNG\r\n\x1a\n');
  const bad = [
    [sample, '../secret.png'],
    [sample, '../config/spool.yaml'],
    [sample, '/etc/hostname'],
    [sample, 'file:///etc/hostname'],
    [sample, 'evil.svg'],
    [sample, 'https://example.org/not-fetched.png'],
    ['../../etc/x.md', 'hostname'],
    ['config/spool.yaml', 'spool.yaml'],
    ['posts/../secret.md', 'secret.png'],
  ] as const;
  for (const [article, source] of bad) expect([source, (await picture(article, source)).ok]).toEqual([source, false]);
});

test('coming back from a change never leads to another site', async () => {
  for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const answer = await stage.ask('/theme', { form: { theme: 'dark', back } });
    expect([back, answer.status, answer.headers.get('Location')]).toEqual([back, 303, '/']);
  }
});
