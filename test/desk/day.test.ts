import { readFileSync, rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printed, TestHome } from '../commands/spool.ts';
import { chromiumPath, launch } from './browser.ts';

const ARTICLE = `---
title: The library that stayed open
author: A. Writer
url: https://example.org/library
# Not before it is proofread.
tags: [town]
---

The library in our town was to close in spring. Nobody had asked the people who used it, and they had not thought that anybody would.

Then a teacher counted the visitors. She stood at the door for a week, with a pencil and a sheet of paper, and wrote down every person who came in.

There were eleven hundred of them. Half came to read, a quarter came to be warm, and the others came because somebody there knew their name.

The council read the paper aloud at its meeting. It took an hour. At the end of it nobody wanted to be the one who closed the door.
`;

const CONFIG = `timezone: Europe/London # where I live
accounts:
  - { id: x, platform: x, handle: writer, live: false, credentials: X }
  - { id: bluesky, platform: bluesky, handle: writer.example, live: false, credentials: BLUESKY }
`;

const SOURCE = 'posts/library.md';
const THREAD = `/threads/${encodeURIComponent(SOURCE)}`;

describe.skipIf(chromiumPath === null)("an author's day, from an empty folder", { timeout: 240_000 }, () => {
  const home = new TestHome({ 'config/spool.yaml': CONFIG });
  const read = (name: string) => readFileSync(home.file(name), 'utf8');
  let browser: Browser;
  let page: Page;
  let base = '';
  let worker: ReturnType<TestHome['startWith']>;

  beforeAll(async () => {
    rmSync(home.file('posts'), { recursive: true });
    worker = home.startWith({ SPOOL_DESK_PORT: '0' }, 'run');
    const [, address = ''] = await printed(worker, /Your desk is at (http:\S+?)\/?\s/);
    base = address;
    browser = await launch();
    page = await browser.newPage();
    page.setDefaultTimeout(60_000);
  });
  afterAll(async () => {
    await browser?.close();
    await home.remove();
  });

  test('the first page says what to do', async () => {
    await page.goto(`${base}/`);
    expect(await page.locator('h1').innerText()).toBe('Today');
    expect(await page.locator('main').innerText()).toContain('There is no schedule yet');
  });

  test('an article that is written shows as the thread it becomes on each platform', async () => {
    home.write(SOURCE, ARTICLE);
    await page.goto(`${base}/threads`);
    await page.getByRole('link', { name: 'The library that stayed open' }).click();
    expect(await page.locator('.sheet.x .post').count()).toBeGreaterThan(1);
    expect(await page.locator('.sheet.bluesky .post').count()).toBeGreaterThan(1);
    expect(await page.locator('.sheet.x').innerText()).toContain('The library that stayed open');
  });

  test('another style cuts it again at once', async () => {
    await page.locator('select[name=style]').selectOption('teaser');
    await page.locator('.sheet.x .nth').getByText('1 of 1', { exact: false }).waitFor();
    expect(page.url()).toContain('style=teaser');
  });

  test("a cut that is moved is saved into the author's file, the comments with it", async () => {
    await page.goto(`${base}${THREAD}`);
    await page.getByRole('link', { name: 'Edit posts and cuts on x' }).click();
    const first = page.locator('#post-1');
    const before = await first.inputValue();
    await page.getByRole('button', { name: /Last sentence down from post 1 to 2/ }).click();
    await page.waitForLoadState();
    const after = await first.inputValue();
    expect(before.startsWith(after)).toBe(true);
    expect(after.length).toBeLessThan(before.length);
    await page.getByRole('button', { name: 'Save to the article' }).click();
    await page.getByText(`Saved to ${SOURCE}.`).waitFor();
    const saved = read(SOURCE);
    expect(saved).toContain('# Not before it is proofread.');
    expect(saved).toContain('style: manual');
    expect(saved.endsWith(ARTICLE.slice(ARTICLE.indexOf('\nThe library in')))).toBe(true);
    expect(await page.locator('.sheet.x .post').first().innerText()).toContain(after.slice(-40));
  });

  test('a file that was changed meanwhile is not written over', async () => {
    await page.goto(`${base}${THREAD}/edit/x`);
    await page.locator('#post-1').fill('Quite another beginning.');
    const changed = read(SOURCE).replaceAll('eleven hundred', 'twelve hundred');
    home.write(SOURCE, changed);
    await page.getByRole('button', { name: 'Save to the article' }).click();
    await page.getByText('was changed since you began').waitFor();
    expect(read(SOURCE)).toBe(changed);
  });

  test('what was written meanwhile is not lost, and is saved once the author says so again', async () => {
    expect(await page.locator('#post-1').inputValue()).toBe('Quite another beginning.');
    await page.getByRole('button', { name: 'Save to the article' }).click();
    await page.getByText(`Saved to ${SOURCE}.`).waitFor();
    expect(read(SOURCE)).toContain('twelve hundred');
    expect(read(SOURCE)).toContain('- Quite another beginning.');
  });

  test('a cron expression is told in words as one types it, and what is wrong with it', async () => {
    await page.goto(`${base}/schedules/new`);
    await page.locator('#id').fill('mornings');
    await page.locator('#cron').fill('30 7 * * 2');
    await page.getByText('At 07:30 on Tuesday, Europe/London').waitFor();
    await page.locator('#cron').fill('61 7 * * 2');
    await page
      .locator('#explained')
      .getByText(/0 to 59/)
      .waitFor();
  });

  test('a schedule that asks for approval is added to the file, and a wrong one is not', async () => {
    await page.locator('#cron').fill('61 7 * * 2');
    await page.getByRole('button', { name: 'Save to config/spool.yaml' }).click();
    await page.getByText('Not saved').waitFor();
    expect(read('config/spool.yaml')).toBe(CONFIG);
    await page.locator('#cron').fill('* * * * *');
    await page.getByLabel('Hold each delivery until I approve it').check();
    await page.getByRole('button', { name: 'Save to config/spool.yaml' }).click();
    await page.getByText('Saved to config/spool.yaml').waitFor();
    const saved = read('config/spool.yaml');
    expect(saved.startsWith(CONFIG)).toBe(true);
    expect(saved).toContain('approve: true');
  });

  test('what waits for approval is on the first page as it comes, and goes out once approved', async () => {
    await page.goto(`${base}/`);
    const approve = page.getByRole('button', { name: /Approve.*, x$/ });
    await approve.waitFor({ timeout: 90_000 });
    await approve.click();
    await page.getByText('Approved: it goes out at its time.').waitFor();
    await page.locator('.badge', { hasText: 'published' }).waitFor({ timeout: 120_000 });
  });

  test('the rehearsal is on the timeline, and to look at it is what its numbers count', async () => {
    await page.goto(`${base}/timeline`);
    await page.goto(`${base}/timeline`);
    expect(await page.locator('.sheet.x .post').first().innerText()).toContain('2 views');
  });

  test('the numbers are told as they were read', async () => {
    await page.goto(`${base}/impressions`);
    await page.getByRole('link', { name: 'The library that stayed open' }).first().click();
    await page.getByText('Every post as last read').waitFor();
    const download = await page.request.get(
      `${base}${new URL(page.url()).pathname.replace('/impressions/', '/impressions.csv?delivery=')}`,
    );
    expect(download.headers()['content-type']).toContain('text/csv');
    expect(await download.text()).toContain('impressions');
  });

  test('publish now asks for what would be sent a second time', async () => {
    await page.goto(`${base}${THREAD}/publish`);
    await page.getByLabel('X', { exact: true }).check();
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByText('went to "x" before').waitFor();
    await page.getByRole('link', { name: 'Back to where you were' }).click();
    expect(page.url()).toBe(`${base}${THREAD}/publish`);
  });

  test('a worker that is gone is told of, and the page goes on by itself once it is back', async () => {
    await page.goto(`${base}/`);
    worker.child.kill('SIGKILL');
    await page.getByText('The worker does not answer').waitFor();
    worker = home.startWith({ SPOOL_DESK_PORT: new URL(base).port }, 'run');
    await printed(worker, /Your desk is at/);
    await page.getByText('The worker does not answer').waitFor({ state: 'hidden' });
    home.write('config/spool.yaml', `${read('config/spool.yaml')}budget: { sendUsd: 3 }\n`);
    await page
      .locator('[data-events]')
      .getByText(/has changed: .*budget/)
      .waitFor();
  });
});
