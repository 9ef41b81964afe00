import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch } from './browser.ts';
import { fill } from './filled.ts';
import { anyPort, SAMPLE, Stage } from './stage.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_OPTIONS = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

const PAGES: Readonly<Record<string, string>> = {
  today: '/',
  threads: '/threads',
  thread: SAMPLE,
  edit: `${SAMPLE}/edit/bluesky`,
  publish: `${SAMPLE}/publish`,
  schedules: '/schedules',
  schedule: '/schedules/of/mornings',
  'new-schedule': '/schedules/new',
  impressions: '/impressions',
  impression: '/impressions/out1',
  'impression-bluesky': '/impressions/out2',
  timeline: '/timeline',
  accounts: '/accounts',
  delivery: '/deliveries/out1',
  asking: '/deliveries/half1/cancel',
  'not-here': '/nowhere',
  'that-does-not-work': '/deliveries/none',
  'sign-in': '/sign-in',
};

const ARABIC = `---
title: حافلة كل عشر دقائق
---

اسأل المجلس عن حافلاته فيريك خريطة. خطوط ملونة تمتد من كل حي إلى المحطة والمستشفى والمتاجر، وتبدو التغطية كاملة.

ثم اسأل الناس الذين يعيشون على تلك الخطوط، وسيتحدثون عن شيء آخر: عن الوقت الذي يقضونه واقفين في انتظار الحافلة التالية.
`;

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1200, height: 800 };

/** Where pictures of the pages go; without it none are made. */
const shots = process.env.SPOOL_SHOTS ?? '';

/** What axe finds wrong with a page as it stands. */
async function faults(page: Page, name: string, look: string): Promise<string[]> {
  if (shots !== '') await page.screenshot({ path: join(shots, `${name}-${look}.png`), fullPage: true });
  return violations(await page.evaluate(`axe.run(document, ${JSON.stringify(AXE_OPTIONS)})`)).map(
    (fault) => `${look}: ${fault}`,
  );
}

describe.skipIf(chromiumPath === null)('every page', () => {
  const stage = new Stage({ 'posts/arabic.md': ARABIC });
  const closed = new Stage();
  let browser: Browser;
  let base = '';
  let closedBase = '';
  const addressOf = (path: string) => (path === '/sign-in' ? closedBase : base) + path;

  beforeAll(async () => {
    await furnish(stage);
    base = await stage.open();
    closedBase = await closed.open({ ...anyPort(), password: 'correct horse battery' });
    browser = await launch();
    if (shots !== '') mkdirSync(shots, { recursive: true });
  });
  afterAll(async () => {
    await browser?.close();
    await stage.close();
    await closed.close();
  });

  describe('in one tab', () => {
    let page: Page;
    const complaints: string[] = [];

    beforeAll(async () => {
      page = await browser.newPage({ viewport: NARROW });
      await page.clock.setFixedTime(stage.nowMs);
      page.on('console', (message) => {
        if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
    });

    test.each(Object.entries(PAGES))(
      '%s has no fault that axe knows in either theme, fits 320 pixels, and breaks no policy',
      async (name, path) => {
        await page.setViewportSize(NARROW);
        await page.goto(addressOf(path), { waitUntil: 'load' });
        await page.evaluate(AXE);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(NARROW.width);
        const found = [await faults(page, name, '320')];
        await page.setViewportSize(WIDE);
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.emulateMedia({ colorScheme });
          found.push(await faults(page, name, colorScheme));
        }
        expect([...found.flat(), ...complaints.splice(0)]).toEqual([]);
      },
    );
  });

  test('without a script every page says the same, and the theme can be switched', { timeout: 120_000 }, async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, colorScheme: 'light' });
    const page = await context.newPage();
    for (const path of Object.values(PAGES)) {
      await page.goto(addressOf(path), { waitUntil: 'load' });
      expect((await page.locator('h1').innerText()).length).toBeGreaterThan(2);
    }
    await page.goto(base + SAMPLE);
    await page.getByRole('button', { name: 'Dark colours' }).click();
    expect(page.url()).toBe(base + SAMPLE);
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.locator('select[name=style]').selectOption('teaser');
    await page.getByRole('button', { name: 'Cut again' }).click();
    expect(await page.locator('.sheet.x .post').count()).toBe(1);
    await context.close();
  });

  test('with reduced motion nothing moves', async () => {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${base}/`, { waitUntil: 'load' });
    stage.parts.live.emit({ event: 'failed', what: 'a trial', why: 'to see it come' });
    await page.locator('[data-events] li.fresh').first().waitFor();
    const moving = 'document.getAnimations().length';
    expect(await page.evaluate(moving)).toBe(0);
    await context.close();
  });

  test('the keyboard alone reaches everything, and shows where it is', { timeout: 120_000 }, async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    for (const path of ['/', SAMPLE, '/schedules', '/schedules/new', '/accounts']) {
      await page.goto(addressOf(path), { waitUntil: 'load' });
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.className')).toBe('skip');
      await page.keyboard.press('Enter');
      const wanted: unknown = await page.evaluate(REACHABLE);
      await page.goto(addressOf(path), { waitUntil: 'load' });
      const reached = new Set<unknown>();
      for (let index = 0; index < Number(wanted) + 10; index += 1) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(FOCUSED);
        if (at === null) break;
        reached.add(at);
      }
      expect([path, reached.size]).toEqual([path, wanted]);
    }
    await context.close();
  });

  test('text from right to left runs so, in its own place', async () => {
    const page = await browser.newPage();
    await page.goto(`${base}/threads/posts%2Farabic.md`, { waitUntil: 'load' });
    const direction = await page.evaluate(`getComputedStyle(document.querySelector('.sheet .text')).direction`);
    expect(direction).toBe('rtl');
    await page.close();
  });
});

/** Elements that the Tab key has to reach; radio buttons of one name are one stop. */
const REACHABLE = `(() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
  const isSeen = (each) => each.checkVisibility() && !each.disabled && each.tabIndex >= 0 && each.type !== 'hidden';
  const radios = new Set();
  return all.filter(isSeen).filter((each) => {
    if (each.type !== 'radio') return true;
    if (radios.has(each.name)) return false;
    return radios.add(each.name);
  }).length;
})()`;

/** Which element has the focus, marked once; \`null\` at the end of the page. Throws where it is not to be seen. */
const FOCUSED = `(() => {
  const here = document.activeElement;
  if (here === document.body || here === null) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(here);
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) throw new Error('no focus is seen on ' + here.outerHTML);
  window.__stops ??= new Map();
  if (!window.__stops.has(here)) window.__stops.set(here, window.__stops.size);
  return window.__stops.get(here);
})()`;

function violations(found: unknown): string[] {
  const listed: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, 'violations') : null;
  if (!Array.isArray(listed)) throw new Error('axe did not answer');
  return listed.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }: { html: string }) => html).join('\n')}`);
}

async function furnish({ store, parts, nowMs }: Stage): Promise<void> {
  const scan = await parts.library.scan();
  const sample = scan.entries.find(({ head }) => head.source.includes('a-bus'));
  if (sample === undefined) throw new Error('the sample is gone');
  await store.rememberArticles([{ ...sample.identity, id: 'bus', seenMs: nowMs }]);
  const { source } = sample.head;
  const about = { title: 'A bus every ten minutes', source, articleId: 'bus', why: null };
  const texts = [
    'Ask a council how good its buses are.',
    'A map shows where you could travel.',
    'A promise can be broken.',
  ];
  const day = 86_400_000;
  await fill(store, {
    ...about,
    id: 'out1',
    platform: 'x',
    state: 'published',
    outMs: nowMs - 2 * day,
    texts,
    sent: 3,
  });
  await fill(store, {
    ...about,
    id: 'out2',
    platform: 'bluesky',
    state: 'published',
    outMs: nowMs - 2 * day,
    texts,
    sent: 3,
  });
  const half = {
    ...about,
    id: 'half1',
    platform: 'x',
    state: 'needs-author',
    outMs: nowMs - day,
    texts,
    sent: 1,
  } as const;
  await fill(store, { ...half, why: 'X says that this account may post no more today; one post of three is out' });
  await fill(store, { ...about, id: 'held1', platform: 'bluesky', state: 'held', outMs: nowMs + day, texts, sent: 0 });
  for (let index = 0; index < 24; index += 1) {
    const outMs = nowMs - (index + 3) * day + (index % 3) * 4 * 3_600_000;
    const title = `Article ${index + 1} about the town and its people`;
    const past = { ...about, title, articleId: `a${index}`, state: 'published', outMs, sent: 3 - (index % 2) } as const;
    await fill(store, {
      ...past,
      id: `past${index}`,
      platform: index % 2 === 0 ? 'x' : 'bluesky',
      texts: texts.slice(0, past.sent),
    });
  }
  await importPast(store, nowMs);
  parts.live.emit({ event: 'config-broken', faults: ['config/spool.yaml:4: there is no such zone "Europe/Lodnon"'] });
  parts.live.emit({ event: 'desk-opened', address: 'http://127.0.0.1:4747/' });
}

function importPast(store: Stage['store'], nowMs: number) {
  const posts = Array.from({ length: 12 }, (_, index) => ({
    id: `old${index}`,
    url: `https://x.com/example/status/${index}`,
    text: `What I found at the council meeting, part ${index + 1}`,
    postedMs: nowMs - (400 + index) * 86_400_000,
    numbers: {
      impressions: 900 - index * 40,
      likes: 30 - index,
      reposts: 2,
      replies: 1,
      quotes: null,
      bookmarks: null,
    },
  }));
  return store.importNumbers({ account: 'x', platform: 'x', source: 'x-analytics', observedMs: nowMs, posts });
}
