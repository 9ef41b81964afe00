import type { Context, MiddlewareHandler } from 'hono';
import { LOOPBACK } from '../loopback.ts';
import type { Visitor } from './access/visitor.ts';

/**
 * Who may talk to the desk. These checks are against web pages the author's browser has open elsewhere. A page that makes its own name point to 127.0.0.1 (DNS rebinding) still sends its own name as Host. A
 * page that sends a form here says where it comes from in Origin (WHATWG Fetch, "append a request Origin header") and
 * Sec-Fetch-Site. Any port is taken, so that a tunnel may lead here: an origin is compared with the Host of its request.
 * @param names host names it answers to besides those of this machine
 */
export function guard(
  names: readonly string[],
  visitor: (c: Context) => Visitor,
  refuse: (c: Context, why: string) => Response | Promise<Response>,
): MiddlewareHandler {
  return async (c, next) => {
    const why = refusal(c, names, visitor(c));
    if (why === null) await next();
    else c.res = await refuse(c, why);
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  };
}

/** Nothing but the desk's own files is loaded, nothing inline runs, and no page of another site may frame it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `same-origin` and not `no-referrer`: under the latter browsers send `Origin: null` with the desk's own forms. */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY,
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};

const HOST = /^([a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i;

/** Methods that change nothing (RFC 9110, section 9.2.1). */
const SAFE = ['GET', 'HEAD'];

function refusal(c: Context, names: readonly string[], { scheme }: Visitor): string | null {
  const host = c.req.header('Host') ?? '';
  const name = HOST.exec(host)?.[1]?.toLowerCase() ?? '';
  if (!LOOPBACK.includes(name) && !names.includes(name)) return 'the desk does not answer to this name';
  const site = c.req.header('Sec-Fetch-Site');
  if (SAFE.includes(c.req.method)) {
    // A link from elsewhere may open a page; nothing of the desk may be loaded into another site's page.
    const isOpened = c.req.header('Sec-Fetch-Mode') === 'navigate' && c.req.header('Sec-Fetch-Dest') === 'document';
    return site !== undefined && !OWN.includes(site) && !isOpened ? 'this was asked for by another site' : null;
  }
  if (site !== undefined && site !== 'same-origin') return 'this form was sent by another site';
  if (c.req.header('Origin') !== `${scheme}://${host.toLowerCase()}`) return 'this form was not sent by the desk';
  return null;
}

/** `none`: typed into the address bar. */
const OWN = ['same-origin', 'none'];
