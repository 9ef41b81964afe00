import { expect, test } from 'vitest';
import { fetchCardImage } from '../../src/fetch/card.ts';
import { fetchPicture } from '../../src/fetch/picture.ts';
import { PUBLIC_WEB } from '../../src/fetch/reach.ts';
import { hostileUrls, PRIVATE_NAMES } from './hostile-urls.ts';
import { forbidden, PUBLIC, reach, serve, watchConnections } from './stage.ts';

test('no hostile address is connected to, whether for a picture or for a page', async () => {
  const attempts = watchConnections();
  const { port, connections } = await forbidden();
  const urls = hostileUrls(port);
  expect(urls.length).toBeGreaterThanOrEqual(60);
  for (const url of urls) {
    const within = { reach: reach([port], PRIVATE_NAMES) };
    expect.soft(await fetchPicture(url, within), url).toMatchObject({ kind: 'refused' });
    expect.soft(await fetchCardImage(url, within), url).toMatchObject({ kind: 'refused' });
  }
  expect(attempts).toEqual([]);
  expect(connections()).toBe(0);
});

test('the same addresses would be connected to without the guard: the listener and the watch do see', async () => {
  const attempts = watchConnections();
  const { port, connections } = await forbidden();
  const open = { ...reach([port], PRIVATE_NAMES), permit: () => true };
  for (const host of ['127.2', '0x7f000002', '127。0。0。2', 'loopback.test']) {
    expect(await fetchPicture(`http://${host}:${port}/`, { reach: open })).toMatchObject({ kind: 'failed' });
  }
  expect(attempts).toEqual(Array(4).fill(`127.0.0.2:${port}`));
  expect(connections()).toBe(4);
});

test('loopback itself is refused by the default reach, whatever its notation', async () => {
  const attempts = watchConnections();
  const { port, connections } = await forbidden();
  const within = { reach: { ...PUBLIC_WEB, resolve: async () => [PUBLIC], ports: [port] } };
  for (const host of [
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '2130706433',
    'localhost',
    'public.test',
    '[::1]',
    '[::ffff:127.1]',
  ]) {
    expect.soft(await fetchPicture(`http://${host}:${port}/`, within), host).toMatchObject({ kind: 'refused' });
  }
  expect(attempts).toEqual([]);
  expect(connections()).toBe(0);
});

test.each([1, 2, 3, 4, 5])('%i redirects to a hostile address reach nobody but who redirects', async (hops) => {
  const attempts = watchConnections();
  const { port: trap, connections } = await forbidden();
  // A header holds no control characters, and text beyond Latin-1 as its bytes in UTF-8.
  const targets = hostileUrls(trap).filter((url) => URL.canParse(url) && !/[\t\n]/.test(url));
  const { port } = await serve(({ url = '' }, response) => {
    const { searchParams } = new URL(url, 'http://public.test');
    const [left, target] = [Number(searchParams.get('left')), Number(searchParams.get('target'))];
    const next = left === 1 ? (targets[target] ?? '') : `/?left=${left - 1}&target=${target}`;
    response.writeHead(302, { location: Buffer.from(next).toString('latin1') }).end();
  });
  for (const [target, url] of targets.entries()) {
    const within = { reach: reach([port, trap], PRIVATE_NAMES) };
    const fetched = await fetchPicture(`http://public.test:${port}/?left=${hops}&target=${target}`, within);
    expect.soft(fetched, url).toMatchObject({ kind: 'refused' });
  }
  expect(attempts.length).toBeGreaterThanOrEqual(targets.length);
  expect(new Set(attempts)).toEqual(new Set([`${PUBLIC}:${port}`]));
  expect(connections()).toBe(0);
});

test("a hostile address as a page's card picture reaches nobody", async () => {
  const attempts = watchConnections();
  const { port: trap, connections } = await forbidden();
  const targets = hostileUrls(trap);
  const { port } = await serve(({ url = '' }, response) => {
    const image = targets[Number(url.slice(1))]?.replaceAll('"', '') ?? '';
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<meta property="og:image" content="${image}">`);
  });
  let found = 0;
  for (const [target, url] of targets.entries()) {
    const within = { reach: reach([port, trap], PRIVATE_NAMES) };
    const card = await fetchCardImage(`http://public.test:${port}/${target}`, within);
    if (card.kind !== 'found') throw new Error(`the page itself was refused: ${card.why}`);
    if (card.image === null) continue;
    found += 1;
    expect.soft(await fetchPicture(card.image, within), url).toMatchObject({ kind: 'refused' });
  }
  expect(found).toBeGreaterThanOrEqual(60);
  expect(new Set(attempts)).toEqual(new Set([`${PUBLIC}:${port}`]));
  expect(connections()).toBe(0);
});

test('a name that turns private between two requests is not followed there', async () => {
  const attempts = watchConnections();
  const { port: trap, connections } = await forbidden();
  const { port } = await serve((_, response) => {
    response.writeHead(302, { location: `http://rebinding.test:${trap}/` }).end();
  });
  const rebinding = { 'rebinding.test': [[PUBLIC], ['127.0.0.2']] };
  const fetched = await fetchPicture(`http://rebinding.test:${port}/`, { reach: reach([port, trap], rebinding) });
  expect(fetched).toMatchObject({ kind: 'refused' });
  expect(attempts).toEqual([`${PUBLIC}:${port}`]);
  expect(connections()).toBe(0);
});

test('a name is resolved once for a connection, and what was resolved is what is connected to', async () => {
  const attempts = watchConnections();
  const { connections } = await forbidden();
  const { port } = await serve((_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('x'));
  const names = { 'rebinding.test': [[PUBLIC], ['127.0.0.2'], ['127.0.0.2']] };
  const fetched = await fetchPicture(`http://rebinding.test:${port}/`, { reach: reach([port], names) });
  expect(fetched).toMatchObject({ kind: 'fetched' });
  expect(attempts).toEqual([`${PUBLIC}:${port}`]);
  expect(connections()).toBe(0);
});

test('of a name with public and private addresses only the public ones are connected to', async () => {
  const attempts = watchConnections();
  const { port } = await serve((_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('x'));
  const names = { 'mixed.test': [['127.0.0.2', '10.0.0.1', PUBLIC, '::1']] };
  const fetched = await fetchPicture(`http://mixed.test:${port}/`, { reach: reach([port], names) });
  expect(fetched).toMatchObject({ kind: 'fetched' });
  expect(attempts).toEqual([`${PUBLIC}:${port}`]);
});
