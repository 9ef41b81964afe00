import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fill } from './filled.ts';
import { CONFIG, Stage } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.close());

const HOUR = 3_600_000;
const about = { title: 'The <b>bridge</b>', source: 'posts/a-bus-every-ten-minutes.md', articleId: 'bus', live: true };
const texts = ['One.', 'Two.', 'Three.'];
const LIVE = CONFIG.replace('handle: example, live: false', 'handle: example, live: true');

describe('today says what needs the author', () => {
  test('an account that was not let in, as long as that is the last that was tried there', async () => {
    stage.write('config/spool.yaml', LIVE);
    const stopped = {
      ...about,
      platform: 'x',
      state: 'needs-author',
      why: 'X says <b>no</b>',
      texts,
      sent: 0,
    } as const;
    await fill(stage.store, { ...stopped, id: 'dead1', cause: 'secrets', outMs: stage.nowMs - 2 * HOUR });
    expect(await stage.page('/')).toContain('x was not let in: <span dir="auto">X says &lt;b&gt;no&lt;/b&gt;.</span>');
    await fill(stage.store, { ...stopped, id: 'later', why: 'it is too long', outMs: stage.nowMs });
    expect(await stage.page('/')).not.toContain('was not let in');
  });

  test('nor once something has gone out on that account again', async () => {
    stage.write('config/spool.yaml', LIVE);
    const one = { ...about, platform: 'x', why: 'the account is locked', texts, sent: 0 } as const;
    await fill(stage.store, { ...one, id: 'dead1', state: 'failed', cause: 'account', outMs: stage.nowMs - 2 * HOUR });
    expect(await stage.page('/')).toContain('x was not let in');
    await fill(stage.store, { ...one, id: 'later', state: 'published', why: null, sent: 3, outMs: stage.nowMs });
    expect(await stage.page('/')).not.toContain('was not let in');
  });

  test('nothing of the sort about an account that rehearses', async () => {
    const why = 'Bluesky does not accept the handle with this app password';
    const stopped = { ...about, platform: 'bluesky', state: 'needs-author', why, texts, sent: 0 } as const;
    await fill(stage.store, { ...stopped, id: 'dead1', cause: 'secrets', outMs: stage.nowMs });
    expect(await stage.page('/')).not.toContain('was not let in');
  });

  test('half a thread that has stood for long, and none that goes on', async () => {
    const half = { ...about, platform: 'x', state: 'waiting', why: 'X asks to wait', texts, sent: 1 } as const;
    await fill(stage.store, { ...half, id: 'half1', outMs: stage.nowMs - HOUR });
    const page = await stage.page('/');
    expect(page).toContain('Followers see half a thread on x: 1 of 3 posts');
    expect(page).not.toContain('<b>bridge');
    stage.nowMs -= HOUR - 60_000;
    expect(await stage.page('/')).not.toContain('half a thread');
  });

  test('a configuration that cannot be used, until it can again', async () => {
    const { emit } = stage.parts.live;
    emit({ event: 'config-broken', faults: ['config/spool.yaml:3: there is no such zone'] });
    expect(await stage.page('/')).toMatch(
      /cannot be used as they are: <span dir="auto">config\/spool\.yaml:3: there is no such zone/,
    );
    emit({ event: 'config-changed', changes: ['it says what it said before'] });
    expect(await stage.page('/')).not.toMatch(/class="note bad"/);
  });

  test('a budget for reading that is used up', async () => {
    const charge = { what: 'post read', count: 1, microUsd: 2_000_000, atMs: stage.nowMs };
    await stage.store.addCharge('x', 'read', charge);
    expect(await stage.page('/')).toContain('budget for reading numbers is used up');
  });
});

const hashOf = (page: string) => /name="hash" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? '';

describe('manners of one account', () => {
  const save = async (form: Record<string, string>) => {
    const hash = hashOf(await stage.page('/schedules'));
    return stage.ask('/schedules/manners', { form: { hash, quiet: '', apart: '', perDay: '', blackout: '', ...form } });
  };

  test('are saved to the account, comments kept, and taken away again', async () => {
    expect((await save({ account: 'x', quiet: '22:00-07:00', perDay: '2' })).status).toBe(303);
    const [account] = stage.parts.config().accounts;
    expect(account?.manners).toMatchObject({ perDay: 2, quiet: { from: 1320, until: 420 } });
    expect(stage.parts.config().accounts[1]?.manners.perDay).not.toBe(2);
    expect(stage.read('config/spool.yaml')).toContain('# Weekdays at nine.');
    expect(await stage.page('/schedules')).toContain('x: says otherwise');
    await save({ account: 'x' });
    expect(stage.read('config/spool.yaml')).not.toContain('manners');
  });

  test('are refused where they mean nothing, or the account is gone', async () => {
    expect((await save({ account: 'x', quiet: 'at night' })).status).toBe(422);
    expect((await save({ account: 'nobody', perDay: '2' })).status).toBe(422);
    expect(stage.read('config/spool.yaml')).toBe(CONFIG);
  });
});

test('evergreen settings are edited on the page and left out where they are as usual', async () => {
  const form = { id: 'mornings', cron: '0 9 * * 1-5', articles: 'evergreen', within: '1h', then: 'latest', do: 'save' };
  const save = async (more: Record<string, string>) => {
    const hash = hashOf(await stage.page('/schedules/of/mornings'));
    const data = new URLSearchParams({ ...form, ...more, hash });
    for (const account of ['x', 'bluesky']) data.append('account', account);
    return stage.ask('/schedules/of/mornings', { form: data });
  };
  expect((await save({ which: 'classic', coolDown: '30d', repeats: '5' })).status).toBe(303);
  expect(stage.parts.config().schedules[0]?.evergreen).toEqual({
    ...{ tag: 'classic', coolDownMs: 30 * 24 * HOUR, maxRepeats: 5 },
  });
  const page = await stage.page('/schedules/of/mornings');
  expect(page).toMatch(/value="evergreen" checked/);
  expect(page).toMatch(/name="coolDown"[^>]* value="30d"/);
  expect((await save({ coolDown: 'soon' })).status).toBe(422);
  expect((await save({})).status).toBe(303);
  expect(stage.read('config/spool.yaml')).toMatch(/articles: evergreen$/m);
});

test('what was imported stands by itself, and no address of it runs', async () => {
  const numbers = { impressions: 1200, likes: 3, reposts: null, replies: null, quotes: null, bookmarks: null };
  const post = {
    id: '1',
    url: 'javascript:alert(1)',
    text: 'An <i>old</i> post',
    postedMs: stage.nowMs - HOUR,
    numbers,
  };
  const file = { account: 'x', platform: 'x', source: 'x-analytics', observedMs: stage.nowMs, posts: [post] } as const;
  await stage.store.importNumbers(file);
  const page = await stage.page('/impressions');
  expect(page).toContain('From before Spool');
  expect(page).toContain('An &lt;i&gt;old&lt;/i&gt; post');
  expect(page).toContain('1,200');
  expect(page).not.toContain('javascript:');
});

test('numbers for machines are told where the desk is', async () => {
  const answer = await stage.ask('/metrics');
  expect(answer.headers.get('Content-Type')).toMatch(/^application\/openmetrics-text/);
  expect(await answer.text()).toMatch(/# EOF\n$/);
});

test('an editor tells of a link of the article that its posts leave out', async () => {
  stage.write(
    'posts/linked.md',
    '---\ntitle: Linked\n---\n\nRead [the report](https://example.org/report) before May.\n',
  );
  const edit = '/threads/posts%2Flinked.md/edit/bluesky';
  const look = async (post: string) => {
    const hash = hashOf(await stage.page(edit));
    return (await stage.ask(edit, { form: { hash, do: 'look', post } })).text();
  };
  expect(await look('Before May, read the report.')).not.toContain('The link on');
  expect(await look('Something else.')).toContain('The link on “the report” is not in the posts written by hand');
});
