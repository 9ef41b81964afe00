import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { type FetchOptions, guardedFetch } from '../../src/fetch/guarded.ts';
import { forbidden, PUBLIC, reach, serve } from './stage.ts';

const options = (port: number, more: Partial<FetchOptions> = {}): FetchOptions => ({
  maxBytes: 1000,
  timeoutMs: 20_000,
  accept: ['image/*', 'text/html'],
  reach: reach([port]),
  ...more,
});

test('a body comes back whole, with its media type and the address it was found at', async () => {
  const { port } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'Image/PNG; charset=x' }).end('picture');
  });
  const fetched = await guardedFetch(`http://public.test:${port}/a b?c`, options(port));
  expect(fetched).toEqual({
    kind: 'fetched',
    url: `http://public.test:${port}/a%20b?c`,
    mimeType: 'image/png',
    bytes: Buffer.from('picture'),
  });
});

test.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['br', brotliCompressSync],
  ['GZIP', gzipSync],
])('a body in %s is decompressed', async (encoding, compress) => {
  const { port } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': encoding }).end(compress('picture'));
  });
  const fetched = await guardedFetch(`http://public.test:${port}/`, options(port));
  expect(fetched).toMatchObject({ kind: 'fetched', bytes: Buffer.from('picture') });
});

test.each(['deflate', 'zstd', 'gzip, gzip', 'compress'])(
  'a body in %s, which was not asked for, is refused',
  async (encoding) => {
    const { port } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': encoding }).end('picture');
    });
    expect(await guardedFetch(`http://public.test:${port}/`, options(port))).toMatchObject({ kind: 'refused' });
  },
);

test('a damaged compressed body is a failure', async () => {
  const { port } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' });
    response.end(gzipSync('picture').subarray(0, 15));
  });
  expect(await guardedFetch(`http://public.test:${port}/`, options(port))).toMatchObject({ kind: 'failed' });
});

test('a body that ends before its time is a failure, never a shorter picture', async () => {
  const { port } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': 100 }).write('pic');
    setImmediate(() => response.destroy());
  });
  expect(await guardedFetch(`http://public.test:${port}/`, options(port))).toMatchObject({ kind: 'failed' });
});

test.each([
  ['application/json', 'it is application/json, not image/* or text/html'],
  ['text/htmlx', 'it is text/htmlx, not image/* or text/html'],
  ['images/png', 'it is images/png, not image/* or text/html'],
  ['', 'it is of no known type, not image/* or text/html'],
])('a body of type "%s" is refused', async (type, why) => {
  const { port } = await serve((_, response) => response.writeHead(200, { 'content-type': type }).end('x'));
  expect(await guardedFetch(`http://public.test:${port}/`, options(port))).toEqual({ kind: 'refused', why });
});

test.each([
  [204, 'refused'],
  [206, 'refused'],
  [304, 'refused'],
  [401, 'refused'],
  [404, 'refused'],
  [410, 'refused'],
  [408, 'failed'],
  [429, 'failed'],
  [500, 'failed'],
  [503, 'failed'],
])('the answer %i is %s', async (status, kind) => {
  const { port } = await serve((_, response) => response.writeHead(status, { 'content-type': 'image/png' }).end());
  const why = `it answers ${status}`;
  expect(await guardedFetch(`http://public.test:${port}/`, options(port))).toEqual({ kind, why });
});

test('a body of just the limit is taken, one byte more is refused, announced or not', async () => {
  const { port } = await serve(({ url = '' }, response) => {
    const size = Number(url.slice(2));
    response.writeHead(200, { 'content-type': 'image/png', ...(url[1] === 'a' && { 'content-length': size }) });
    response.end(Buffer.alloc(size));
  });
  for (const announced of ['a', 'b']) {
    const fetched = await guardedFetch(`http://public.test:${port}/${announced}1000`, options(port));
    expect(fetched).toMatchObject({ kind: 'fetched', bytes: { length: 1000 } });
    const larger = await guardedFetch(`http://public.test:${port}/${announced}1001`, options(port));
    expect(larger).toEqual({ kind: 'refused', why: 'it has more than 0.001 MB' });
  }
});

test('a longer body is cut at the limit where that is asked for', async () => {
  const { port } = await serve(({ url }, response) => {
    const gzip = url === '/gzip';
    response.writeHead(200, { 'content-type': 'text/html', ...(gzip && { 'content-encoding': 'gzip' }) });
    response.end(gzip ? gzipSync('x'.repeat(5000)) : 'x'.repeat(5000));
  });
  for (const path of ['', 'gzip']) {
    const fetched = await guardedFetch(`http://public.test:${port}/${path}`, options(port, { cut: true }));
    expect(fetched).toMatchObject({ kind: 'fetched', bytes: Buffer.from('x'.repeat(1000)) });
  }
});

test('three redirects are followed, four are not', async () => {
  const { port } = await serve(({ url = '' }, response) => {
    const left = Number(url.slice(1));
    if (left === 0) response.writeHead(200, { 'content-type': 'image/png' }).end('there');
    else response.writeHead([301, 302, 307, 308][left % 4] ?? 303, { location: `${left - 1}` }).end();
  });
  const url = `http://public.test:${port}/`;
  expect(await guardedFetch(`${url}3`, options(port))).toMatchObject({ kind: 'fetched', url: `${url}0` });
  expect(await guardedFetch(`${url}4`, options(port))).toEqual({
    kind: 'refused',
    why: 'it redirects more than 3 times',
  });
});

test.each([undefined, 'http://[', ''])('a redirect to %j ends', async (location) => {
  const { port } = await serve((_, response) =>
    response.writeHead(302, location === undefined ? {} : { location }).end(),
  );
  expect(await guardedFetch(`http://public.test:${port}/`, options(port))).toMatchObject({ kind: 'refused' });
});

test('a redirect to an address with unescaped characters leads where a browser would go', async () => {
  const { port } = await serve(({ url }, response) => {
    const location = Buffer.from('/größe').toString('latin1');
    if (url === '/') response.writeHead(302, { location }).end();
    else response.writeHead(200, { 'content-type': 'image/png' }).end(url);
  });
  const fetched = await guardedFetch(`http://public.test:${port}/`, options(port));
  expect(fetched).toMatchObject({ kind: 'fetched', bytes: Buffer.from('/gr%C3%B6%C3%9Fe') });
});

test('no cookie, credential or referrer is sent, not even back to who set it', async () => {
  const seen: IncomingHttpHeaders[] = [];
  const { port } = await serve(({ url, headers }, response) => {
    seen.push(headers);
    const cookie = { 'set-cookie': 'session=1', 'www-authenticate': 'Basic realm="x"' };
    if (url === '/') response.writeHead(302, { location: '/next', ...cookie }).end();
    else response.writeHead(200, { 'content-type': 'image/png' }).end();
  });
  await guardedFetch(`http://public.test:${port}/`, options(port));
  expect(seen).toHaveLength(2);
  for (const headers of seen) {
    expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
  }
});

test('a proxy in the environment is not used', async () => {
  const proxy = await forbidden();
  const { port } = await serve((_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('direct'));
  const script = `
    const { guardedFetch } = await import(${JSON.stringify(new URL('../../src/fetch/guarded.ts', import.meta.url))});
    const reach = { ports: [${port}], permit: () => true, resolve: async () => ['${PUBLIC}'] };
    const options = { maxBytes: 99, timeoutMs: 20000, accept: ['image/*'], reach };
    const fetched = await guardedFetch('http://public.test:${port}/', options);
    console.log(fetched.kind, String(fetched.bytes));`;
  const address = `http://${PUBLIC}:${proxy.port}`;
  const environment = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: address, http_proxy: address, ALL_PROXY: address };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, ...environment, NO_PROXY: '', no_proxy: '' },
  });
  expect(stdout).toBe('fetched direct\n');
  expect(proxy.connections()).toBe(0);
});

test('https speaks TLS to the address that was checked, and asks for the host by its name', async () => {
  const received = Promise.withResolvers<Buffer>();
  const server = createTcpServer((socket: Socket) => {
    socket
      .on('error', () => {})
      .once('data', (data) => {
        received.resolve(data);
        socket.destroy();
      });
  });
  onTestFinished(() => void server.close());
  server.listen(0, PUBLIC);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const fetched = await guardedFetch(`https://public.test:${port}/`, options(port));
  expect(fetched).toMatchObject({ kind: 'failed' });
  const hello = await received.promise;
  expect(hello[0]).toBe(0x16);
  expect(hello.includes('public.test')).toBe(true);
});

test('a host that is not there, a name that is not known and a connection that breaks may go better later', async () => {
  const { port, server } = await serve((request) => request.destroy());
  const url = `http://public.test:${port}/`;
  expect(await guardedFetch(url, options(port))).toEqual({ kind: 'failed', why: 'the connection broke off' });
  server.close();
  await once(server, 'close');
  expect(await guardedFetch(url, options(port))).toEqual({ kind: 'failed', why: 'the host refuses connections' });
  const unknown = await guardedFetch(`http://unknown.test:${port}/`, options(port));
  expect(unknown).toEqual({ kind: 'failed', why: 'there is no host of this name' });
});

test("the caller's own abort is thrown with its reason, before and in the midst of it", async () => {
  const reason = new Error('stopping');
  const controller = new AbortController();
  const { port } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'image/png' }).write('x');
    controller.abort(reason);
  });
  // An hour, so that it is not the end of the time that ends it.
  const abortable = options(port, { signal: controller.signal, timeoutMs: 3_600_000 });
  await expect(guardedFetch(`http://public.test:${port}/`, abortable)).rejects.toBe(reason);
  await expect(guardedFetch(`http://public.test:${port}/`, abortable)).rejects.toBe(reason);
});
