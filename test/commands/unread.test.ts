import { once } from 'node:events';
import { expect, test } from 'vitest';
import { TestHome } from './spool.ts';

test('a command whose answer nobody reads to its end ends quietly, as with `spool check | head`', async () => {
  const home = new TestHome();
  try {
    const { child, output } = home.start('check');
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    expect([code, output.err]).toEqual([141, '']);
  } finally {
    await home.remove();
  }
});
