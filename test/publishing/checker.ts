import type { Delivery } from '../../src/delivery/delivery.ts';
import type { Truth } from './world.ts';

/**
 * What is wrong, judged by what the platform has and not by what the store believes (promises 1 and 2 of the design):
 * a post twice, out of order, under the wrong parent, believed to be there and not, or a delivery left in silence.
 */
export function violations(delivery: Delivery, all: readonly Truth[]): string[] {
  const truth = all.filter((each) => each.delivery === delivery.id).toSorted((a, b) => Number(a.id) - Number(b.id));
  const indices = truth.map((each) => each.index);
  return [
    ...doubled(indices).map((index) => `post ${index} appears twice`),
    ...(isInOrder(indices) ? [] : [`posts appear in the order ${indices.join(' ')}`]),
    ...wrongParents(delivery, truth),
    ...delivery.receipts
      .filter((receipt) => !truth.some((each) => each.id === receipt.id && each.index === receipt.index))
      .map((receipt) => `a receipt for post ${receipt.index} that the platform does not have`),
    ...silent(delivery, truth),
  ];
}

function doubled(indices: readonly number[]): number[] {
  return indices.filter((index, place) => indices.indexOf(index) < place);
}

function isInOrder(indices: readonly number[]): boolean {
  return indices.every((index, place) => place === 0 || index >= (indices[place - 1] ?? 0));
}

function wrongParents({ plan }: Delivery, truth: readonly Truth[]): string[] {
  if (plan.steps.length === 1) return [];
  return truth
    .filter(({ index, parent }) => index > 0 && !truth.some((each) => each.id === parent && each.index === index - 1))
    .map(({ index }) => `post ${index} does not answer post ${index - 1}`);
}

/** At the end a delivery is complete, or says in words why it is not. */
function silent({ state, why, plan, receipts }: Delivery, truth: readonly Truth[]): string[] {
  const total = plan.posts.length;
  if (state === 'published') {
    return receipts.length === total && truth.length >= total ? [] : ['published, but not all posts are there'];
  }
  const isTold = (state === 'needs-author' || state === 'failed') && why !== null && why !== '';
  return isTold ? [] : [`left in the state ${state}${why === null ? ' without a word' : ''}`];
}
