import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Room that the tests' stores, servers and browsers need together, generously. */
const NEEDED_BYTES = 2_000_000_000;

/** What lives for the length of a test needs no disk: where memory serves as one, the tests take half the time. */
function fastFolder(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > NEEDED_BYTES ? '/dev/shm' : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** What takes longest, so that nothing long is left for the end; some of it computes, some mostly waits. */
const LONGEST = [
  ...['live/kills', 'publishing/simulation', 'commands/backup', 'publishing/crash', 'commands/author', 'desk/looks'],
  ...['live/secrets', 'publishing/mutants', 'commands/worker', 'desk/day', 'newsroom/newsroom', 'desk/injection'],
  ...['newsroom/', 'live/', 'platforms/bluesky-live', 'bluesky-server', 'store/postgres', 'commands/', 'desk/'],
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONGEST.findIndex((part) => moduleId.includes(`/test/${part}`));
      return found === -1 ? LONGEST.length : found;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    reporters: ['default', './test/count-reporter.ts'],
    env: { TMPDIR: process.env.TMPDIR ?? fastFolder() },
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // One more than the two processors that are counted on: where one waits, another computes.
    maxWorkers: 3,
    // No test leaves anything behind in its process, and starting one for each file would take minutes.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
