import type { Aim, FaultPlan } from '../servers/fault-plan.ts';
import type { Fault } from '../servers/faults.ts';
import { type FaultyServer, type Site, type StageHook, startFaultyServer } from '../servers/faulty-server.ts';
import { findRoute } from './endpoints.ts';
import { type ProblemName, problems } from './problems.ts';
import { failure } from './request.ts';
import { X, type XOptions } from './x.ts';

/** What can go wrong with a request to the stand-in. Faults aim at endpoints: `{ on: 'create' }`. */
export type XFault = Fault<ProblemName>;

/** The stand-in on a loopback port. */
export interface XServer extends X {
  readonly port: number;
  /** `http://127.0.0.1:…`, what an account gives as its `service`. */
  readonly url: string;
  readonly faults: FaultPlan<XFault>;
  /** Endpoints of all requests that came, in order. */
  readonly requests: readonly string[];
  /** Plans a fault for coming requests. */
  fault(fault: XFault, aim?: Aim): void;
  /** Calls the hook at every stage of every request, and waits for it, until the returned function is called. */
  on(event: 'request', hook: StageHook): () => void;
  /** Refuses connections until `up`, with everything as it was. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Stops for good and frees everything. */
  close(): Promise<void>;
}

/** Starts the stand-in on a free port of 127.0.0.1, or on the given one. */
export async function startXServer(options: XOptions & { readonly port?: number } = {}): Promise<XServer> {
  const { port = 0, ...rest } = options;
  const x = new X(rest);
  return withServer(x, await startFaultyServer(siteOf(x), x.random, port));
}

/** The date of an answer is the platform's: a client may check its own clock by it. */
function siteOf(x: X): Site<ProblemName> {
  const date = () => ({ date: new Date(x.now()).toUTCString() });
  const dated = (answer: ReturnType<typeof failure>) => ({ ...answer, headers: { ...date(), ...answer.headers } });
  return {
    name: (method, path) => findRoute(method, path)?.endpoint ?? path,
    handle: (request) => dated(x.handle(request)),
    refuse: (problem) => dated(failure(problems[problem])),
    latencyMs: () => x.settings.latencyMs,
  };
}

function withServer(x: X, server: FaultyServer<ProblemName>): XServer {
  return Object.assign(x, {
    port: server.port,
    url: `http://127.0.0.1:${server.port}`,
    faults: server.faults,
    requests: server.requests,
    fault: (fault: XFault, aim?: Aim) => server.fault(fault, aim),
    on: (event: 'request', hook: StageHook) => server.on(event, hook),
    down: () => server.down(),
    up: () => server.up(),
    close: () => server.close(),
  });
}
