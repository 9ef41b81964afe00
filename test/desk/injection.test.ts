import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityOf } from '../../src/schedule/identity.ts';
import { chromiumPath, launch } from './browser.ts';
import { fill } from './filled.ts';
import { LEFT_BEHIND, NOTE_BLOCKED } from './in-page.ts';
import { CLEAN, GROUPS, PAYLOADS, RUN } from './payloads.ts';
import { Stage } from './stage.ts';

describe.skipIf(chromiumPath === null)('one hundred payloads in every field', () => {
  const stage = new Stage();
  let browser: Browser;
  let page: Page;
  let base = '';

  beforeAll(async () => {
    for (const [index, group] of GROUPS.entries()) await plant(stage, group, index);
    for (const [index, payload] of PAYLOADS.entries())
      stage.write(namedAfter(payload, index), index % 8 === 1 ? '' : 'Text.');
    base = await stage.open();
    browser = await launch();
    page = await browser.newPage();
    await page.addInitScript(NOTE_BLOCKED);
  });
  afterAll(async () => {
    await browser?.close();
    await stage.close();
  });

  test('there are one hundred', () => expect(new Set(PAYLOADS).size).toBe(100));

  test('no script of theirs runs, none is even in a page, on every page', { timeout: 240_000 }, async () => {
    const paths = [...(await pathsOf(stage)), ...badPaths()];
    expect(paths.length).toBeGreaterThan(80);
    for (const path of paths) {
      await page.goto(base + path, { waitUntil: 'load' });
      expect([path, await page.evaluate(LEFT_BEHIND)]).toEqual([path, CLEAN]);
    }
  });

  test('nor where the desk tells an event as it happens', async () => {
    await page.goto(`${base}/accounts`, { waitUntil: 'load' });
    for (const payload of PAYLOADS) stage.parts.live.emit({ event: 'failed', what: payload, why: payload });
    await page
      .locator('[data-events] li')
      .first()
      .getByText(PAYLOADS.at(-1) ?? '')
      .waitFor();
    expect(await page.evaluate(LEFT_BEHIND)).toEqual(CLEAN);
  });

  test('nor where a form is given back', async () => {
    for (const group of GROUPS) {
      await page.goto(`${base}/schedules/new`, { waitUntil: 'load' });
      for (const name of ['id', 'cron', 'timezone', 'which']) await page.fill(`[name=${name}]`, group.join(' '));
      await page.evaluate(`document.querySelector('main form').noValidate = true`);
      await page.click('button[value=save]');
      await page.waitForSelector('[role=alert]');
      expect(await page.evaluate(LEFT_BEHIND)).toEqual(CLEAN);
    }
  });
});

/** One article and its deliveries with these payloads wherever a text may stand. */
async function plant(stage: Stage, group: readonly string[], index: number): Promise<void> {
  const all = group.join(' ');
  const quoted = JSON.stringify(all);
  const source = `posts/${encodeURIComponent(`${index}<img src=x onerror=${RUN}>`).replaceAll('%', '')}-${index}.md`;
  const front = [
    `title: ${quoted}`,
    `subtitle: ${quoted}`,
    `author: ${quoted}`,
    `tags: [${quoted}]`,
    'url: https://example.org/a',
  ];
  const pictures = group.map((payload) => `![${payload.replaceAll(/[[\]]/g, '')}](images/x.png)`).join('\n\n');
  const links = group.map((payload) => `[${payload.replaceAll(/[[\]]/g, '')}](javascript:${RUN})`).join('\n\n');
  const code = group.map((payload) => `\`${payload}\``).join('\n\n');
  stage.write(
    source,
    `---\n${front.join('\n')}\n---\n\nA first sentence that says something.\n\n${code}\n\n${links}\n\n${pictures}\n`,
  );
  const articleId = `article-${index}`;
  const identity = identityOf({ title: all, blocks: [], canonicalUrl: null, source });
  await stage.store.rememberArticles([{ ...identity, id: articleId, seenMs: 1 }]);
  const states = ['published', 'needs-author', 'held', 'uncertain', 'waiting'] as const;
  for (const [place, state] of states.entries()) {
    await fill(stage.store, {
      ...{
        id: `d${index}x${place}`,
        platform: place % 2 === 0 ? 'x' : 'bluesky',
        state,
        title: all,
        source,
        articleId,
      },
      ...{ why: all, outMs: stage.nowMs - 86_400_000 * (index + 1), texts: group, sent: state === 'held' ? 0 : 3 },
      live: place === 1,
    });
  }
  const slot = { schedule: all, key: all, slotMs: stage.nowMs - 1000 - index, why: all, decidedMs: stage.nowMs };
  await stage.store.decideSlot({ ...slot, outcome: 'missed' }, []);
}

/** A file whose name is a payload, as far as a file system takes it. */
function namedAfter(payload: string, index: number): string {
  return `posts/${payload.replaceAll('/', '')}-${index}.md`;
}

async function pathsOf(stage: Stage): Promise<string[]> {
  const { entries } = await stage.parts.library.scan();
  const articles = entries
    .filter(({ head }) => !NAMED.has(head.source))
    .map(({ head }) => `/threads/${encodeURIComponent(head.source)}`);
  const deliveries = await stage.store.deliveries(100);
  return [
    ...[
      '/',
      '/threads',
      '/threads?page=2',
      '/threads?page=3',
      '/schedules',
      '/schedules/new',
      '/schedules/of/mornings',
      '/impressions',
    ],
    ...['/impressions?kind=live', '/timeline', '/accounts'],
    ...articles.flatMap((path) => [path, `${path}/edit/x`, `${path}/edit/bluesky`, `${path}/publish`]),
    ...[...NAMED].filter((_, index) => index % 6 < 2).map((source) => `/threads/${encodeURIComponent(source)}`),
    ...deliveries.map(({ id }) => `/deliveries/${id}`),
    ...deliveries.slice(0, 5).map(({ id }) => `/deliveries/${id}/cancel`),
    ...deliveries.slice(0, 10).map(({ id }) => `/impressions/${id}`),
  ];
}

const NAMED = new Set(PAYLOADS.map(namedAfter));

/** Payloads as parts of an address, on pages and on those that say what is wrong. */
function badPaths(): string[] {
  return PAYLOADS.filter((_, index) => index % 24 === 0)
    .map(encodeURIComponent)
    .flatMap((bad) => [
      `/threads?q=${bad}`,
      `/threads/${bad}`,
      `/deliveries/${bad}`,
      `/impressions/${bad}`,
      `/schedules/of/${bad}`,
    ]);
}
