import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { defineConfig } from 'vitest/config';

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

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    reporters: ['default', './test/count-reporter.ts'],
    env: { TMPDIR: process.env.TMPDIR ?? fastFolder() },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
