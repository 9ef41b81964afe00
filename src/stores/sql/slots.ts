import type { DecidedSlot, NewDelivery, ScheduleSight, SeenSchedule, SlotOperations } from '../../store.ts';
import { insertDelivery } from './insert-delivery.ts';
import { integer, integerOrNull, type Row, type Sql, text, textOrNull } from './sql.ts';

export function slotOperations(sql: Sql): SlotOperations {
  return {
    seeSchedule: (schedule, nowMs) => seeSchedule(sql, schedule, nowMs),
    async seenSchedule(id) {
      const [row] = await sql.all('SELECT * FROM schedule WHERE id = ?', id);
      return row === undefined ? null : seenOf(row);
    },
    async decidedSlots(schedule, afterMs) {
      const rows = await sql.all('SELECT key FROM slot WHERE schedule = ? AND slot_ms > ?', schedule, afterMs);
      return new Set(rows.map((row) => text(row, 'key')));
    },
    decideSlot: (slot, deliveries) => decideSlot(sql, slot, deliveries),
    async advanceSchedule(id, untilMs) {
      await sql.run('UPDATE schedule SET decided_ms = ? WHERE id = ? AND decided_ms < ?', untilMs, id, untilMs);
    },
    async slots(limit) {
      const rows = await sql.all('SELECT * FROM slot ORDER BY decided_ms DESC, key LIMIT ?', limit);
      return rows.map(slotOf);
    },
  };
}

/** Most often there is nothing to note, and then nothing is written. */
async function seeSchedule(sql: Sql, schedule: ScheduleSight, nowMs: number): Promise<SeenSchedule> {
  const { id, definition, live } = schedule;
  const [row] = await sql.all('SELECT * FROM schedule WHERE id = ?', id);
  const isNoted = row?.definition === definition && (!live || row.first_live_ms !== null);
  if (row !== undefined && isNoted) return seenOf(row);
  const [written] = await sql.all(
    `INSERT INTO schedule (id, first_seen_ms, first_live_ms, decided_ms, definition) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET
       first_live_ms = COALESCE(schedule.first_live_ms, excluded.first_live_ms),
       decided_ms = CASE schedule.definition WHEN excluded.definition THEN schedule.decided_ms ELSE excluded.decided_ms END,
       definition = excluded.definition
     RETURNING first_seen_ms, first_live_ms, decided_ms`,
    ...[id, nowMs, live ? nowMs : null, nowMs, definition],
  );
  if (written === undefined) throw new Error(`the store did not answer for schedule ${id}`);
  return seenOf(written);
}

function seenOf(row: Row): SeenSchedule {
  return {
    firstSeenMs: integer(row, 'first_seen_ms'),
    firstLiveMs: integerOrNull(row, 'first_live_ms'),
    decidedMs: integer(row, 'decided_ms'),
  };
}

function decideSlot(sql: Sql, slot: DecidedSlot, deliveries: readonly NewDelivery[]): Promise<boolean> {
  return sql.transaction(async (inside) => {
    const written = await inside.run(
      `INSERT INTO slot (schedule, key, slot_ms, outcome, why, decided_ms) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (schedule, key) DO NOTHING`,
      slot.schedule,
      slot.key,
      slot.slotMs,
      slot.outcome,
      slot.why,
      slot.decidedMs,
    );
    if (written === 0) return false;
    for (const delivery of deliveries) await insertDelivery(inside, delivery);
    return true;
  });
}

function slotOf(row: Row): DecidedSlot {
  return {
    schedule: text(row, 'schedule'),
    key: text(row, 'key'),
    slotMs: integer(row, 'slot_ms'),
    outcome: outcomeOf(text(row, 'outcome')),
    why: textOrNull(row, 'why'),
    decidedMs: integer(row, 'decided_ms'),
  };
}

function outcomeOf(word: string): DecidedSlot['outcome'] {
  if (word === 'served' || word === 'empty' || word === 'missed') return word;
  throw new TypeError(`a slot cannot be "${word}"`);
}
