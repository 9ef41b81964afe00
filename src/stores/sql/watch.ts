import type { WatchOperations } from '../../store.ts';
import { integerOrNull, json, type Sql, text } from './sql.ts';

/** Beats older than this are of workers that are gone. */
const FORGOTTEN_MS = 7 * 86_400_000;

export function watchOperations(sql: Sql): WatchOperations {
  return {
    beat: (owner, atMs) =>
      sql.transaction(async (inside) => {
        await inside.run(
          'INSERT INTO beat (owner, at_ms) VALUES (?, ?) ON CONFLICT (owner) DO UPDATE SET at_ms = excluded.at_ms',
          ...[owner, atMs],
        );
        await inside.run('DELETE FROM beat WHERE at_ms < ?', atMs - FORGOTTEN_MS);
      }),
    async lastBeatMs() {
      const [row] = await sql.all('SELECT MAX(at_ms) AS at_ms FROM beat');
      return row === undefined ? null : integerOrNull(row, 'at_ms');
    },
    async rememberedZones() {
      const rows = await sql.all('SELECT zone, version, segments FROM zone_rules ORDER BY zone');
      return rows.map((row) => ({
        zone: text(row, 'zone'),
        version: text(row, 'version'),
        segments: json(row, 'segments'),
      }));
    },
    rememberZones: (zones) =>
      sql.transaction(async (inside) => {
        for (const { zone, version, segments } of zones) {
          await inside.run(
            `INSERT INTO zone_rules (zone, version, segments) VALUES (?, ?, ?)
             ON CONFLICT (zone) DO UPDATE SET version = excluded.version, segments = excluded.segments`,
            ...[zone, version, JSON.stringify(segments)],
          );
        }
      }),
  };
}
