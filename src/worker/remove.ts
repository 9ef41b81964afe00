import { standAfterRemoval } from '../delivery/stand.ts';
import { type After, about, changeState, tellState, type Work } from './work.ts';

/** Takes one step down again; what is not there is taken down too, so that a repeat changes nothing. */
export async function remove({ parts, delivery, publisher }: Work, step: number): Promise<After> {
  const { store, clock, emit } = parts;
  const removal = (await publisher.remove?.({ delivery, step, nowMs: clock.nowMs() })) ?? {
    ...{ kind: 'give-up', mendable: true, why: 'this platform takes nothing down; do it by hand, then cancel' },
  };
  const atMs = clock.nowMs();
  if (removal.kind === 'removed') {
    const posts = delivery.plan.steps[step] ?? [];
    await store.recordRemoval(delivery.id, posts, atMs);
    for (const index of posts) emit({ event: 'post-removed', post: index + 1, ...about(delivery) });
    return 'changed';
  }
  const change = { ...standAfterRemoval(removal, atMs, parts.timing), atMs };
  const isNews = delivery.why !== change.why;
  if ((await store.changeState(delivery.id, ['unpublishing'], change)) && isNews) {
    tellState(emit, delivery, change.state, change.why);
  }
  return 'ended';
}

export async function finishRemoval({ parts, delivery }: Work): Promise<After> {
  const change = { state: 'unpublished', why: null, untilMs: null, atMs: parts.clock.nowMs() } as const;
  await changeState(parts, delivery, ['unpublishing'], change);
  return 'ended';
}
