import type { Config } from './config.ts';

/** What a file of settings says. */
type Settings = Pick<Config, 'accounts' | 'schedules'>;

/** What is different between two states of a file, in words, for the log; empty where nothing is. */
export function describeChanges(before: Settings, after: Settings): readonly string[] {
  const { accounts, schedules, ...rest } = after;
  const others = Object.entries(rest).filter(
    ([key, value]) => !isSame(value, Object.entries(before).find(([name]) => name === key)?.[1]),
  );
  return [
    ...describeList('account', before.accounts, accounts),
    ...modeChanges(before, after),
    ...describeList('schedule', before.schedules, schedules),
    ...(others.length === 0 ? [] : [`settings changed: ${others.map(([key]) => key).join(', ')}`]),
  ];
}

/** Whether two values hold the same. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function describeList(what: string, before: readonly HasId[], after: readonly HasId[]): string[] {
  const old = new Map(before.map((each) => [each.id, each]));
  const present = new Set(after.map(({ id }) => id));
  return [
    ...after.filter(({ id }) => !old.has(id)).map(({ id }) => `${what} ${id} added`),
    ...after
      .filter((each) => old.has(each.id) && !isSame(old.get(each.id), each))
      .map(({ id }) => `${what} ${id} changed`),
    ...before.filter(({ id }) => !present.has(id)).map(({ id }) => `${what} ${id} removed`),
  ];
}

interface HasId {
  readonly id: string;
}

/** What an author must not overlook. */
function modeChanges(before: Settings, after: Settings): string[] {
  const old = new Map(before.accounts.map((account) => [account.id, account.live]));
  return after.accounts.flatMap(({ id, live }) => {
    if ((old.get(id) ?? false) === live) return [];
    return [live ? `${id} is LIVE from now on` : `${id} rehearses from now on`];
  });
}
