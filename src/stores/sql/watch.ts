import type { WatchOperations } from '../../store/watch.ts';
import { json, type Sql, text } from './sql.ts';

export function watchOperations(sql: Sql): WatchOperations {
  return {
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
