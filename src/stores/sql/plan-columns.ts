import type { Plan } from '../../delivery/delivery.ts';

/** Columns that say in short what the plan beside them holds, in this order: reports read thousands of them. */
export const PLAN_COLUMNS = ['posts', 'opening', 'cost_micro_usd', 'plan'] as const;

/** What stands in them. */
export function planValues(plan: Plan): readonly [posts: number, opening: string, costMicroUsd: number, plan: string] {
  const { posts, costUsd } = plan;
  return [posts.length, posts[0]?.post.text ?? '', Math.round(costUsd * 1e6), JSON.stringify(plan)];
}
