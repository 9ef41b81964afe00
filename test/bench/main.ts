// `npm run bench [-- NAME …]`: speed and size beside their goals. Ratios are taken side by side in one run; figures in
// milliseconds and megabytes depend on the machine.
import { benchDesk } from './desk.ts';
import { benchMemory } from './memory.ts';
import { benchNumbers } from './numbers.ts';
import { benchPlan } from './plan.ts';
import { benchPreview } from './preview.ts';
import { print } from './print.ts';
import { benchPublishing } from './publishing.ts';
import { showQuarter } from './quarter.ts';
import { benchReadings } from './readings.ts';
import { benchTick } from './tick.ts';

const SECTIONS: Readonly<Record<string, () => Promise<void>>> = {
  preview: benchPreview,
  memory: benchMemory,
  desk: benchDesk,
  publishing: benchPublishing,
  tick: benchTick,
  plan: benchPlan,
  numbers: benchNumbers,
  quarter: showQuarter,
  readings: benchReadings,
  archive: async () => (await import('./archive.ts')).benchArchive(),
  newsroom: async () => (await import('./newsroom.ts')).benchNewsroom(),
  cut: async () => (await import('./cut/run.ts')).run(print),
};

const wanted = process.argv.slice(2);
for (const [name, section] of Object.entries(SECTIONS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  print(`\n${name}`);
  await section();
}
