const PROTOCOLS = new Set(['http:', 'https:', 'mailto:']);

/**
 * Where a link leads, as an absolute http, https or mailto address. `null` for every other scheme (`javascript:`,
 * `data:`, `file:`), for a place on the same page, and for a relative link where no base is known.
 */
export function linkAddress(written: string, base: string | null): string | null {
  const href = written.trim();
  if (href === '' || href.startsWith('#')) return null;
  const url = parseUrl(href, base);
  return url !== null && PROTOCOLS.has(url.protocol) ? url.href : null;
}

/**
 * Where a picture is: an absolute http(s) address, or a path as written, relative to the article's folder. `null` for
 * every other scheme.
 */
export function pictureSource(written: string, base: string | null): string | null {
  const source = written.trim();
  if (source === '') return null;
  if (source.startsWith('/')) return webAddress(source, base) ?? source;
  return /^[a-z][a-z\d+.-]+:/i.test(source) ? webAddress(source, null) : source;
}

/** An absolute http(s) address; `null` for anything else. */
export function webAddress(written: string, base: string | null): string | null {
  const url = parseUrl(written.trim(), base);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}

function parseUrl(written: string, base: string | null): URL | null {
  // A page's own scheme is not known for `//host/path`; the web's is https.
  const url = written.startsWith('//') ? `https:${written}` : written;
  return URL.parse(url, base ?? undefined);
}
