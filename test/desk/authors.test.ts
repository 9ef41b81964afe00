import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CONFIG, Stage } from './stage.ts';

const JANE = `timezone: Europe/Berlin
accounts:
  - { id: x, platform: x, handle: jane }
schedules:
  # Jane sleeps in.
  - { id: mornings, cron: "0 11 * * *", accounts: [x] }
`;
const ARTICLE = '---\ntitle: News of Jane\n---\nOne sentence is told here. Another one follows it.\n';

let stage: Stage;
beforeEach(() => {
  stage = new Stage({ 'config/jane.yaml': JANE, 'posts/jane/news.md': ARTICLE });
});
afterEach(() => stage.close());

const hashOf = (page: string) => /name="hash" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? '';

describe('schedules of several authors', () => {
  test('are shown one author at a time, each under the author’s name', async () => {
    const own = await stage.page('/schedules');
    expect(own).toContain('<option value="jane">jane</option>');
    expect(own).toContain('/schedules/of/mornings"');
    expect(own).not.toContain('/schedules/of/jane%2Fmornings"');
    const hers = await stage.page('/schedules?author=jane');
    expect(hers).toContain('Schedules of jane');
    expect(hers).toContain('Kept in config/jane.yaml');
    expect(hers).toContain('/schedules/of/jane%2Fmornings"');
    for (const author of ['nobody', '../spool', 'jane/x']) {
      expect((await stage.ask(`/schedules?author=${encodeURIComponent(author)}`)).status).toBe(422);
    }
  });

  test('are changed, added and removed in their author’s own file, and in no other', async () => {
    const form = { cron: '0 12 * * *', articles: 'next', within: '1h', then: 'latest', account: 'x', do: 'save' };
    const edit = await stage.page('/schedules/of/jane%2Fmornings');
    expect(edit).toContain('Empty: Europe/Berlin');
    expect(edit).toContain('posts/jane/news.md');
    expect(edit).not.toContain('posts/a-bus-every-ten-minutes.md');
    const at = '/schedules/of/jane%2Fmornings';
    const changed = await stage.ask(at, { form: { ...form, id: 'mornings', hash: hashOf(edit) } });
    expect(changed.headers.get('location')).toBe('/schedules?author=jane');
    expect(stage.read('config/jane.yaml')).toContain('# Jane sleeps in.\n  - { id: mornings, cron: 0 12 * * *');
    const fresh = await stage.page('/schedules/new?author=jane');
    await stage.ask('/schedules/new', { form: { ...form, id: 'late', author: 'jane', hash: hashOf(fresh) } });
    expect(stage.parts.config().schedules.map(({ id }) => id)).toEqual(['mornings', 'jane/mornings', 'jane/late']);
    const page = await stage.page('/schedules/of/jane%2Fmornings');
    await stage.ask(`${at}/remove`, { form: { hash: hashOf(page) } });
    expect(stage.parts.config().schedules.map(({ id }) => id)).toEqual(['mornings', 'jane/late']);
    expect(stage.read('config/spool.yaml')).toBe(CONFIG);
  });

  test('have manners of their own', async () => {
    const hash = hashOf(await stage.page('/schedules?author=jane'));
    const manners = { quiet: '22:00-07:00', apart: '', perDay: '', blackout: '' };
    await stage.ask('/schedules/manners', { form: { ...manners, hash, author: 'jane', account: 'x' } });
    expect(stage.read('config/jane.yaml')).toContain('22:00-07:00');
    expect(stage.read('config/spool.yaml')).toBe(CONFIG);
  });
});

test('an article is shown for, and published on, its author’s accounts only', async () => {
  const page = await stage.page('/threads/posts%2Fjane%2Fnews.md');
  expect(page).toContain('id="on-jane/x"');
  expect(page).not.toContain('id="on-bluesky"');
  expect(await stage.page('/threads/posts%2Fjane%2Fnews.md/edit/jane%2Fx')).toContain('One sentence is told here.');
  const publish = '/threads/posts%2Fjane%2Fnews.md/publish';
  expect((await stage.ask(publish, { form: { account: 'x' } })).status).toBe(422);
  expect((await stage.ask(publish, { form: { account: 'jane/x' } })).status).toBe(303);
  expect(await stage.store.deliveries(5)).toMatchObject([{ account: 'jane/x', state: 'planned' }]);
});

test('an account of an author’s is paused and resumed', async () => {
  expect(await stage.page('/accounts')).toContain('/accounts/jane%2Fx/pause');
  await stage.ask('/accounts/jane%2Fx/pause', { form: {} });
  expect(await stage.store.pausedAccounts()).toEqual(new Set(['jane/x']));
});

test('an author whose file is faulty is told of on the first page', async () => {
  stage.write('config/jane.yaml', JANE.replace('Berlin', 'Mars'));
  expect(await stage.page('/')).toMatch(
    /author jane is stopped: nothing of theirs is done: config\/jane\.yaml:1: timezone/,
  );
});
