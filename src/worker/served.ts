import { InputError } from '../errors.ts';
import type { KnownArticle } from '../schedule/known-article.ts';
import type { Slot } from '../schedule/slots.ts';
import type { NewDelivery } from '../store.ts';
import { type Choosing, chooseFor } from './choices.ts';
import { makeDelivery } from './order.ts';
import type { WorkerParts } from './parts.ts';

export interface Served {
  readonly deliveries: readonly NewDelivery[];
  /** Why an account gets nothing, in words; empty where every account gets something. */
  readonly whyNone: string;
}

/**
 * The deliveries a slot makes, one for each account that has an article left, each with its complete plan. An article
 * that cannot be planned is told once and passed over, so that it does not hold up the others for ever.
 */
export async function deliveriesFor(
  parts: WorkerParts,
  choosing: Choosing,
  told: Map<string, string>,
): Promise<Served> {
  const deliveries: NewDelivery[] = [];
  const whys: string[] = [];
  for (const account of choosing.schedule.accounts) {
    const made = await deliveryFor(parts, choosing, account, told);
    if (typeof made === 'string') whys.push(made);
    else deliveries.push(made);
  }
  return { deliveries, whyNone: whys.join('; ') };
}

/** A delivery, or the reason in words why there is none. */
async function deliveryFor(
  parts: WorkerParts,
  choosing: Choosing,
  account: string,
  told: Map<string, string>,
): Promise<NewDelivery | string> {
  const barred = new Set<string>();
  for (;;) {
    const chosen = chooseFor(choosing, account, barred);
    if (chosen.article === null) return chosen.why;
    try {
      return await planFor(parts, choosing, account, chosen.article, chosen.repeat);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      tell(parts, told, chosen.article.path, error.message);
      barred.add(chosen.article.id);
    }
  }
}

function planFor(parts: WorkerParts, choosing: Choosing, account: string, article: KnownArticle, repeat: number) {
  const { slot, schedule } = choosing;
  return makeDelivery(parts, {
    source: article.path,
    articleId: article.id,
    account,
    occasion: occasionOf(choosing, repeat),
    schedule: schedule.id,
    slot,
  });
}

/** The first time has no occasion, so that the store keeps an article from going twice; a repeat is tied to its slot. */
function occasionOf({ slot }: { readonly slot: Slot }, repeat: number): string {
  return repeat === 0 ? '' : slot.key;
}

function tell({ emit }: WorkerParts, told: Map<string, string>, source: string, why: string): void {
  if (told.get(source) === why) return;
  told.set(source, why);
  emit({ event: 'article-skipped', source, why });
}
