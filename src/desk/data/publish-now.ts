import { type ByHand, handOver } from '../../worker/by-hand.ts';
import type { DeskParts } from '../parts.ts';

/**
 * Hands an article to the worker, to go out at once.
 * @throws InputError where it cannot be read or cut, or went to one of the accounts before
 */
export async function publishByHand(
  { store, studio, home, clock, config }: DeskParts,
  order: Pick<ByHand, 'source' | 'accounts' | 'again'>,
): Promise<void> {
  const howAgain = 'Tick "even though it went there before" to publish it once more';
  const handed = await handOver({ config: config(), store, studio, clock }, { ...order, root: home.root, howAgain });
  await handed.store();
}
