import { expect, test } from 'vitest';
import { didIn, resolveAddress } from '../../../src/platforms/bluesky/resolve.ts';

test('a handle is asked for by the public API, whatever it is made of', () => {
  expect(new URL(resolveAddress('jane.example.com')).searchParams.get('handle')).toBe('jane.example.com');
  expect(new URL(resolveAddress('a&b=c')).searchParams.get('handle')).toBe('a&b=c');
});

test('only what is an identifier counts as one', () => {
  expect(didIn('{"did":"did:plc:ewvi7nxzyoun6zhxrhs64oiz"}')).toBe('did:plc:ewvi7nxzyoun6zhxrhs64oiz');
  expect(didIn('{ "did" : "did:web:example.com" }')).toBe('did:web:example.com');
  for (const answer of ['', '{}', '{"did":"plc"}', '{"did":"did:plc:short"}', '<html>', '{"did":7}']) {
    expect(didIn(answer)).toBeNull();
  }
});
