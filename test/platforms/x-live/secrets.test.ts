import { createServer } from 'node:http';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { cleanerFor } from '../../../src/platforms/x/secrets.ts';
import type { Publisher } from '../../../src/publisher.ts';
import { cutPoints } from '../../servers/faults.ts';
import { problemNames } from '../../x-server/problems.ts';
import type { XFault } from '../../x-server/server.ts';
import { testAccount } from '../../x-server/settings.ts';
import { attempt, deliveryOf, planned, portOf, receipt, type Stage, sending, stage } from './stage.ts';

/** With characters that every way of encoding changes. */
const canaries = {
  appKey: 'CANARY~one+/=é',
  appSecret: 'CANARY~two+/=é',
  accessToken: `${testAccount.id}-CANARY~three+/=`,
  accessSecret: 'CANARY~four+/= ?',
};

const forms = Object.values(canaries).flatMap((canary) => {
  const bytes = Buffer.from(canary);
  const quoted = JSON.stringify(canary).slice(1, -1);
  const encodings = (['base64', 'base64url', 'hex'] as const).map((encoding) => bytes.toString(encoding));
  return [canary, encodeURIComponent(canary), encodeURI(canary), quoted, inspect(canary).slice(1, -1), ...encodings];
});

/** Everything an adapter can be asked, and everything it says. */
async function everything(publisher: Publisher, on: Stage): Promise<string> {
  const nowMs = on.clock.nowMs();
  const receipts = [receipt(0, '1900000000000000000', nowMs)];
  const images = [{ source: 'a.png', alt: 'alt' }];
  const first = deliveryOf(planned(['first'], images), { attempts: [attempt(0, 1, nowMs)] });
  const second = deliveryOf(planned(['first', 'second']), { receipts, attempts: [attempt(1, 1, nowMs)] });
  const said: unknown[] = [];
  const ask = async (answer: Promise<unknown> | undefined) => said.push(await answer?.catch((error: unknown) => error));
  await ask(publisher.preflight?.(first, nowMs));
  await ask(publisher.send(sending(first, 0, on)));
  await ask(publisher.send(sending(second, 1, on)));
  await ask(publisher.look(sending(first, 0, on)));
  await ask(publisher.look(sending(second, 1, on)));
  await ask(publisher.measure({ deliveries: [second], nowMs, mostMicroUsd: 1e6 }));
  await ask(publisher.remove?.(sending(second, 0, on)));
  await ask(publisher.checkAccount?.(nowMs));
  expect(said.every((each) => each !== undefined)).toBe(true);
  return `${JSON.stringify(said)} ${inspect([said, on.charges], { depth: 20, showHidden: true, maxStringLength: null })}`;
}

function leaks(text: string): string[] {
  return forms.filter((form) => text.includes(form));
}

test('no secret of the account appears in anything that is said, whatever X and the network do', async () => {
  const on = await stage({ accounts: [{ ...testAccount, ...canaries }] });
  const faults: XFault[] = [
    ...problemNames.map((problem) => ({ do: 'refuse', problem }) as const),
    ...cutPoints.map((at) => ({ do: 'cut', at }) as const),
    { do: 'garble' },
    { do: 'fail', status: 503, committed: false, body: 'html' },
    { do: 'fail', status: 404, committed: false, body: '' },
  ];
  let said = await everything(on.restart({ credentials: canaries }), on);
  expect(said).toContain('"kind":"sent"');
  for (const fault of faults) {
    on.x.faults.clear();
    on.x.fault(fault, { chance: 1 });
    said += await everything(on.restart({ credentials: canaries }), on);
  }
  await on.x.down();
  said += await everything(on.restart({ credentials: canaries }), on);
  await on.x.up();
  expect(leaks(said)).toEqual([]);
}, 120_000);

test('nor where something on the way sends the request back, headers and all, as its refusal', async () => {
  let status = 400;
  const server = createServer((request, response) => {
    const authorization = request.headers.authorization ?? '';
    const words = `${authorization} ${decodeURIComponent(authorization)} ${forms.join(' ')}`;
    const headers = { 'content-type': 'application/json', 'x-access-level': encodeURIComponent(words) };
    response.writeHead(status, headers);
    const text = { detail: words, title: words, type: `https://api.x.com/${words}`, reset_date: words };
    response.end(JSON.stringify({ ...text, errors: [{ message: words }], data: { id: words, username: words } }));
  });
  const service = `http://127.0.0.1:${await portOf(server)}`;
  const on = await stage();
  let said = '';
  for (status of [200, 201, 400, 401, 402, 403, 404, 408, 409, 410, 422, 429, 500, 503]) {
    said += await everything(on.restart({ credentials: canaries, service }), on);
  }
  expect(said).toContain('X refuses post 2 (410)');
  expect(leaks(said)).toEqual([]);
});

test('words from outside are repeated on one line, two hundred characters at most, or not at all', () => {
  const clean = cleanerFor(canaries);
  expect(clean('Not today.\n\u001b[31m\u202eSee\u2066 you')).toBe('Not today. [31m See  you');
  expect(clean('x'.repeat(500))).toHaveLength(200);
  for (const form of forms) expect(leaks(clean(`said: ${form}!`))).toEqual([]);
  expect(clean('Authorization: OAuth a="b"')).toBe('');
  expect(clean('oauth_token="b"')).toBe('');
});
