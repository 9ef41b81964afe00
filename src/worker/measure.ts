import { dueReading } from '../report/reading.ts';
import type { WorkerParts } from './parts.ts';
import { about } from './publish.ts';

/** Takes every reading that is due, one call a delivery. A reading that fails is tried again at the next tick. */
export async function measureDue(parts: WorkerParts): Promise<void> {
  const { store, clock, config } = parts;
  const agesMs = config.readingAgesMs;
  for (const measurable of await store.measurable(Math.max(...agesMs))) {
    if (parts.stopping.aborted) return;
    const servedMs = dueReading(measurable, agesMs, clock.nowMs());
    if (servedMs !== null) await measure(parts, measurable.id, servedMs);
  }
}

async function measure(parts: WorkerParts, id: string, servedMs: number): Promise<void> {
  const { store, clock, emit } = parts;
  try {
    const delivery = await store.delivery(id);
    if (delivery === null) return;
    const snapshots = await parts.publisherFor(delivery).measure(delivery, clock.nowMs());
    await store.addSnapshots(id, servedMs, snapshots);
    const impressions = snapshots.map((snapshot) => snapshot.impressions).filter((value) => value !== null);
    const sum = impressions.length === 0 ? null : impressions.reduce((total, value) => total + value, 0);
    emit({ event: 'measured', ageMs: servedMs, impressions: sum, ...about(delivery) });
  } catch (error) {
    emit({
      event: 'failed',
      what: `reading the numbers of ${id}`,
      why: error instanceof Error ? error.message : String(error),
    });
  }
}
