import type { NewDelivery } from '../../store/deliveries.ts';
import type { DecidedSlot, Move, ScheduleSight, SeenSchedule, SlotOperations } from '../../store/slots.ts';
import { insertDelivery } from './insert-delivery.ts';
import { integer, integerOrNull, type Row, type Sql, text, textOrNull } from './sql.ts';
import { moveUnbegun, UNBEGUN } from './unbegun.ts';

export function slotOperations(sql: Sql): SlotOperations {
  return {
    seeSchedules: (schedules, nowMs) => seeSchedules(sql, schedules, nowMs),
    async scheduleIds() {
      return (await sql.all('SELECT id FROM schedule ORDER BY id')).map((row) => text(row, 'id'));
    },
    retireSchedules: (ids) =>
      sql.transaction(async (inside) => {
        for (const id of ids) {
          await inside.run("UPDATE schedule SET definition = '' WHERE id = ? AND definition <> ''", id);
        }
      }),
    async seenSchedule(id) {
      const [row] = await sql.all('SELECT * FROM schedule WHERE id = ?', id);
      return row === undefined ? null : seenOf(row);
    },
    async decidedSlots(schedule, afterMs) {
      const rows = await sql.all('SELECT key FROM slot WHERE schedule = ? AND slot_ms > ?', schedule, afterMs);
      return new Set(rows.map((row) => text(row, 'key')));
    },
    decideSlot: (slot, deliveries, moves = []) =>
      sql.transaction((inside) => decideSlot(inside, slot, deliveries, moves)),
    advanceSchedules: (marks) =>
      sql.transaction(async (inside) => {
        for (const [id, untilMs] of marks) {
          await inside.run('UPDATE schedule SET decided_ms = ? WHERE id = ? AND decided_ms < ?', untilMs, id, untilMs);
        }
      }),
    async slots(limit) {
      const rows = await sql.all('SELECT * FROM slot ORDER BY decided_ms DESC, key LIMIT ?', limit);
      return rows.map(slotOf);
    },
  };
}

/** Most often there is nothing to note, and then nothing is written. */
async function seeSchedules(
  sql: Sql,
  schedules: readonly ScheduleSight[],
  nowMs: number,
): Promise<ReadonlyMap<string, SeenSchedule>> {
  const rows = new Map((await sql.all('SELECT * FROM schedule')).map((row) => [text(row, 'id'), row]));
  const seen = new Map<string, SeenSchedule>();
  for (const schedule of schedules) {
    const row = rows.get(schedule.id);
    const isNoted = row?.definition === schedule.definition && (!schedule.live || row.first_live_ms !== null);
    seen.set(schedule.id, row !== undefined && isNoted ? seenOf(row) : await noteSchedule(sql, schedule, nowMs));
  }
  return seen;
}

async function noteSchedule(sql: Sql, { id, definition, live }: ScheduleSight, nowMs: number): Promise<SeenSchedule> {
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

async function decideSlot(
  sql: Sql,
  slot: DecidedSlot,
  deliveries: readonly NewDelivery[],
  moves: readonly Move[],
): Promise<boolean> {
  const { schedule, key, slotMs, outcome, why, decidedMs } = slot;
  const written = await sql.run(
    `INSERT INTO slot (schedule, key, slot_ms, outcome, why, decided_ms) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (schedule, key) DO NOTHING`,
    ...[schedule, key, slotMs, outcome, why, decidedMs],
  );
  if (written === 0) return false;
  for (const delivery of deliveries) await insertDelivery(sql, delivery);
  for (const move of moves) await moveUnbegun(sql, move);
  if (outcome === 'missed') {
    await sql.run(
      `UPDATE delivery SET state = 'missed', why = ?, until_ms = NULL, updated_ms = ? WHERE slot_key = ? AND ${UNBEGUN}`,
      ...[why, decidedMs, key],
    );
  }
  return true;
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
