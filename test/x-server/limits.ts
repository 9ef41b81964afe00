import { type Endpoint, endpoints } from './endpoints.ts';
import type { XAccount, XSettings } from './settings.ts';

const windowMs = 15 * 60_000;
const dayMs = 24 * 3_600_000;

interface Window {
  resetAt: number;
  used: number;
}

export interface Allowance {
  readonly exceeded: boolean;
  /** `x-rate-limit-*`; the 24-hour headers of the old free tier are absent on pay-per-use. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Counts requests in windows of 15 minutes per user and endpoint, which open at the first request, and posts in windows
 * of 24 hours per app. Refused requests count as well, but do not take more than there is.
 */
export class RateLimits {
  readonly #windows = new Map<string, Window>();

  take(account: XAccount, endpoint: Endpoint, settings: XSettings, now: number): Allowance {
    const limit = settings.limits[endpoint] ?? endpoints[endpoint].perWindow;
    const user = this.#open(`user ${account.id} ${endpoint}`, windowMs, now);
    const app = this.#open(`app ${account.appKey}`, dayMs, now);
    const appIsFull = endpoint === 'create' && app.used >= settings.appPostsPerDay;
    const exceeded = user.used >= limit || appIsFull;
    if (!exceeded) user.used += 1;
    if (!exceeded && endpoint === 'create') app.used += 1;
    return { exceeded, headers: describe(limit, user) };
  }

  #open(key: string, length: number, now: number): Window {
    const open = this.#windows.get(key);
    if (open && now < open.resetAt) return open;
    const fresh = { resetAt: now + length, used: 0 };
    this.#windows.set(key, fresh);
    return fresh;
  }
}

function describe(limit: number, { used, resetAt }: Window): Record<string, string> {
  return {
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': String(Math.max(0, limit - used)),
    'x-rate-limit-reset': String(Math.ceil(resetAt / 1000)),
  };
}
