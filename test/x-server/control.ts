import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Aim } from '../servers/fault-plan.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Metrics } from './metrics.ts';
import type { XPost } from './posts.ts';
import type { XFault, XServer } from './server.ts';
import type { XSettings } from './settings.ts';
import type { ByHand } from './x.ts';

/** What can be asked of a stand-in in another process, as the JSON body of `POST /` at its control port. */
export type Command =
  | { readonly do: 'fault'; readonly fault: XFault; readonly aim?: Aim }
  | { readonly do: 'clear-faults' }
  | { readonly do: 'settings'; readonly change: Partial<XSettings> }
  | { readonly do: 'metrics'; readonly id: string; readonly metrics: Partial<Metrics> }
  | { readonly do: 'post'; readonly post: ByHand }
  | { readonly do: 'delete'; readonly id: string }
  /** Sets how far the platform's clock is ahead of the machine's. */
  | { readonly do: 'clock'; readonly aheadMs: number };

/** What `GET /` at the control port answers, and every command too. */
export interface Report {
  readonly truth: readonly XPost[];
  readonly ledger: readonly LedgerEntry[];
  readonly totalUsd: number;
  readonly faultsSeen: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly settings: XSettings;
}

export interface Control {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * A second loopback port through which another process steers the stand-in. `GET /events` streams every stage of every
 * request as lines of JSON.
 */
export async function startControl(x: XServer, clock: { aheadMs: number }, port: number): Promise<Control> {
  const http = createServer(async (request, response) => {
    if (request.url === '/events') return stream(x, response);
    const problem = request.method === 'POST' ? await attempt(x, clock, request) : null;
    response.writeHead(problem === null ? 200 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify(problem === null ? report(x) : { problem }));
  });
  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close() {
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}

function stream(x: XServer, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' }).flushHeaders();
  const off = x.on('request', (event) => void response.write(`${JSON.stringify(event)}\n`));
  response.once('close', off);
}

async function attempt(x: XServer, clock: { aheadMs: number }, request: IncomingMessage): Promise<string | null> {
  try {
    obey(x, clock, JSON.parse(await text(request)));
    return null;
  } catch (error) {
    return String(error);
  }
}

function obey(x: XServer, clock: { aheadMs: number }, command: Command): unknown {
  switch (command.do) {
    case 'fault':
      return x.fault(command.fault, command.aim);
    case 'clear-faults':
      return x.faults.clear();
    case 'settings':
      return Object.assign(x.settings, command.change);
    case 'metrics':
      return x.setMetrics(command.id, command.metrics);
    case 'post':
      return x.postByHand(command.post);
    case 'delete':
      return x.deleteByHand(command.id);
    case 'clock':
      return Object.assign(clock, { aheadMs: command.aheadMs });
    default:
      throw new Error(`Unknown command: ${JSON.stringify(command)}`);
  }
}

function report(x: XServer): Report {
  return {
    truth: x.truth,
    ledger: x.ledger.entries,
    totalUsd: x.ledger.total(),
    faultsSeen: Object.fromEntries(x.faults.seen),
    requests: x.requests.length,
    settings: x.settings,
  };
}
