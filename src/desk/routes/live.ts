import type { Desk } from '../app.ts';

/** Events as they happen, numbers for machines, and pictures. */
export function liveRoutes({ app, parts, isWelcome }: Desk): void {
  app.get('/events', (c) => {
    const after = Number(c.req.header('Last-Event-ID') ?? c.req.query('after') ?? Number.NaN);
    const stream = parts.live.stream(Number.isFinite(after) ? after : null, () => isWelcome(c));
    if (stream === null) return c.text('Too many pages listen already.\n', 503, { 'Retry-After': '10' });
    return c.body(stream, 200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
  });
  app.get('/metrics', async (c) => {
    const { text, type } = await parts.metrics();
    return c.body(text, 200, { 'Content-Type': type });
  });
  app.get('/picture', async (c) => {
    const { article = '', source = '' } = c.req.query();
    const { entries } = await parts.library.scan();
    // Only an article of posts/ has a folder to show pictures from.
    const isKnown = entries.some(({ head }) => head.source === article);
    const picture = isKnown ? parts.picture(article, source) : null;
    if (picture === null) return c.text('This picture is not at hand.\n', 404);
    return c.body(picture.bytes, 200, {
      'Content-Type': picture.type,
      'Cache-Control': 'private, max-age=60',
      'Content-Disposition': 'inline',
    });
  });
}
