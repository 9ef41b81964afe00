import type { Settling } from '../../src/delivery/verdict.ts';
import { type Publisher, STALE, type StepRequest } from '../../src/publisher.ts';
import type { Published } from './platform.ts';

/** An adapter for the stand-in, one post a step, as X's is. */
export function standInPublisher(url: string, by: string, settling: Settling, requestMs: number): Publisher {
  const ask = (path: string, request: StepRequest) =>
    fetch(`${url}/${path}`, {
      method: 'POST',
      body: JSON.stringify({ ...sendingOf(request), by }),
      signal: AbortSignal.timeout(requestMs),
    });
  return {
    settling,
    async send(request) {
      if (!request.mayLeave()) return STALE;
      try {
        const answer = await ask('send', request);
        if (answer.status === 503) return { kind: 'not-sent', why: 'refused' };
        const body = (await answer.json()) as { post: Published; untilMs: number };
        if (answer.status === 429) return { kind: 'wait', untilMs: body.untilMs, why: 'rate limit' };
        return { kind: 'sent', receipts: [receiptOf(body.post)] };
      } catch (error) {
        return { kind: 'unknown', why: String(error) };
      }
    },
    async look(request) {
      try {
        const { post } = (await (await ask('look', request)).json()) as { post: Published | null };
        return post === null ? { kind: 'absent' } : { kind: 'found', receipts: [receiptOf(post)] };
      } catch (error) {
        return { kind: 'unreadable', why: String(error) };
      }
    },
    measure: async () => ({ read: new Map(), hindrance: null, notes: [] }),
  };
}

function sendingOf({ delivery, step }: StepRequest) {
  const parent = delivery.receipts.find(({ index }) => index === step - 1)?.id ?? null;
  return { account: delivery.account, delivery: delivery.id, index: step, parent };
}

function receiptOf({ id, index, atMs }: Published) {
  return { index, id, uri: null, url: null, cid: null, atMs };
}
