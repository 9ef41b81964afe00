import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cidBytes, cidOf } from '../../../src/cid.ts';
import { InputError } from '../../../src/errors.ts';
import { originOf, pdsIn } from '../../../src/platforms/bluesky/address.ts';
import { encode } from '../../../src/platforms/bluesky/dag-cbor.ts';
import { lockUnder } from '../../../src/platforms/bluesky/locked-text.ts';
import { pointsOf, WINDOWS } from '../../../src/platforms/bluesky/points.ts';
import { recordKeys, tid } from '../../../src/platforms/bluesky/tid.ts';
import { cleanerFor } from '../../../src/platforms/bluesky/words.ts';
import { seed } from '../../seed.ts';

describe('names', () => {
  test('records are encoded as RFC 8949 and DAG-CBOR say', () => {
    const vectors: readonly (readonly [unknown, string])[] = [
      [0, '00'],
      [23, '17'],
      [24, '1818'],
      [255, '18ff'],
      [256, '190100'],
      [65_536, '1a00010000'],
      [1_000_000_000_000, '1b000000e8d4a51000'],
      [-1, '20'],
      [-1000, '3903e7'],
      [false, 'f4'],
      [true, 'f5'],
      [null, 'f6'],
      ['IETF', '6449455446'],
      ['\u6c34', '63e6b0b4'],
      ['\ud800', '63efbfbd'],
      [[1, [2, 3]], '8201820203'],
      [{ bb: 1, c: 2, a: undefined, aaa: 3 }, 'a361630262626201636161 6103'.replace(' ', '')],
    ];
    for (const [value, hex] of vectors) expect(encode(value).toString('hex')).toBe(hex);
    const link = cidOf(Buffer.from('a'), 'raw');
    expect(encode({ $link: link }).toString('hex')).toBe(`d82a582500${cidBytes(link).toString('hex')}`);
  });

  test('what no record can hold has no name', () => {
    for (const value of [0.5, Number.NaN, 2 ** 60, 1n, undefined, () => 0, { $link: 'bafy' }]) {
      expect(() => encode(value)).toThrow();
    }
  });

  test('CIDs are read as they were written', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(cidOf(cidBytes(cidOf(bytes, 'dag-cbor')), 'raw')).toMatch(/^bafkrei/);
      }),
      { seed },
    );
    expect(cidBytes(cidOf(Buffer.from(''), 'raw')).toString('hex')).toMatch(/^01551220e3b0c442/);
  });

  test('record keys sort by time, and are those of the protocol', () => {
    const micros = fc.bigInt({ min: 0n, max: 2n ** 53n - 1n });
    const clockId = fc.integer({ min: 0, max: 1023 });
    fc.assert(
      fc.property(micros, clockId, micros, clockId, (a, one, b, two) => {
        const [first, second] = [tid(a, one), tid(b, two)];
        expect(first).toMatch(/^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/);
        if (a !== b) expect(first < second).toBe(a < b);
      }),
      { seed },
    );
  });

  test('record keys of deliveries of one millisecond do not meet', () => {
    const keys = Array.from({ length: 20 }, (_, delivery) => recordKeys(`d${delivery}`, 1_795_510_800_000));
    const all = keys.flatMap((key) => Array.from({ length: 9 }, (_, place) => key(place)));
    expect(new Set(all).size).toBe(all.length);
    for (const key of keys) expect([key(0), key(1), key(199)]).toEqual([key(0), key(1), key(199)].toSorted());
  });
});

describe('a locked text', () => {
  test('opens under its secret and its purpose only', async () => {
    const locked = await lockUnder('secret', 'purpose').close('text');
    expect(await lockUnder('secret', 'purpose').open(locked)).toBe('text');
    expect(await lockUnder('Secret', 'purpose').open(locked)).toBeNull();
    expect(await lockUnder('secret', 'another').open(locked)).toBeNull();
    expect(await lockUnder('secret', 'purpose').close('text')).not.toBe(locked);
  });

  test('does not open when a character of it was changed or lost', async () => {
    const lock = lockUnder('secret', 'purpose');
    const locked = await lock.close('a text of some length');
    // A change of the salt makes another key, which takes a while: a few of these will do.
    for (let at = 0; at < locked.length; at += at < 24 ? 7 : 1) {
      const other = locked[at] === 'A' ? 'B' : 'A';
      expect(await lock.open(locked.slice(0, at))).toBeNull();
      // The last character of a part may hold bits that mean nothing.
      if (at + 1 === locked.length || locked[at + 1] === '.') continue;
      expect(await lock.open(`${locked.slice(0, at)}${other}${locked.slice(at + 1)}`)).toBeNull();
    }
  });
});

describe('write points', () => {
  const [{ ms: hourMs, limit }] = WINDOWS;
  const nowMs = 1_000_000_000;

  test('are waited for exactly until enough of them are free', async () => {
    const spends = fc.array(fc.record({ agoMs: fc.integer({ min: 0, max: 2 * hourMs }), points: fc.nat(2_000) }));
    await fc.assert(
      fc.asyncProperty(spends, fc.integer({ min: 1, max: 600 }), async (list, wanted) => {
        const spent = async (sinceMs: number) =>
          list.filter(({ agoMs }) => nowMs - agoMs >= sinceMs).reduce((sum, { points }) => sum + points, 0);
        const isFree = async (atMs: number) => (await spent(atMs - hourMs)) + wanted <= limit;
        const hindrance = await pointsOf({ spent, add: async () => {} }).hindrance(wanted, nowMs);
        // The day's limit is its own affair.
        fc.pre(list.reduce((sum, { points }) => sum + points, 0) <= 30_000);
        expect(hindrance === null).toBe(await isFree(nowMs));
        if (hindrance?.kind !== 'wait') return;
        expect(await isFree(hindrance.untilMs)).toBe(true);
        expect(await isFree(hindrance.untilMs - 1_001)).toBe(false);
      }),
      { seed },
    );
  });

  test('of a day are waited for too', async () => {
    const spent = async (sinceMs: number) => (sinceMs <= nowMs - 5 * hourMs ? 34_999 : 0);
    const hindrance = await pointsOf({ spent, add: async () => {} }).hindrance(3, nowMs);
    expect(hindrance).toMatchObject({ kind: 'wait', why: expect.stringMatching(/this day/) });
  });
});

describe('words of a server', () => {
  const secret = 'abcd-efgh/ijkl+mnop';
  const clean = cleanerFor(secret);

  test('are repeated on one line, and not at length', () => {
    expect(clean('Invalid\r\n\u001b[31mrecord\u202e')).toBe('Invalid [31mrecord');
    expect(clean('x'.repeat(5_000))).toHaveLength(200);
  });

  test('are not repeated at all where they hold a secret', () => {
    const bytes = Buffer.from(secret);
    for (const spelling of [secret, encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('hex')]) {
      expect(clean(`you sent ${spelling}, which is wrong`)).toBe('');
    }
    expect(clean('token eyJhbGciOiJIUzI1NiJ9.e30.c2ln')).toBe('');
    expect(clean('Authorization: something')).toBe('');
  });
});

describe('addresses', () => {
  test('are https, or http on loopback', () => {
    for (const address of [
      'https://pds.example.com/',
      'http://localhost:2583',
      'http://127.0.0.1:1',
      'http://[::1]:2',
    ]) {
      expect(originOf(address, 'here')).toBe(new URL(address).origin);
    }
    for (const address of [
      'http://pds.example.com',
      'ftp://localhost',
      'pds.example.com',
      '',
      'https://a:b@example.com',
    ]) {
      expect(() => originOf(address, 'here')).toThrow(InputError);
    }
  });

  test('that a DID document gives are followed only where tokens may go', () => {
    const document = (serviceEndpoint: unknown) => ({
      service: [{ id: '#labeler' }, { id: '#atproto_pds', serviceEndpoint }],
    });
    expect(pdsIn(document('https://morel.us-east.host.bsky.network'))).toBe('https://morel.us-east.host.bsky.network');
    for (const endpoint of ['http://evil.example.com', 'file:///etc', 7, null])
      expect(pdsIn(document(endpoint))).toBeNull();
    for (const nothing of [undefined, null, {}, { service: 'x' }, { service: [null, 3] }])
      expect(pdsIn(nothing)).toBeNull();
  });
});
