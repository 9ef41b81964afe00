import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fill } from './filled.ts';
import { CONFIG, HOST, SAMPLE, Stage } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.close());

const about = {
  title: 'A title',
  source: 'posts/a-bus-every-ten-minutes.md',
  articleId: 'bus',
  why: null,
  texts: ['One.', 'Two.'],
};

describe('what an author does about a delivery', () => {
  test('is done at once where it can be taken back, and asked for where it cannot', async () => {
    await fill(stage.store, { ...about, id: 'held1', platform: 'x', state: 'held', outMs: stage.nowMs, sent: 0 });
    const today = await stage.page('/');
    expect(today).toContain('action="/deliveries/held1/approve"');
    expect(today).toContain('href="/deliveries/held1/cancel"');
    const answer = await stage.ask('/deliveries/held1/approve', { form: {} });
    expect([answer.status, answer.headers.get('Location'), stage.acted]).toEqual([
      303,
      '/deliveries/held1',
      ['approve held1'],
    ]);
  });

  test('leads back to the page it was done on, never to another site', async () => {
    await fill(stage.store, { ...about, id: 'held1', platform: 'x', state: 'held', outMs: stage.nowMs, sent: 0 });
    const from = async (Referer: string) => {
      const answer = await stage.ask('/deliveries/held1/approve', { form: {}, headers: { Referer } });
      return answer.headers.get('Location');
    };
    expect(await from(`http://${HOST}/?x=1`)).toBe('/?x=1');
    expect(await from(`http://${HOST}${SAMPLE}`)).toBe(SAMPLE);
    expect(await from(`http://${HOST}/deliveries/held1/approve`)).toBe('/deliveries/held1');
    expect(await from(`http://${HOST}//evil.example/`)).toBe('/');
    expect(await from('https://evil.example/')).toBe('/deliveries/held1');
  });

  test('is refused where its state does not allow it', async () => {
    await fill(stage.store, { ...about, id: 'out1', platform: 'x', state: 'published', outMs: stage.nowMs, sent: 2 });
    for (const action of ['approve', 'retry', 'adopt', 'unknown']) {
      expect((await stage.ask(`/deliveries/out1/${action}`, { form: {} })).status).toBe(422);
    }
    expect(stage.acted).toEqual([]);
  });

  test('takes the addresses of posts that are there', async () => {
    const half = {
      ...about,
      id: 'half1',
      platform: 'x',
      state: 'needs-author',
      outMs: stage.nowMs,
      sent: 1,
      live: true,
    } as const;
    await fill(stage.store, half);
    await stage.ask('/deliveries/half1/adopt', {
      form: { urls: 'https://x.com/a/status/1\n https://x.com/a/status/2 ' },
    });
    expect(stage.acted).toEqual(['adopt half1 https://x.com/a/status/1 https://x.com/a/status/2']);
  });
});

describe('publish now', () => {
  const publish = (form: Record<string, string>) => stage.ask(`${SAMPLE}/publish`, { form });

  test('hands the article to the worker, once', async () => {
    expect((await publish({ account: 'x' })).status).toBe(303);
    expect((await stage.store.deliveries(9)).map(({ account, state, live }) => [account, state, live])).toEqual([
      ['x', 'planned', false],
    ]);
    const again = await publish({ account: 'x' });
    expect([again.status, await again.text()]).toEqual([422, expect.stringContaining('before')]);
    expect((await publish({ account: 'x', again: 'yes' })).status).toBe(303);
    expect(await stage.store.deliveries(9)).toHaveLength(2);
  });

  test('never goes live unless that was ticked too', async () => {
    stage.write('config/spool.yaml', CONFIG.replace('live: false', 'live: true'));
    expect(await stage.page(`${SAMPLE}/publish`)).not.toMatch(/value="x" checked/);
    const answer = await publish({ account: 'x' });
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('Nothing was sent')]);
    expect(await stage.store.deliveries(9)).toEqual([]);
  });

  test('wants an account that is there', async () => {
    for (const form of [{ account: 'nobody' }, { again: 'yes' }]) {
      expect((await publish(form as Record<string, string>)).status).toBe(422);
    }
  });
});

describe('the timeline', () => {
  test('counts a view for every time it is opened, and none for fetching ahead', async () => {
    await fill(stage.store, { ...about, id: 'out1', platform: 'x', state: 'published', outMs: stage.nowMs, sent: 2 });
    await stage.page('/timeline');
    await stage.ask('/timeline', { headers: { 'Sec-Purpose': 'prefetch' } });
    await stage.ask('/timeline', { method: 'HEAD' });
    expect(await stage.page('/timeline')).toContain('2 views');
  });

  test('is never loaded again by itself', async () => {
    expect(await stage.page('/timeline')).not.toContain('data-live');
  });
});

test('names of secrets are shown, their values nowhere, and no field takes one', async () => {
  const page = await stage.page('/accounts');
  expect(page).toContain('X_APP_PASSWORD');
  expect(page).not.toMatch(/type="password"|<input[^>]*name="[^"]*(?:secret|token|password)/i);
});

test('trying credentials says what is wrong', async () => {
  const answer = await stage.ask('/accounts/x/check', { form: {} });
  expect(await answer.text()).toContain('The password is wrong.');
});

test('a pause holds until it is ended', async () => {
  await stage.ask('/accounts/x/pause', { form: {} });
  expect(await stage.page('/')).toContain('x is paused');
  await stage.ask('/accounts/pause', { form: {} });
  expect(await stage.page('/')).toContain('All accounts are paused');
  await stage.ask('/accounts/resume', { form: {} });
  expect(await stage.page('/')).not.toContain('paused');
});

test('times are in the author’s zone, with UTC to be had', async () => {
  stage.write('config/spool.yaml', CONFIG.replaceAll('Europe/London', 'Asia/Tokyo'));
  expect(await stage.page('/schedules/of/mornings')).toMatch(/, Asia\/Tokyo\.<[\s\S]*<li>Wed, 25 Nov 2026, 09:00 /);
  expect(await stage.page('/')).toMatch(/title="2026-11-25 00:00 UTC">Wed 25 Nov 09:00/);
  const abroad = await (await stage.ask('/schedules/look', { form: { cron: '0 9 * * *', timezone: 'UTC' } })).text();
  expect(abroad).toMatch(/<li>Wed, 25 Nov 2026, 09:00, for you <time[^>]*>Wed 25 Nov 18:00<\/time> /);
});

test('a schedule that is changed on the page keeps the words around it', async () => {
  const hash = /name="hash" value="([0-9a-f]{64})"/.exec(await stage.page('/schedules/of/mornings'))?.[1] ?? '';
  const form = {
    hash,
    id: 'mornings',
    cron: '30 7 * * 2',
    articles: 'next',
    account: 'x',
    within: '1h',
    then: 'latest',
    do: 'save',
  };
  expect((await stage.ask('/schedules/of/mornings', { form })).status).toBe(303);
  expect(stage.read('config/spool.yaml')).toBe(
    CONFIG.replace('"0 9 * * 1-5"', '30 7 * * 2').replace('[x, bluesky]', '[ x ]'),
  );
  expect((await stage.ask('/schedules/of/mornings', { form })).status).toBe(422);
});

test('numbers come as a file that no spreadsheet runs', async () => {
  const title = '=HYPERLINK("https://evil.example")';
  await fill(stage.store, {
    ...about,
    title,
    id: 'out1',
    platform: 'x',
    state: 'published',
    outMs: stage.nowMs,
    sent: 2,
  });
  const answer = await stage.ask('/impressions.csv');
  expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="impressions-2026-11.csv"');
  expect(await answer.text()).toContain(`"'=HYPERLINK`);
  expect((await (await stage.ask('/impressions.csv?delivery=out1')).text()).split('\r\n').length).toBeGreaterThan(10);
});

test('Bluesky’s missing impressions are told where they would stand', async () => {
  await fill(stage.store, {
    ...about,
    id: 'out1',
    platform: 'bluesky',
    state: 'published',
    outMs: stage.nowMs,
    sent: 2,
  });
  for (const path of ['/impressions', '/impressions/out1']) {
    expect(await stage.page(path)).toContain('Bluesky tells nobody how often a post was seen');
  }
});

test('the clock changes of every schedule’s zone stand in the calendar', async () => {
  stage.write(
    'config/spool.yaml',
    CONFIG.replace('accounts: [x, bluesky] # both', 'accounts: [x]\n    timezone: America/New_York'),
  );
  const month = await stage.page('/schedules?month=2027-03');
  expect(month).toContain('clocks go forward in Europe/London');
  expect(month).toContain('clocks go forward in America/New_York');
});

test('an instant in what Spool does next is told in the author’s zone', async () => {
  await fill(stage.store, { ...about, id: 'wait1', platform: 'x', state: 'publishing', outMs: stage.nowMs, sent: 1 });
  const change = {
    state: 'waiting',
    why: 'X asks to wait',
    untilMs: Date.UTC(2026, 10, 24, 10),
    atMs: stage.nowMs,
  } as const;
  await stage.store.changeState('wait1', ['publishing'], change);
  expect(await stage.page('/')).toMatch(/sends post 2 of 2 at <time [^>]*>today 10:00<\/time>/);
});
