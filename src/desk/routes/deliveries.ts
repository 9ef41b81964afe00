import type { Context } from 'hono';
import type { Delivery } from '../../delivery/delivery.ts';
import { type AuthorAction, possibleActions } from '../../delivery/outlook.ts';
import { InputError } from '../../errors.ts';
import type { Desk } from '../app.ts';
import { confirmPage, deliveryPage } from '../pages/delivery.ts';
import { deliveryPath } from '../parts/delivery.ts';
import { timesIn } from '../parts/time.ts';
import type { DeskParts } from '../parts.ts';

const DONE: Readonly<Record<AuthorAction, string>> = {
  approve: 'Approved: it goes out at its time.',
  retry: 'The worker goes on with it.',
  adopt: 'Noted: the worker goes on after these posts.',
  cancel: 'Cancelled: no further post is sent.',
  unpublish: 'It is being taken down, the last post first.',
};

export function deliveryRoutes({ app, parts, show, done, sentFrom }: Desk): void {
  const times = () => timesIn(parts.config().timezone, parts.clock.nowMs());
  const handleOf = (account: string) => parts.config().accounts.find(({ id }) => id === account)?.handle ?? account;

  app.get('/deliveries/:id', async (c) => {
    const delivery = await find(parts, c);
    const main = deliveryPage(delivery, handleOf(delivery.account), times());
    return show(c, { title: delivery.article.title, section: 'threads', main, isLive: true });
  });

  app.get('/deliveries/:id/:action', async (c) => {
    const delivery = await find(parts, c);
    const main = confirmPage(delivery, actionFor(delivery, c), times());
    return show(c, { title: 'Are you sure?', section: 'threads', main });
  });

  app.post('/deliveries/:id/:action', async (c) => {
    const delivery = await find(parts, c);
    const action = actionFor(delivery, c);
    const urls =
      action === 'adopt'
        ? String((await c.req.formData()).get('urls') ?? '')
            .trim()
            .split(/\s+/)
        : [];
    await parts.act(action, delivery.id, urls);
    // Whoever approves one of several goes on with the others; what asked first has its own page.
    const from = sentFrom(c);
    const own = deliveryPath(delivery.id);
    return done(c, from === null || from.startsWith(own) ? own : from, DONE[action]);
  });
}

async function find({ store }: DeskParts, c: Context): Promise<Delivery> {
  const id = c.req.param('id') ?? '';
  const delivery = await store.delivery(id);
  if (delivery !== null) return delivery;
  throw new InputError({ where: 'deliveries', problem: 'there is no such delivery:', value: id });
}

function actionFor(delivery: Delivery, c: Context): AuthorAction {
  const possible = possibleActions(delivery);
  const action = possible.find((each) => each === c.req.param('action'));
  if (action !== undefined) return action;
  throw new InputError({
    where: delivery.id,
    problem: `a delivery that is ${delivery.state} takes no such action:`,
    value: c.req.param('action') ?? '',
    allowed: possible.join(', ') || 'nothing',
  });
}
