import { setTimeout as sleep } from 'node:timers/promises';
import type { Settling } from '../../delivery/verdict.ts';
import type { Charge, LoadMedia, Publisher } from '../../publisher.ts';
import { adopt } from './adopt.ts';
import { chargesTo } from './charges.ts';
import { type ClientOptions, xClient } from './client.ts';
import { checkAccount } from './health.ts';
import { askWhoIAm, type IdentityMemory, whoAmI } from './identity.ts';
import { look } from './look.ts';
import { measure } from './measure.ts';
import type { XParts } from './parts.ts';
import { picturesOf } from './pictures.ts';
import { preflight } from './preflight.ts';
import { prices } from './prices.ts';
import { remove } from './remove.ts';
import { send } from './send.ts';

/**
 * X publishes no bound for how long a post that it took may stay hidden from reads: two reads a minute apart, the last
 * a quarter of an hour after the last possible arrival (reference: reliability, sections 2.5 and 3.3).
 */
const SETTLING: Settling = { reads: 2, apartMs: 60_000, quarantineMs: 15 * 60_000 };

export interface XOptions extends ClientOptions {
  /** Without the leading `@`. */
  readonly handle: string;
  /** Default: two reads a minute apart, the last a quarter of an hour after the last possible arrival. */
  readonly settling?: Settling;
  readonly loadMedia: LoadMedia;
  /** Told of everything X charges for. Must not throw. */
  readonly onCharge: (charge: Charge) => void;
  /** Keeps who the account is beyond this process. */
  readonly identity: IdentityMemory;
  /** Waits so many milliseconds while X works through a picture; default: in real time. */
  readonly pause?: (ms: number) => Promise<void>;
}

/**
 * One live account of X. Keeps what X said of its limits, and uploaded pictures, for as long as it lives: one for each
 * account, not one for each delivery.
 * @throws InputError for a service that is no address
 */
export function xPublisher(options: XOptions): Publisher {
  const { nowMs, settling = SETTLING, pause = sleep, credentials } = options;
  const handle = options.handle.replace(/^@/, '');
  const request = xClient(options);
  const charges = chargesTo(options.onCharge, nowMs);
  const ask = () => askWhoIAm(request, charges, nowMs());
  const parts: XParts = {
    ...{ send: request, nowMs, charges, handle },
    whoAmI: whoAmI(ask, options.identity, { accessToken: credentials.accessToken, handle }),
    pictures: picturesOf(options.loadMedia, charges, { send: request, nowMs, pause }),
    posting: { window: null },
    privateNumbers: { areRefused: false },
  };
  return {
    settling,
    send: (step) => send(parts, step),
    look: (step) => look(parts, step),
    measure: (question) => measure(parts, question),
    readMicroUsd: prices.ownedRead,
    preflight: (delivery, atMs) => preflight(parts, delivery, atMs),
    adopt: (request, url) => adopt(parts, request, url),
    remove: (step) => remove(parts, step),
    checkAccount: (atMs) => checkAccount(parts, atMs),
  };
}
