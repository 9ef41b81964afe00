import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Hono } from 'hono/tiny';
import { InputError } from '../errors.ts';
import { behindDoor, createDoor, type Door } from './access/door.ts';
import type { Password } from './access/password.ts';
import { visitorsBehind } from './access/visitor.ts';
import { cookie, cookieOf, ownPath } from './cookies.ts';
import { guard } from './guard.ts';
import { type Html, html } from './html.ts';
import { type Frame, layout, type Page, THEMES, type Theme } from './layout.ts';
import { faultList } from './parts/faults.ts';
import { timesIn } from './parts/time.ts';
import type { DeskParts } from './parts.ts';
import { accountRoutes } from './routes/accounts.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { impressionRoutes } from './routes/impressions.ts';
import { liveRoutes } from './routes/live.ts';
import { scheduleRoutes } from './routes/schedules.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { threadRoutes } from './routes/threads.ts';
import { timelineRoutes } from './routes/timeline.ts';
import { todayRoutes } from './routes/today.ts';
import { type Asset, loadAssets } from './static.ts';

/** Largest form: whole texts for a hundred posts. */
const MOST_BODY_BYTES = 1_000_000;

/** What routes are given. */
export interface Desk {
  readonly app: Hono;
  readonly parts: DeskParts;
  /** Answers with a page. */
  show(c: Context, page: Page, status?: 200 | 403 | 404 | 409 | 422): Response | Promise<Response>;
  /** Goes to another page after something was done, and says what. */
  done(c: Context, to: string, words: string): Response;
  /** Path of the desk's page on which a form was sent; `null` where that is not known. */
  sentFrom(c: Context): string | null;
  /** Whether whoever asked may still see what the desk shows. */
  isWelcome(c: Context): boolean;
}

/** Who may see the desk. */
export interface Access {
  /** Host names it answers to besides those of this machine. */
  readonly names: readonly string[];
  /** Addresses and subnets of proxies whose `X-Forwarded-…` is believed. */
  readonly proxies: readonly string[];
  /** `null`: whoever reaches it. */
  readonly password: Promise<Password> | null;
}

/** The author's desk as a function from requests to answers; `app.routes` lists all there is. */
export function createApp(parts: DeskParts, { names, proxies, password }: Access): Hono {
  const app = new Hono();
  const assets = loadAssets();
  const visitor = visitorsBehind(proxies);
  const door = password === null ? null : createDoor(password, visitor, parts.clock.nowMs, parts.emit);
  const frame = (c: Context) => frameOf(c, parts, assets, door);
  const show: Desk['show'] = (c, page, status = 200) => {
    if (isOpened(c, page)) setImmediate(parts.studio.ready);
    return c.html(layout(page, frame(c)), status);
  };
  const problem = (c: Context, title: string, words: Html, status: 403 | 404 | 413 | 422 | 500) =>
    c.html(layout({ title, section: null, main: problemPage(title, words, sentFrom(c)) }, frame(c)), status);
  // Whoever is refused learns nothing of the desk: not its pages, not where its files are.
  app.use(
    '*',
    guard(names, visitor, (c, why) => c.text(`Refused: ${why}.\n`, 403)),
  );
  app.use(
    '*',
    bodyLimit({
      maxSize: MOST_BODY_BYTES,
      onError: (c) => problem(c, 'Too long', html`<p>This form holds more than a megabyte.</p>`, 413),
    }),
  );
  if (door !== null) app.use('*', behindDoor(door));
  app.notFound((c) => problem(c, 'Not here', html`<p>There is no such page. It may have been renamed.</p>`, 404));
  app.onError((error, c) => {
    if (error instanceof InputError) return problem(c, 'That does not work', faultList(error.faults), 422);
    parts.emit({ event: 'failed', what: `the desk's page ${c.req.path}`, why: error.message });
    return problem(c, 'Something went wrong', html`<p dir="auto">${error.message}</p>`, 500);
  });
  const done: Desk['done'] = (c, to, words) => {
    c.header('Set-Cookie', cookie('notice', encodeURIComponent(words), 20));
    return c.redirect(ownPath(to), 303);
  };
  const desk: Desk = { app, parts, show, done, sentFrom, isWelcome: door?.isOpenTo ?? (() => true) };
  assetRoutes(app, assets);
  themeRoute(app);
  liveRoutes(desk);
  todayRoutes(desk);
  threadRoutes(desk);
  deliveryRoutes(desk);
  scheduleRoutes(desk);
  impressionRoutes(desk);
  timelineRoutes(desk);
  accountRoutes(desk);
  if (door !== null) signInRoutes(desk, door);
  return app;
}

/** Whether somebody has come to a page, and may go on to a thread; one that brings itself up to date is none. */
function isOpened(c: Context, { isBare = false }: Page): boolean {
  return !isBare && c.req.header('Sec-Fetch-Dest') !== 'empty';
}

/** @param from what was being done when it came to this */
function problemPage(title: string, words: Html, from: string | null): Html {
  const back = from === null ? '' : html`<a href="${from}">Back to where you were</a> · `;
  return html`<h1>${title}</h1>${words}<p>${back}<a href="/">Today</a></p>`;
}

function frameOf(c: Context, parts: DeskParts, assets: ReadonlyMap<string, Asset>, door: Door | null): Frame {
  const { live, home, clock } = parts;
  const notice = cookieOf(c, 'notice');
  if (notice !== null) c.header('Set-Cookie', cookie('notice', '', 0), { append: true });
  const url = new URL(c.req.url);
  return {
    times: timesIn(parts.config().timezone, clock.nowMs()),
    theme: themeOf(cookieOf(c, 'theme')),
    here: c.req.method === 'GET' ? `${url.pathname}${url.search}` : (sentFrom(c) ?? '/'),
    events: live.recent(),
    home: home.root,
    isSignedIn: door !== null,
    asset: (name) => `/assets/${name}?${assets.get(name)?.mark ?? ''}`,
    notice: notice === null ? null : decoded(notice),
  };
}

/** What answers a form has no address of its own to come back to. */
function sentFrom(c: Context): string | null {
  const referer = c.req.header('Referer') ?? '';
  const from = c.req.method === 'POST' && URL.canParse(referer) ? new URL(referer) : null;
  return from?.host === new URL(c.req.url).host ? ownPath(`${from.pathname}${from.search}`) : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // Somebody else on this host set it: it is not ours to show.
    return null;
  }
}

function themeOf(value: string | null): Theme {
  return THEMES.find((theme) => theme === value) ?? 'auto';
}

function themeRoute(app: Hono): void {
  app.post('/theme', async (c) => {
    const form = await c.req.formData();
    const back = String(form.get('back') ?? '/');
    c.header('Set-Cookie', cookie('theme', themeOf(String(form.get('theme'))), 365 * 86_400));
    return c.redirect(ownPath(back), 303);
  });
}

/** Kept by the browser as long as their mark stands. */
function assetRoutes(app: Hono, assets: ReadonlyMap<string, Asset>): void {
  app.get('/assets/:name', (c) => {
    const asset = assets.get(c.req.param('name'));
    if (asset === undefined) return c.notFound();
    const isZipped = /\bgzip\b/.test(c.req.header('Accept-Encoding') ?? '');
    return c.body(isZipped ? asset.zipped : asset.bytes, 200, {
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
      ...(isZipped ? { 'Content-Encoding': 'gzip' } : {}),
    });
  });
}
