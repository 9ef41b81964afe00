import { readdirSync, readFileSync } from 'node:fs';

/** A jiffy of the kernel's accounts: USER_HZ is 100 on every Linux that Node runs on. */
const JIFFY_MS = 10;

/** Jiffies of all processors since the start of the machine: all, and those not idle. */
export function processors(): { readonly all: number; readonly busy: number } {
  const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, ...others] = first.split(/\s+/).slice(1).map(Number);
  const all = [user, nice, system, idle, waiting, ...others.slice(0, 3)].reduce((sum, value) => sum + value, 0);
  return { all, busy: all - idle - waiting };
}

interface Spent {
  readonly pid: number;
  readonly parent: number;
  readonly ms: number;
}

/** Processor time of these processes and all below them, ended ones included as soon as they are waited for. */
export function spentMs(roots: readonly number[]): number {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (spentBy(name) ?? []) : []));
  const below = Map.groupBy(all, ({ parent }) => parent);
  const sum = (pid: number): number => (below.get(pid) ?? []).reduce((ms, each) => ms + each.ms + sum(each.pid), 0);
  return roots.reduce((ms, root) => ms + (all.find(({ pid }) => pid === root)?.ms ?? 0) + sum(root), 0);
}

/** Fields 4 and 14 to 17 of `/proc/PID/stat`; a name, which may hold anything, ends with the last bracket. */
function spentBy(pid: string): Spent | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
    return { pid: Number(pid), parent: fields[1] ?? 0, ms: (user + system + endedUser + endedSystem) * JIFFY_MS };
  } catch {
    // It has ended meanwhile.
    return null;
  }
}
