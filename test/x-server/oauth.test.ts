import oauthSign from 'oauth-sign';
import { expect, test } from 'vitest';
import { xClient } from './client.ts';
import { platform, trouble } from './platform.ts';
import { testAccount } from './settings.ts';

const unauthorized = {
  status: 401,
  data: { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' },
};

test.for(['appKey', 'appSecret', 'accessToken', 'accessSecret'] as const)('a wrong %s is refused', async (name) => {
  const { x } = await platform();
  const forged = xClient(x.port, { [name]: `${testAccount[name]}x` });
  expect(await trouble(forged.v2.tweet('forged'))).toMatchObject(unauthorized);
  expect(x.truth).toEqual([]);
});

test('the signature covers the query in every spelling of its characters', async () => {
  const { client, self } = await platform();
  const awkward = "a b+c&d=e%20é/?!*'()~👩‍👩‍👧";
  await client.v2.get('users/me', { 'user.fields': awkward, expansions: awkward });
  await client.v2.userTimeline(self, { max_results: 100, exclude: ['retweets'] });
});

test('a signed request can be carried out once, and only as it was signed', async () => {
  const { x } = await platform();
  const { appSecret, accessSecret, appKey, accessToken } = testAccount;
  const oauth = {
    oauth_consumer_key: appKey,
    oauth_nonce: 'nonce',
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_token: accessToken,
    oauth_version: '1.0',
  };
  const signature = oauthSign.hmacsign('GET', 'https://api.x.com/2/users/me', oauth, appSecret, accessSecret);
  const pairs = Object.entries({ ...oauth, oauth_signature: signature });
  const authorization = `OAuth ${pairs.map(([name, value]) => `${name}="${encodeURIComponent(value)}"`).join(', ')}`;
  const status = async (path: string, method = 'GET') =>
    (await fetch(`${x.url}${path}`, { method, headers: { authorization } })).status;
  expect(await status('/2/users/me?user.fields=verified')).toBe(401);
  expect(await status('/2/tweets', 'POST')).toBe(401);
  expect(await status('/2/users/me')).toBe(200);
  expect(await status('/2/users/me')).toBe(401);
});

test('a request without OAuth 1.0a is refused', async () => {
  const { x } = await platform();
  for (const authorization of ['', 'Bearer token', 'OAuth', 'OAuth oauth_token="%"']) {
    expect((await fetch(`${x.url}/2/users/me`, { headers: { authorization } })).status).toBe(401);
  }
});

test('a token may be revoked at any time', async () => {
  const { x, client } = await platform();
  await client.v2.me();
  Object.assign(x.settings.accounts[0] ?? {}, { access: 'revoked' });
  expect(await trouble(client.v2.me())).toMatchObject(unauthorized);
});

test('a clock that is more than five minutes off is refused', async () => {
  for (const [skewMs, status] of [
    [-240_000, 200],
    [240_000, 200],
    [-360_000, 401],
    [360_000, 401],
  ] as const) {
    const { client } = await platform({ clientNow: () => Date.now() + skewMs });
    const outcome = await client.v2.me().then(
      () => 200,
      () => 401,
    );
    expect([skewMs, outcome]).toEqual([skewMs, status]);
  }
});

test('a read-only token reads, and every answer says what it may do', async () => {
  const { client } = await platform({ accounts: [{ ...testAccount, access: 'read' }] });
  const me = await client.v2.get('users/me', {}, { fullResponse: true });
  expect(me.headers['x-access-level']).toBe('read');
  expect(await trouble(client.v2.tweet('no'))).toMatchObject({
    status: 403,
    data: { type: 'https://api.x.com/2/problems/oauth1-permissions' },
  });
});
