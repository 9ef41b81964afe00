import type { Delivery } from '../../src/delivery/delivery.ts';
import type { Scene } from './scene.ts';
import type { Truth } from './world.ts';

/**
 * What is wrong at the end, judged by what the platform has and not by what the store believes (promises 1 and 2 of the
 * design): a post twice, out of order, under the wrong parent, believed to be there and not, sent after it was stopped,
 * or a delivery left in silence.
 */
export async function violations(scene: Scene): Promise<string[]> {
  const deliveries = await scene.deliveries();
  return [
    ...scene.world.wrongs,
    ...failures(scene),
    ...deliveries.flatMap((delivery) => wrongOf(delivery, scene).map((what) => `${delivery.id}: ${what}`)),
  ];
}

/** What a worker reports as failed, the end of its own process excepted. */
function failures({ processes }: Scene): string[] {
  return processes.flatMap(({ events }) =>
    events.flatMap((event) => (event.event === 'failed' && !event.why.includes('killed') ? [event.why] : [])),
  );
}

function wrongOf(delivery: Delivery, scene: Scene): string[] {
  const { world, stopped } = scene;
  const truth = world.truth.filter((each) => each.delivery === delivery.id);
  const indices = truth.map((each) => each.index);
  const attemptsThen = stopped.get(delivery.id) ?? delivery.attempts.length;
  return [
    ...doubled(indices).map((index) => `post ${index} appears twice`),
    ...(isInOrder(indices) ? [] : [`posts appear in the order ${indices.join(' ')}`]),
    ...wrongParents(truth),
    ...wrongReceipts(delivery, truth),
    ...(delivery.attempts.length > attemptsThen ? ['it was sent on after it was stopped'] : []),
    ...silent(delivery, truth, stopped.has(delivery.id)),
    ...wrongProofs(delivery, scene),
    ...needless(delivery, scene),
  ];
}

/** An absence is believed only after so many reads, so far apart, the last so long after the last possible arrival. */
function wrongProofs({ id, attempts }: Delivery, { world, timing, settling }: Scene): string[] {
  return attempts.flatMap(({ step, number, outcome, absentMs, intentMs }) => {
    const what = `attempt ${number} of step ${step}`;
    const noted = attempts.filter((each) => each.step === step).flatMap((each) => each.absentMs).length;
    const made = noted > (world.absences.get(`${id}/${step}`) ?? 0) ? [`${what}: a read was noted that was none`] : [];
    if (outcome !== 'absent' || settling.reads === 1) return made;
    // A worker that slept notes a read late.
    const lastMs = Math.max(0, ...absentMs);
    const isLate = lastMs >= intentMs + timing.staleMs + timing.requestMs + settling.quarantineMs;
    const isApart = absentMs.some((ms) => lastMs - ms >= settling.apartMs);
    return isLate && isApart ? made : [...made, `${what} was believed absent too early`];
  });
}

/** The platform is not bothered again and again, nor the author with what can be read. */
function needless({ id, state, plan, receipts }: Delivery, { world, timing, clock, isMeddled }: Scene): string[] {
  const most = timing.resends + 1;
  const doubts = plan.steps.map((_, step) => world.doubts.get(`${id}/${step}`) ?? 0);
  const isThere = world
    .standing(id)
    .some(({ index, visibleMs }) => visibleMs <= clock.trueMs() && !receipts.some((each) => each.index === index));
  return [
    ...(Math.max(...doubts) > most && !isMeddled ? [`sent more than ${most} times in vain`] : []),
    ...(state === 'needs-author' && isThere ? ['the author is asked about a post that is there'] : []),
  ];
}

function doubled(indices: readonly number[]): number[] {
  return indices.filter((index, place) => indices.indexOf(index) < place);
}

function isInOrder(indices: readonly number[]): boolean {
  return indices.every((index, place) => place === 0 || index >= (indices[place - 1] ?? 0));
}

function wrongParents(truth: readonly Truth[]): string[] {
  return truth
    .filter(({ index, parent }) => index > 0 && !truth.some((each) => each.id === parent && each.index === index - 1))
    .map(({ index }) => `post ${index} does not answer post ${index - 1}`);
}

function wrongReceipts({ receipts, removed }: Delivery, truth: readonly Truth[]): string[] {
  const of = (index: number, id: string) => truth.find((each) => each.id === id && each.index === index);
  return receipts.flatMap(({ index, id }) => {
    const found = of(index, id);
    if (found === undefined) return [`a receipt for post ${index} that the platform never had`];
    const isBelievedGone = removed.includes(index);
    return isBelievedGone && !found.isRemoved ? [`post ${index} is believed to be taken down and stands`] : [];
  });
}

/** At the end a delivery is complete, or as its author wanted it, or says in words why it is not. */
function silent({ state, why, plan, receipts }: Delivery, truth: readonly Truth[], isStopped: boolean): string[] {
  const total = plan.posts.length;
  const standing = truth.filter(({ isRemoved }) => !isRemoved).length;
  const isTold = why !== null && why !== '';
  switch (state) {
    case 'published':
      return receipts.length === total && standing === total ? [] : ['published, but not all posts are there'];
    case 'unpublished':
      return standing === 0 ? [] : [`unpublished, but ${standing} posts are there`];
    case 'cancelled':
      return isStopped ? [] : ['cancelled, and nobody wanted that'];
    case 'needs-author':
    case 'failed':
      return isTold && !isStopped ? [] : [`left in the state ${state}${isTold ? '' : ' without a word'}`];
    default:
      return [`left in the state ${state}`];
  }
}
