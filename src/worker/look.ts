import { type Attempt, OPEN_STATES } from '../delivery/delivery.ts';
import type { Change } from '../store/deliveries.ts';
import { record } from './send.ts';
import { type After, tellState, type Work } from './work.ts';

/** Reads the platform to find out what became of an attempt. */
export async function look(work: Work, attempt: Attempt): Promise<After> {
  const { parts, delivery, publisher } = work;
  const nowMs = parts.clock.nowMs();
  const sighting = await publisher.look({ delivery, step: attempt.step, nowMs });
  if (sighting.kind === 'found') {
    await record(work, attempt, { kind: 'sent', receipts: sighting.receipts });
    return 'changed';
  }
  const atMs = parts.clock.nowMs();
  const why = `looking whether post ${attempt.step + 1} went out`;
  if (sighting.kind === 'absent') {
    const change: Change = { state: 'uncertain', why, untilMs: null, atMs };
    await parts.store.recordAbsence(delivery.id, attempt.step, attempt.number, nowMs, change);
    if (delivery.state !== 'uncertain') tellState(parts.emit, delivery, 'uncertain', why);
    return 'changed';
  }
  const isForAuthor = sighting.kind === 'conflict' || isTooLong(work, attempt, atMs);
  const change: Change = isForAuthor
    ? { state: 'needs-author', why: sighting.why, untilMs: null, atMs }
    : { state: 'uncertain', why: `${why} (${sighting.why})`, untilMs: atMs + parts.timing.rereadMs, atMs };
  const isChanged = await parts.store.changeState(delivery.id, OPEN_STATES, change);
  if (isChanged && delivery.state !== change.state) tellState(parts.emit, delivery, change.state, change.why);
  return 'changed';
}

/** A platform that cannot be read is not asked for ever. */
function isTooLong({ parts, delivery }: Work, { intentMs }: Attempt, nowMs: number): boolean {
  return nowMs - Math.max(intentMs, delivery.anewMs) > parts.timing.giveUpMs;
}

/** It never arrived: the step is free to be sent again. */
export async function settle({ parts, delivery }: Work, { step, number }: Attempt): Promise<After> {
  await parts.store.recordOutcome(
    { delivery: delivery.id, step, attempt: number, outcome: 'absent', receipts: [] },
    { state: 'publishing', why: null, untilMs: null, atMs: parts.clock.nowMs() },
  );
  return 'changed';
}
