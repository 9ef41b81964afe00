import type { Context } from 'hono';

/** A cookie that no script reads and no other site makes the browser send. */
export function cookie(name: string, value: string, seconds: number): string {
  return `spool-${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict`;
}

export function cookieOf(c: Context, name: string): string | null {
  const match = new RegExp(`(?:^|; )spool-${name}=([^;]*)`).exec(c.req.header('Cookie') ?? '');
  return match?.[1] || null;
}

const BASE = 'http://desk.invalid';

/** A path of the desk to go on to, as browsers read it; the first page for anything that leads elsewhere. */
export function ownPath(path: string): string {
  if (!path.startsWith('/') || !URL.canParse(path, BASE)) return '/';
  const { origin, pathname, search, hash } = new URL(path, BASE);
  return origin === BASE && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : '/';
}
