import { z } from 'zod';
import { strictObject } from '../../yaml.ts';
import { isHost, isSubnet } from '../addresses.ts';

const NAME = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

export const desk = strictObject({
  port: z
    .int()
    .min(1)
    .max(65_535)
    .nullable()
    .default(4747)
    .describe('The port of the author’s desk; the next free one if taken; null: no desk.'),
  host: z
    .string()
    .refine(isHost, 'must be an IP address, such as 0.0.0.0, not')
    .default('127.0.0.1')
    .describe('Address it listens on. Another than this machine’s own needs SPOOL_DESK_PASSWORD.'),
  names: z
    .array(z.string().toLowerCase().regex(NAME, 'must be a host name without a port, such as spool.example.org, not'))
    .max(20)
    .default([])
    .describe('Host names it answers to besides localhost. Needs SPOOL_DESK_PASSWORD.'),
  proxies: z
    .array(z.string().refine(isSubnet, 'must be an IP address or a subnet, such as 172.16.0.0/12, not'))
    .max(20)
    .default([])
    .describe('Your own proxies in front of it: their X-Forwarded-Proto and X-Forwarded-For are believed.'),
});
