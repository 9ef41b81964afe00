import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type FetchOptions, guardedFetch } from '../../src/fetch/guarded.ts';
import { peakOf } from './peak.ts';
import { reach, serve } from './stage.ts';

const MB = 1_000_000;

const options = (port: number, more: Partial<FetchOptions> = {}): FetchOptions => ({
  maxBytes: 15 * MB,
  timeoutMs: 50_000,
  accept: ['image/*'],
  reach: reach([port]),
  ...more,
});

/** Writes as long as somebody listens, at most so many times. */
async function pour(stream: Writable, chunk: Buffer, times: number): Promise<void> {
  const closed = once(stream, 'close');
  for (let count = 0; count < times && !stream.destroyed; count += 1) {
    if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), closed]);
  }
}

/** A gigabyte of zeros as a gzip of sixty-four members. */
const GZIP_BOMB = Buffer.concat(Array(64).fill(gzipSync(Buffer.alloc(16 * MB))));
/** Members with nothing in them: a gzip that never yields a byte. */
const HOLLOW_GZIP = Buffer.concat(Array(5000).fill(gzipSync('')));

test('a body of 100 MB is left after 15 MB, and nobody holds more than a bounded part of it', async () => {
  let written = 0;
  const { port } = await serve(async ({ url, socket }, response) => {
    response.writeHead(200, { 'content-type': 'image/png' });
    if (url === '/small') response.write('x');
    else await pour(response, Buffer.alloc(MB), 100);
    response.end();
    written = Math.max(written, socket.bytesWritten);
  });
  const { kind, why, grownMb } = await peakOf(port, '/');
  expect({ kind, why }).toEqual({ kind: 'refused', why: 'it has more than 15 MB' });
  expect(grownMb).toBeLessThan(100);
  // What is on its way when the connection is closed comes on top.
  expect(written).toBeLessThan(40 * MB);
});

test('a body announced with 100 MB is not read at all', async () => {
  const { port } = await serve(async (_, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': 100 * MB });
    response.flushHeaders();
    await once(response, 'close');
  });
  const fetched = await guardedFetch(`http://public.test:${port}/`, options(port));
  expect(fetched).toEqual({ kind: 'refused', why: 'it has more than 15 MB' });
});

test('a gzip that unpacks to a thousand times its size is left at the limit, in bounded memory', async () => {
  const { port } = await serve(({ url }, response) => {
    if (url === '/small') response.writeHead(200, { 'content-type': 'image/png' }).end('x');
    else response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' }).end(GZIP_BOMB);
  });
  expect(GZIP_BOMB.length).toBeLessThan(1.1 * MB);
  const { kind, why, grownMb } = await peakOf(port, '/');
  expect({ kind, why }).toEqual({ kind: 'refused', why: 'it has more than 15 MB' });
  expect(grownMb).toBeLessThan(100);
});

test('a compressed body that goes on without yielding anything is left at the limit', async () => {
  const { port } = await serve(async (_, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' });
    await pour(response, HOLLOW_GZIP, 1000);
  });
  const fetched = await guardedFetch(`http://public.test:${port}/`, options(port, { maxBytes: MB }));
  expect(fetched).toEqual({ kind: 'refused', why: 'it has more than 1 MB' });
});

test('a body sent byte by byte costs no more memory than one sent at once', async () => {
  const crumbs = Buffer.from('1\r\nx\r\n'.repeat(10_000));
  const { port } = await serve(async ({ url, socket }, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'transfer-encoding': 'chunked' });
    if (url === '/small') return void response.end('x');
    response.flushHeaders();
    await pour(socket, crumbs, 50);
    socket.end('0\r\n\r\n');
  });
  const { kind, grownMb } = await peakOf(port, '/');
  expect(kind).toBe('fetched');
  expect(grownMb).toBeLessThan(100);
});

test.each([
  ['says nothing', () => {}],
  ['drips a body', (response: ServerResponse) => void drip(response.writeHead(200, { 'content-type': 'image/png' }))],
  ['drips early hints', (response: ServerResponse) => void hint(response)],
])('a server that %s is left when the time is over, and its connection with it', async (_, behave) => {
  const closed = Promise.withResolvers<void>();
  const { port } = await serve((request, response) => {
    request.socket.on('close', closed.resolve);
    behave(response);
  });
  const fetched = await guardedFetch(`http://public.test:${port}/`, options(port, { timeoutMs: 300 }));
  expect(fetched).toEqual({ kind: 'failed', why: 'it was not there in full within 0.3 s' });
  await closed.promise;
});

test('the time is for everything together: redirects and name servers do not begin it anew', async () => {
  const { port } = await serve(({ url = '' }, response) => {
    setTimeout(() => response.writeHead(302, { location: `${url}x` }).end(), 150);
  });
  const slow = await guardedFetch(`http://public.test:${port}/`, options(port, { timeoutMs: 300 }));
  expect(slow).toEqual({ kind: 'failed', why: 'it was not there in full within 0.3 s' });
  const silent = { ...reach([port]), resolve: () => new Promise<never>(() => {}) };
  const nameless = await guardedFetch(`http://silent.test:${port}/`, options(port, { timeoutMs: 300, reach: silent }));
  expect(nameless).toEqual({ kind: 'failed', why: 'it was not there in full within 0.3 s' });
});

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write('x'), 20);
  response.on('close', () => clearInterval(timer));
}

function hint(response: ServerResponse): void {
  const timer = setInterval(() => response.writeEarlyHints({ link: '</x>; rel=preload' }), 20);
  response.on('close', () => clearInterval(timer));
}
