import type { Publisher } from '../publisher.ts';
import { monthStartMs } from './hindrance.ts';
import type { WorkerParts } from './parts.ts';

/** What is left of the month's `budget.readUsd`, in millionths of a US dollar; nothing where reading is free. */
export async function budgetLeft(
  { store, config }: Pick<WorkerParts, 'store' | 'config'>,
  { readMicroUsd = 0 }: Publisher,
  nowMs: number,
): Promise<number> {
  if (readMicroUsd === 0) return 0;
  return Math.round(config.budget.readUsd * 1e6) - (await store.spentMicroUsd('read', monthStartMs(nowMs)));
}

const KEY = 'told of the budget for reading';

/** Said once a month, and again where the author has set another budget since. */
export async function tellTooDear(
  { store, config, emit }: Pick<WorkerParts, 'store' | 'config' | 'emit'>,
  account: string,
  microUsd: number,
  nowMs: number,
): Promise<void> {
  const startMs = monthStartMs(nowMs);
  const occasion = `${startMs} ${config.budget.readUsd}`;
  if ((await store.recall(account, KEY)) === occasion) return;
  await store.remember(account, KEY, occasion);
  const spent = usd((await store.spentMicroUsd('read', startMs)) / 1e6);
  const why =
    `reading them would cost ${usd(microUsd / 1e6)}, and ${spent} of this month's budget.readUsd of ` +
    `${usd(config.budget.readUsd)} is spent; raise it in config/spool.yaml, or they are read next month`;
  emit({ event: 'not-read', account, why });
}

function usd(dollars: number): string {
  return `$${dollars.toFixed(3)}`;
}
