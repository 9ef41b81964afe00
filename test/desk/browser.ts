import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Chromium where a distribution puts it, or where `CHROMIUM` says; `null` where there is none. */
export const chromiumPath: string | null =
  [process.env.CHROMIUM ?? '', ...PLACES].find((path) => path !== '' && existsSync(path)) ?? null;

if (chromiumPath === null) {
  console.warn('SKIPPED: the tests in a browser. Chromium was not found: "apt-get install chromium", or set CHROMIUM.');
}

export function launch(): Promise<Browser> {
  if (chromiumPath === null) throw new Error('there is no Chromium');
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] });
}
