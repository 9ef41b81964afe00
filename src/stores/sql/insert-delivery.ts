import type { NewDelivery } from '../../store/deliveries.ts';
import { PLAN_COLUMNS, planValues } from './plan-columns.ts';
import type { Sql } from './sql.ts';

/** `false`, and nothing written, where this article went to this account in this mode on this occasion before. */
export async function insertDelivery(sql: Sql, delivery: NewDelivery): Promise<boolean> {
  const { article } = delivery;
  const written = await sql.run(
    `INSERT INTO delivery (id, article_id, article_title, article_source, content_hash, account, platform, live,
       occasion, schedule, slot_key, slot_ms, state, why, until_ms, ${PLAN_COLUMNS.join(', ')}, created_ms, updated_ms)
     VALUES (${Array.from({ length: 21 }, () => '?').join(', ')})
     ON CONFLICT DO NOTHING`,
    delivery.id,
    article.id,
    article.title,
    article.source,
    article.contentHash,
    delivery.account,
    delivery.platform,
    delivery.live ? 1 : 0,
    delivery.occasion,
    delivery.schedule,
    delivery.slotKey,
    delivery.slotMs,
    delivery.state,
    delivery.why,
    delivery.untilMs,
    ...planValues(delivery.plan),
    delivery.createdMs,
    delivery.createdMs,
  );
  return written === 1;
}
