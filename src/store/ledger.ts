import type { Charge } from '../publisher.ts';

export interface LedgerOperations {
  /** Notes what a platform charges for, without what of its `resources` was charged on the same UTC day before. */
  addCharge(account: string, purpose: Purpose, charge: Charge): Promise<void>;
  /** Millionths of a US dollar charged for this purpose from `fromMs` on, all accounts together. */
  spentMicroUsd(purpose: Purpose, fromMs: number): Promise<number>;
  /** Everything that was charged from `fromMs` on and before `toMs`, in order. */
  charges(fromMs: number, toMs: number): Promise<readonly LedgerEntry[]>;
}

/** One line of the ledger. */
export interface LedgerEntry extends Omit<Charge, 'resources'> {
  readonly account: string;
  readonly purpose: Purpose;
}

/** Which budget a charge counts for. */
export type Purpose = 'send' | 'read';
