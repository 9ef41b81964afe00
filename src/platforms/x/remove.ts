import type { Receipt } from '../../delivery/delivery.ts';
import { postsOf, type Removal, type StepRequest } from '../../publisher.ts';
import { asked, type XParts } from './parts.ts';
import { judge } from './verdicts.ts';

/** DELETE /2/tweets/:id for what of a step is out. Asking again is harmless. */
export async function remove(parts: XParts, request: StepRequest): Promise<Removal> {
  for (const { index } of postsOf(request)) {
    const receipt = request.delivery.receipts.find((each) => each.index === index);
    const removal = receipt === undefined ? REMOVED : await removeOne(parts, receipt);
    if (removal.kind !== 'removed') return removal;
  }
  return REMOVED;
}

const REMOVED: Removal = { kind: 'removed' };

async function removeOne(parts: XParts, { id, index }: Receipt): Promise<Removal> {
  const what = `the removal of post ${index + 1}`;
  const reply = await parts.send({ method: 'DELETE', path: `tweets/${encodeURIComponent(id)}` });
  switch (reply.kind) {
    case 'success':
      parts.charges.deletion();
      return REMOVED;
    case 'unsent':
      return { kind: 'not-sent', why: reply.why };
    case 'lost':
      return { kind: 'unknown', why: `X's answer to ${what} ${reply.why}` };
    case 'refusal':
      return reply.problem.status === 404 ? REMOVED : judge(reply.problem, asked(what, parts.nowMs())).verdict;
  }
}
