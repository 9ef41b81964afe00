import { InputError } from '../../errors.ts';
import type { Desk } from '../app.ts';
import { accountsOf, deliveriesOf, knownSource } from '../data/articles.ts';
import type { Previews } from '../data/preview.ts';
import { publishByHand } from '../data/publish-now.ts';
import { publishPage } from '../pages/publish.ts';
import { threadPath } from '../parts/sheet.ts';
import type { DeskParts } from '../parts.ts';

/** An article out at once, after a plain question. */
export function publishRoutes({ app, parts, show, done }: Desk, preview: Previews): void {
  const platformName = (id: string) => parts.platform(id).name;

  app.get('/threads/:source/publish', async (c) => {
    const source = await knownSource(parts, c);
    const made = await preview(source, {});
    const accounts = accountsOf(parts, source);
    const went = await wentTo(parts, source);
    const main = publishPage({ preview: made, accounts, went, platformName });
    return show(c, { title: 'Publish now', section: 'threads', main });
  });

  app.post('/threads/:source/publish', async (c) => {
    const source = await knownSource(parts, c);
    const form = await c.req.formData();
    const accounts = form.getAll('account').map(String);
    refuseUnasked(parts, accounts, form.get('live') === 'yes');
    await publishByHand(parts, { source, accounts, again: form.get('again') === 'yes' });
    return done(
      c,
      threadPath(source),
      `On its way to ${accounts.join(' and ')}: the worker takes it up within seconds.`,
    );
  });
}

async function wentTo(parts: DeskParts, source: string): Promise<ReadonlySet<string>> {
  const went = (await deliveriesOf(parts, source)).filter(({ state }) => state !== 'missed');
  const accounts = accountsOf(parts, source);
  const isSame = (id: string, live: boolean) => went.some((each) => each.account === id && each.live === live);
  return new Set(accounts.filter(({ id, live }) => isSame(id, live)).map(({ id }) => id));
}

function refuseUnasked({ config }: DeskParts, accounts: readonly string[], isLiveMeant: boolean): void {
  const known = config().accounts.filter(({ id }) => accounts.includes(id));
  const where = 'Publish now';
  if (known.length === 0 || known.length < accounts.length) {
    throw new InputError({ where, problem: 'no account was chosen', next: 'Go back and tick one' });
  }
  if (known.some(({ live }) => live) && !isLiveMeant) {
    throw new InputError({
      where,
      problem: 'a live account was ticked, and not that you mean it',
      next: 'Nothing was sent. Go back and tick “Yes, send it …” too',
    });
  }
}
