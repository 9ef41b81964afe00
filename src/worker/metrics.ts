import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import { CONTENT_TYPE } from '../report/metrics/exposition.ts';
import { metricsText, NEWEST } from '../report/metrics/metrics.ts';
import type { Store } from '../store.ts';
import type { Emit } from './events.ts';
import { fleetOf } from './fleet.ts';
import type { Happened } from './happened.ts';

/** The metrics as they are now, for whoever serves them; with `CONTENT_TYPE`. */
export async function readMetrics(store: Told, happened: Happened, nowMs: number): Promise<string> {
  return metricsText(await store.tally(NEWEST), happened.counts(), await fleetOf(store, nowMs));
}

type Told = Pick<Store, 'tally' | 'hosts' | 'dueLanes'>;

interface MetricsServer {
  readonly store: Told;
  readonly clock: Clock;
  readonly happened: Happened;
  readonly emit: Emit;
  /** On loopback; 0 for any that is free. */
  readonly port: number;
}

/**
 * Answers `GET /metrics` on the loopback address, and nothing else. A page of another name that resolves here (DNS
 * rebinding) is refused by its host.
 * @returns the port, and how to stop; `null` where the port is taken, which is told: numbers for machines are no reason
 * not to publish
 */
export function serveMetrics(options: MetricsServer): Promise<{ readonly port: number; stop(): Promise<void> } | null> {
  const server = createServer((request, response) => {
    void answer(request, response, options);
  });
  server.requestTimeout = 5_000;
  return new Promise((resolve) => {
    server.once('error', (error) => {
      options.emit({ event: 'failed', what: `serving metrics on port ${options.port}`, why: error.message });
      resolve(null);
    });
    server.listen(options.port, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : options.port;
      const stop = () =>
        new Promise<void>((stopped) => {
          server.close(() => stopped());
          server.closeAllConnections();
        });
      resolve({ port, stop });
    });
  });
}

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;

async function answer(request: IncomingMessage, response: ServerResponse, options: MetricsServer): Promise<void> {
  if (!LOOPBACK.test(request.headers.host ?? '')) return end(response, 421, 'this address is not served here\n');
  if (request.url?.split('?', 1)[0] !== '/metrics') return end(response, 404, 'there is /metrics only\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, 'read only\n');
  try {
    const text = await readMetrics(options.store, options.happened, options.clock.nowMs());
    end(response, 200, request.method === 'HEAD' ? '' : text, CONTENT_TYPE);
  } catch (error) {
    options.emit({
      event: 'failed',
      what: 'reading metrics',
      why: error instanceof Error ? error.message : String(error),
    });
    end(response, 500, 'the store could not be read\n');
  }
}

function end(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
}
