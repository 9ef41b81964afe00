import type { Delivery } from '../delivery/delivery.ts';
import { monthStartMs } from './hindrance.ts';
import type { WorkerParts } from './parts.ts';

/** What is spent, and will be, by calendar month in UTC, as the platforms bill. */
export class ForecastBudget {
  readonly #spentUsd = new Map<number, number>();
  readonly #limitUsd: number;

  private constructor(limitUsd: number) {
    this.#limitUsd = limitUsd;
  }

  /** @param unbegun deliveries that have been made and will cost something yet */
  static async open(
    { store, clock, config }: Pick<WorkerParts, 'store' | 'clock' | 'config'>,
    unbegun: readonly Delivery[],
  ): Promise<ForecastBudget> {
    const budget = new ForecastBudget(config.budget.sendUsd);
    const nowMs = clock.nowMs();
    budget.#add(nowMs, (await store.spentMicroUsd('send', monthStartMs(nowMs))) / 1e6);
    for (const { live, plan, slotMs } of unbegun) if (live) budget.#add(Math.max(nowMs, slotMs ?? nowMs), plan.costUsd);
    return budget;
  }

  /** Why that would be too much, in words, as publishing would say it; `null` where it is not, and then it is spent. */
  spend(atMs: number, usd: number, title: string): string | null {
    const spentUsd = this.#spentUsd.get(monthStartMs(atMs)) ?? 0;
    if (usd === 0 || spentUsd + usd <= this.#limitUsd) {
      this.#add(atMs, usd);
      return null;
    }
    const [cost, spent, limit] = [usd, spentUsd, this.#limitUsd].map((each) => `$${each.toFixed(2)}`);
    return `over budget: "${title}" would cost ${cost}, and ${spent} of the month's ${limit} will be spent by then`;
  }

  #add(atMs: number, usd: number): void {
    const month = monthStartMs(atMs);
    this.#spentUsd.set(month, (this.#spentUsd.get(month) ?? 0) + usd);
  }
}
