import { expect, test } from 'vitest';
import { InputError } from '../../../src/errors.ts';
import { endpointOf } from '../../../src/platforms/x/service.ts';
import { stage } from './stage.ts';

test('an account without a service is X itself', () => {
  expect(endpointOf(null)).toEqual({ host: 'api.x.com', port: 443, isEncrypted: true });
});

test.for([
  ['https://proxy.example', { host: 'proxy.example', port: 443, isEncrypted: true }],
  ['https://proxy.example:8443/', { host: 'proxy.example', port: 8443, isEncrypted: true }],
  ['http://127.0.0.1:8080', { host: '127.0.0.1', port: 8080, isEncrypted: false }],
  ['http://localhost', { host: 'localhost', port: 80, isEncrypted: false }],
  ['http://[::1]:8080', { host: '::1', port: 8080, isEncrypted: false }],
] as const)('%s is dialled', ([service, endpoint]) => {
  expect(endpointOf(service)).toEqual(endpoint);
});

test.for([
  'http://proxy.example',
  'http://127.0.0.1.example',
  'http://10.0.0.1:8080',
  'ftp://localhost',
  'localhost:8080',
  'nonsense',
  '',
])('%j is refused, before any secret could go there', async (service) => {
  const on = await stage();
  expect(() => on.restart({ service })).toThrow(InputError);
  expect(() => on.restart({ service })).toThrow(/an https address, or http on loopback/);
});
