import type { z } from 'zod';
import type { Fault } from '../errors.ts';
import { parseCron } from '../schedule/cron.ts';
import { parseLocalDate } from '../schedule/local.ts';
import { parseZone } from '../schedule/zone.ts';
import type { YamlFile } from '../yaml.ts';
import { attempt } from './attempt.ts';
import { mannersFaults } from './manners.ts';
import type { authorSchema } from './schema.ts';

/** What every author says of their own, as written: ids are bare. */
export type WrittenOwn = z.output<ReturnType<typeof authorSchema>>;

/** What one value says about another: ids that repeat, accounts that do not exist, crons and zones that mean nothing. */
export function crossCheck(written: WrittenOwn, file: YamlFile): Fault[] {
  const at = (...path: PropertyKey[]) => `${file.name}:${file.lineOf(path)}: ${path.map(String).join('.')}`;
  const known = written.accounts.map((account) => account.id);
  return [
    ...attempt(() => parseZone(written.timezone, at('timezone'))),
    ...repeated(known, (index) => at('accounts', index, 'id')),
    ...repeated(
      written.schedules.map((schedule) => schedule.id),
      (index) => at('schedules', index, 'id'),
    ),
    ...mannersFaults(written.manners, (...path) => at('manners', ...path)),
    ...written.accounts.flatMap(({ manners }, index) =>
      mannersFaults(manners, (...path) => at('accounts', index, 'manners', ...path)),
    ),
    ...written.schedules.flatMap((schedule, index) => [
      ...attempt(() => parseCron(schedule.cron, at('schedules', index, 'cron'))),
      ...attempt(() => schedule.timezone && parseZone(schedule.timezone, at('schedules', index, 'timezone'))),
      ...attempt(() => schedule.since && parseLocalDate(schedule.since, at('schedules', index, 'since'))),
      ...unknownAccounts(schedule.accounts, known, (place) => at('schedules', index, 'accounts', place)),
    ]),
  ];
}

function repeated(ids: readonly string[], where: (index: number) => string): Fault[] {
  const first = new Map<string, number>();
  for (const [index, id] of ids.entries()) if (!first.has(id)) first.set(id, index);
  return ids.flatMap((id, index) =>
    first.get(id) === index ? [] : [{ where: where(index), problem: 'this id is taken already:', value: id }],
  );
}

function unknownAccounts(ids: readonly string[], known: readonly string[], where: (index: number) => string): Fault[] {
  return ids.flatMap((id, index) =>
    known.includes(id)
      ? []
      : [{ where: where(index), problem: 'there is no such account:', value: id, allowed: known.join(', ') }],
  );
}
