import { fileURLToPath } from 'node:url';
import type { Command, Report } from '../x-server/control.ts';
import type { XSettings } from '../x-server/settings.ts';
import { startChild } from './child.ts';

/** The X stand-in in a process of its own, steered over its control port. */
export interface XProcess {
  readonly port: number;
  readonly controlPort: number;
  readonly pid: number;
  tell(command: Command): Promise<Report>;
  report(): Promise<Report>;
  stop(): Promise<void>;
}

/** Starts `test/x-server/main.ts`. Settings that are functions cannot cross over. */
export async function startXProcess(settings: Partial<XSettings> = {}): Promise<XProcess> {
  const main = fileURLToPath(new URL('../x-server/main.ts', import.meta.url));
  const child = await startChild({ args: [main, '--settings', JSON.stringify(settings)] });
  const controlPort = Number(child.ready.control);
  const ask = async (init: RequestInit): Promise<Report> => {
    const answer = await fetch(`http://127.0.0.1:${controlPort}/`, init);
    if (!answer.ok) throw new Error(`The stand-in refused: ${await answer.text()}`);
    const report: Report = JSON.parse(await answer.text());
    return report;
  };
  return {
    port: Number(child.ready.port),
    controlPort,
    pid: child.pid,
    tell: (command) => ask({ method: 'POST', body: JSON.stringify(command) }),
    report: () => ask({}),
    stop: () => child.stop(),
  };
}
