import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { PROGRAM, TestHome } from '../commands/spool.ts';
import { figure, median, print } from './print.ts';

const ARTICLES = 200;
const SCHEDULES = 50;
const ROUNDS = 9;
const BIN = join(PROGRAM, 'src/bin.mjs');

const PARAGRAPH =
  'A map shows where you could travel. A timetable shows whether you will. A minute spent waiting at a stop feels longer than a minute spent moving, and it feels longer still in the rain, in the dark, or with a child.';

/** `spool plan` for 50 schedules and 200 articles of 600 words, and how soon a worker has looked at what is due. */
export async function benchPlan(): Promise<void> {
  const home = new TestHome(files());
  try {
    print(`  first start, ${ARTICLES} articles to read: first tick after ${(await firstTickMs(home)).toFixed(0)} ms`);
    const starts: number[] = [];
    for (let round = 0; round < 5; round++) starts.push(await firstTickMs(home));
    figure('start to first tick', median(starts), 'ms', { most: 1_000 });
    figure('plan --days 30', median(timed(home, 'plan', '--days', '30')), 'ms', { most: 500 });
    figure('plan --month', median(timed(home, 'plan', '--month')), 'ms', { most: 500 });
    print(
      `  of which starting Node and reading the settings: ${median(timed(home, 'explain', '0 9 * * *')).toFixed(0)} ms`,
    );
  } finally {
    await home.remove();
  }
}

function files(): Record<string, string> {
  const text = `${PARAGRAPH}\n\n`.repeat(15);
  const articles = Array.from({ length: ARTICLES }, (_, index) => [
    `posts/${index}.md`,
    `---\ntitle: Article ${index}\nurl: https://example.org/${index}\n---\n\n${text}`,
  ]);
  const schedules = Array.from(
    { length: SCHEDULES },
    (_, index) => `  - { id: s${index}, cron: "${index} 9 * * *", accounts: [x, bluesky] }\n`,
  );
  const config = `timezone: Europe/London
accounts:
  - { id: x, platform: x, handle: example }
  - { id: bluesky, platform: bluesky, handle: example.bsky.social }
schedules:
${schedules.join('')}`;
  return { ...Object.fromEntries(articles), 'config/spool.yaml': config };
}

/** From the start of the process until the store says that it has looked at everything. */
async function firstTickMs(home: TestHome): Promise<number> {
  const store = openStore(home.file('data'));
  const before = await store.lastBeatMs();
  const started = home.start('run');
  const startMs = performance.now();
  try {
    while ((await store.lastBeatMs()) === before) await new Promise((resolve) => setTimeout(resolve, 5));
    return performance.now() - startMs;
  } finally {
    const closed = new Promise((resolve) => started.child.once('close', resolve));
    started.child.kill('SIGTERM');
    await closed;
    await store.close();
  }
}

function timed(home: TestHome, ...args: readonly string[]): number[] {
  return Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd: home.path });
    if (status !== 0) throw new Error(`it ended with ${status}: ${stderr.toString()}`);
    return performance.now() - start;
  });
}
