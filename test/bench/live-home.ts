import { TestHome } from '../commands/spool.ts';
import { createAccount, startBluesky } from '../servers/bluesky.ts';
import { startXProcess } from '../servers/x-process.ts';

/** A home whose accounts are live, at the X stand-in and the real Bluesky server; its schedule comes every minute. */
export interface LiveHome {
  readonly home: TestHome;
  stop(): Promise<void>;
}

export async function startLiveHome(): Promise<LiveHome> {
  const x = await startXProcess();
  const bluesky = await startBluesky({ mode: 'pds' });
  const account = await createAccount(bluesky.pds);
  const home = new TestHome({
    'config/spool.yaml': `timezone: UTC
accounts:
  - { id: x, platform: x, handle: spool_test, live: true, credentials: X, service: "http://127.0.0.1:${x.port}" }
  - id: bluesky
    platform: bluesky
    handle: ${account.handle}
    live: true
    credentials: BLUESKY
    service: "${bluesky.pds}"
    appView: "${bluesky.pds}"
schedules:
  - { id: every-minute, cron: "* * * * *", accounts: [x, bluesky] }
`,
    'posts/new.md': `---
title: What a worker weighs
date: ${new Date().toISOString().slice(0, 10)}
---

${Array.from({ length: 12 }, (_, index) => `Paragraph ${index + 1} says one thing, and then another, and then it ends.`).join('\n\n')}
`,
    '.env': `X_APP_KEY=test-app-key
X_APP_SECRET=test-app-secret
X_ACCESS_TOKEN=1700000000000000001-test-access-token
X_ACCESS_SECRET=test-access-secret
BLUESKY_APP_PASSWORD=${account.appPassword}
`,
  });
  return {
    home,
    async stop() {
      await home.remove();
      await Promise.all([x.stop(), bluesky.stop()]);
    },
  };
}
