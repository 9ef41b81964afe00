import { once } from 'node:events';
import { expect, test } from 'vitest';
import { TestHome } from './spool.ts';

test('a command whose answer nobody reads to its end ends quietly, as with `spool check | head`', async () => {
  const home = new TestHome();
  try {
    const { child, output } = home.start('check');
    child.stdout.destroy();
    const [, signal] = await once(child, 'close');
    expect([signal, output.err]).toEqual(['SIGTERM', '']);
  } finally {
    await home.remove();
  }
});

test('a worker whose log nobody reads any more stops in order', async () => {
  const home = new TestHome();
  try {
    const { child, output } = home.start('run');
    child.stdout.destroy();
    expect([await once(child, 'close'), output.err]).toEqual([[0, null], '']);
  } finally {
    await home.remove();
  }
});
