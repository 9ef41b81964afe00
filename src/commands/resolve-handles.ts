import type { Config } from '../config/config.ts';
import type { Home } from '../config/home.ts';
import type { Fault } from '../errors.ts';
import { guardedFetch } from '../fetch/guarded.ts';
import { platformIds, platformOf } from '../platforms/registry.ts';
import { withStore } from './with-store.ts';

const LIMITS = { timeoutMs: 10_000, maxBytes: 100_000, accept: ['application/json'] };

/**
 * Finds out, with the network, who is behind the handles that may be mentioned, and keeps it for previews and plans.
 * Answers with what could not be found out.
 */
export async function resolveHandles(home: Home, config: Config, nowMs: number): Promise<readonly Fault[]> {
  const voices = [config, ...config.authors];
  const asked = platformIds.flatMap((id) => {
    const { resolving } = platformOf(id);
    if (resolving === null) return [];
    const handles = voices.flatMap(({ mentions }) => Object.values(mentions).flatMap((each) => each[id] ?? []));
    return [...new Set(handles)].map((handle) => ({ handle, resolving }));
  });
  if (asked.length === 0) return [];
  return withStore(home, async (store) => {
    const faults: Fault[] = [];
    for (const { handle, resolving } of asked) {
      const fetched = await guardedFetch(resolving.address(handle), LIMITS);
      const did = fetched.kind === 'fetched' ? resolving.read(fetched.bytes.toString('utf8')) : null;
      if (did !== null) await store.keepResolved(handle, did, nowMs);
      else faults.push(unresolved(handle, fetched.kind === 'fetched' ? 'there is no such account' : fetched.why));
    }
    return faults;
  });
}

function unresolved(handle: string, why: string): Fault {
  return {
    where: 'config: mentions',
    problem: `who is behind a handle could not be found out (${why}):`,
    value: handle,
    next: 'Until then it stays plain text; try again, or mend the handle',
  };
}
