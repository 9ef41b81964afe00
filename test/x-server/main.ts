import { parseArgs } from 'node:util';
import { startControl } from './control.ts';
import { startXServer } from './server.ts';

/**
 * The stand-in as a process of its own: `node test/x-server/main.ts [--port 0] [--control 0] [--settings JSON]`.
 * Prints one line of JSON, `{"ready":true,"port":…,"control":…,"pid":…}`, and stops on SIGTERM or SIGINT, or when its
 * standard input closes, which it does when the parent dies.
 */
const { values } = parseArgs({
  options: { port: { type: 'string' }, control: { type: 'string' }, settings: { type: 'string' } },
});

const clock = { aheadMs: 0 };
const now = () => Date.now() + clock.aheadMs;
const x = await startXServer({ ...JSON.parse(values.settings ?? '{}'), now, port: Number(values.port ?? 0) });
const control = await startControl(x, clock, Number(values.control ?? 0));

async function stop(): Promise<void> {
  process.stdin.pause();
  await Promise.all([x.close(), control.close()]);
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.stdin.once('close', stop).resume();
process.stdout.write(`${JSON.stringify({ ready: true, port: x.port, control: control.port, pid: process.pid })}\n`);
