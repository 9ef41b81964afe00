import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cidOf } from '../../src/cid.ts';
import { seed } from '../seed.ts';

// By multiformats 13.4.2: CID.createV1(raw.code, await sha256.digest(bytes)).toString()
test.each([
  ['no bytes', new Uint8Array(), 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'],
  ['a greeting', Buffer.from('hello world'), 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e'],
  ['a thousand ones', new Uint8Array(1000).fill(255), 'bafkreifu64676bdeac3wokflgjqz4pmj4aatezjxex3gbrrkxh6ks5ntoi'],
  [
    'every byte',
    Uint8Array.from({ length: 256 }, (_, index) => index),
    'bafkreicav7zotuwysixepl6umshgsz2jofmhqx55dwuhbzyrajtl7fciqa',
  ],
])('%s has the CID that multiformats gives it', (_, bytes, cid) => {
  expect(cidOf(bytes, 'raw')).toBe(cid);
});

test('every CID has the same form, and other bytes have another', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
      expect(cidOf(one, 'raw')).toMatch(/^bafkrei[a-z2-7]{52}$/);
      expect(cidOf(one, 'raw') === cidOf(other, 'raw')).toBe(Buffer.compare(one, other) === 0);
    }),
    { seed },
  );
});
