import { parseCron } from '../schedule/cron.ts';
import { explainSchedule } from '../schedule/explain.ts';
import { parseZone } from '../schedule/zone.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';

const SHOWN = 5;

/** Says a cron expression in words, with its next dates and the clock changes that touch it. */
export async function explain(call: Call, text: string, options: { readonly timezone?: string }): Promise<ExitCode> {
  const cron = parseCron(text, 'CRON');
  const zone = parseZone(options.timezone ?? openSetting(call).config.timezone, '--timezone');
  const { words, next, warnings } = explainSchedule({ id: 'explained', cron, zone }, Date.now(), SHOWN);
  call.io.out(words);
  for (const slot of next) call.io.out(`  ${slot.local.replace('T', ' ')}`);
  for (const warning of warnings) call.io.out(call.io.paint('yellow', warning));
  return 0;
}
