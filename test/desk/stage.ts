import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/clock.ts';
import { studioInside } from '../../src/commands/studio/inside.ts';
import { previewArticle } from '../../src/commands/studio/preview.ts';
import type { DeskPlace } from '../../src/config/desk.ts';
import { findHome } from '../../src/config/home.ts';
import { loadConfig } from '../../src/config/load.ts';
import { type Access, createApp } from '../../src/desk/app.ts';
import { type OpenDesk, openDesk } from '../../src/desk/desk.ts';
import { createLive } from '../../src/desk/live.ts';
import type { DeskParts } from '../../src/desk/parts.ts';
import { pictureAtHand } from '../../src/images/at-hand.ts';
import { platformIds, platformOf } from '../../src/platforms/registry.ts';
import { createLibrary } from '../../src/posts/library.ts';
import { CONTENT_TYPE } from '../../src/report/metrics/exposition.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { Happened } from '../../src/worker/happened.ts';
import { readMetrics } from '../../src/worker/metrics.ts';

const PROGRAM = fileURLToPath(new URL('../..', import.meta.url));

export const CONFIG = `timezone: Europe/London
accounts:
  - { id: x, platform: x, handle: example, live: false, credentials: X }
  - { id: bluesky, platform: bluesky, handle: example.bsky.social, live: false, credentials: BLUESKY }
schedules:
  # Weekdays at nine.
  - id: mornings
    cron: "0 9 * * 1-5"
    accounts: [x, bluesky] # both
`;

const OWN_MACHINE: Access = { names: [], proxies: [], password: null };

/** On loopback, for this machine alone. */
export function anyPort(port = 0): DeskPlace {
  return { port, host: '127.0.0.1', names: [], proxies: [], password: null };
}

/** A desk on a home folder and a store of its own, asked without a network. */
export class Stage {
  readonly root = mkdtempSync(join(tmpdir(), 'spool-desk-'));
  readonly home = findHome(this.root, {}, this.root);
  readonly acted: string[] = [];
  readonly store;
  readonly parts: DeskParts;
  readonly app;
  #open: OpenDesk | null = null;
  nowMs = Date.UTC(2026, 10, 24, 8);

  constructor(files: Readonly<Record<string, string>> = {}, access: Access = OWN_MACHINE) {
    cpSync(join(PROGRAM, 'posts'), this.home.posts, { recursive: true });
    this.write('config/spool.yaml', CONFIG);
    for (const [name, content] of Object.entries(files)) this.write(name, content);
    this.store = openStore(this.home.data);
    this.parts = this.#parts();
    this.app = createApp(this.parts, access);
  }

  write(name: string, content: string): void {
    mkdirSync(dirname(join(this.root, name)), { recursive: true });
    writeFileSync(join(this.root, name), content);
  }

  read(name: string): string {
    return readFileSync(join(this.root, name), 'utf8');
  }

  /** A request as the desk's own pages make it, unless told otherwise. */
  ask(path: string, init: RequestInit & { readonly form?: Record<string, string> | URLSearchParams } = {}) {
    const { form, ...rest } = init;
    const headers = new Headers({ Host: HOST, ...(form ? { Origin: `http://${HOST}` } : {}) });
    for (const [name, value] of new Headers(rest.headers)) headers.set(name, value);
    const body = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
    return this.app.request(`http://${HOST}${path}`, { ...body, ...rest, headers });
  }

  async page(path: string): Promise<string> {
    const answer = await this.ask(path);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return text;
  }

  /** The same desk on a port of its own, for a browser. */
  async open(place: DeskPlace = anyPort()): Promise<string> {
    this.#open ??= await openDesk(this.parts, place);
    return (this.#open?.address ?? '').replace(/\/$/, '');
  }

  async close(): Promise<void> {
    await this.#open?.close();
    this.parts.live.close();
    await this.store.close();
    rmSync(this.root, { recursive: true, force: true });
  }

  #parts(): DeskParts {
    const { home, store, acted } = this;
    const clock = { ...systemClock, nowMs: () => this.nowMs };
    let read = { text: '', config: loadConfig(home.config, platformIds) };
    const config = () => {
      const files = readdirSync(dirname(home.config)).filter((name) => name.endsWith('.yaml'));
      const text = files.map((name) => this.read(`config/${name}`)).join();
      if (text !== read.text) read = { text, config: loadConfig(home.config, platformIds) };
      return read.config;
    };
    const setting = {
      home,
      get config() {
        return config();
      },
    };
    const studio = {
      ...studioInside(setting),
      preview: (source: string, choices: Parameters<typeof previewArticle>[2]) =>
        previewArticle(setting, source, choices),
      ready() {},
    };
    const live = createLive(clock.nowMs, () => () => {});
    return {
      ...{ home, store, clock, config, studio, live, platformIds },
      library: createLibrary(home.posts, studio.read),
      emit: live.emit,
      platform: platformOf,
      async act(action, delivery, urls) {
        acted.push([action, delivery, ...urls].join(' '));
      },
      async checkAccount() {
        return { isUsable: false, findings: [], problems: ['the password is wrong'], unknowns: [] };
      },
      secrets: ({ credentials }) => [{ name: `${credentials}_APP_PASSWORD`, isSet: true }],
      async metrics() {
        return { text: await readMetrics(store, new Happened(), clock.nowMs()), type: CONTENT_TYPE };
      },
      soon() {},
      rest() {},
      picture: (article, source) => pictureAtHand(home, article, source),
    };
  }
}

export const HOST = '127.0.0.1:4747';
export const SAMPLE = '/threads/posts%2Fa-bus-every-ten-minutes.md';
