import type { Delivery, State } from '../delivery/delivery.ts';

/** What pages look up. Every answer is bounded or light. */
export interface LookupOperations {
  /** Deliveries in these states, the last changed first. */
  deliveriesIn(states: readonly State[], limit: number): Promise<readonly Delivery[]>;
  /** Those of one article, the newest first. */
  deliveriesOf(articleId: string, limit: number): Promise<readonly Delivery[]>;
  /** Where every article stands: its newest delivery to each account in each mode, the newest first. */
  stands(): Promise<readonly ArticleStand[]>;
}

export interface ArticleStand {
  readonly articleId: string;
  readonly account: string;
  readonly live: boolean;
  readonly state: State;
  /** Its slot, where it was made ahead of it; else when it was made. */
  readonly atMs: number;
}
