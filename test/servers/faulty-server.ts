import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { cut, failure, sendAnswer } from './answering.ts';
import { type Aim, FaultPlan } from './fault-plan.ts';
import { type CutPoint, type Fault, labelOf } from './faults.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { readBody, single } from './incoming.ts';
import type { Random } from './random.ts';

/** What stands behind a faulty server. */
export interface Site<Problem extends string> {
  /** The name by which faults aim at a request and hooks hear of it. */
  name(method: string, path: string): string;
  /** Carries a request out. */
  handle(request: HttpRequest, signal: AbortSignal): HttpAnswer | Promise<HttpAnswer>;
  refuse(problem: Problem): HttpAnswer;
  /** From carrying out to the first byte of the answer, in real milliseconds. */
  latencyMs(): number;
}

/** A request on its way; hooks hear of it at every stage. */
export interface StageEvent {
  /** Counts requests from 1. */
  readonly request: number;
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly stage: Stage;
}

/** `committed`: carried out, also where it was refused. `half-body`: half of the answer is on its way. */
export type Stage = Extract<CutPoint, 'received' | 'read' | 'committed' | 'half-body' | 'answered'>;

/** The server waits for what a hook returns before it goes on: time to kill a worker at this very moment. */
export type StageHook = (event: StageEvent) => void | Promise<void>;

/** What a connection that ended, on either side, or the end of the server throws. */
const ends = new Set<unknown>(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR']);

/** An HTTP server on loopback that fails where it is told to. */
export class FaultyServer<Problem extends string> {
  readonly port: number;
  readonly faults: FaultPlan<Fault<Problem>>;
  /** Names of all requests that came, in order. */
  readonly requests: string[] = [];
  readonly #http: Server;
  readonly #site: Site<Problem>;
  readonly #hooks = new Set<StageHook>();
  readonly #closing = new AbortController();

  constructor(http: Server, site: Site<Problem>, random: Random) {
    const address = http.address();
    this.port = typeof address === 'object' && address ? address.port : 0;
    this.faults = new FaultPlan<Fault<Problem>>(random, labelOf);
    this.#http = http;
    this.#site = site;
    http.on('request', (request, response) => void this.#serve(request, response));
  }

  /** Plans a fault for coming requests. */
  fault(fault: Fault<Problem>, aim?: Aim): void {
    this.faults.add(fault, aim);
  }

  /** Calls the hook at every stage of every request until the returned function is called. */
  on(_event: 'request', hook: StageHook): () => void {
    this.#hooks.add(hook);
    return () => this.#hooks.delete(hook);
  }

  /** Refuses connections, and drops those that are open, until `up`. */
  async down(): Promise<void> {
    if (!this.#http.listening) return;
    const closed = once(this.#http, 'close');
    this.#http.close();
    this.#http.closeAllConnections();
    await closed;
  }

  /** Listens again on the same port, with everything as it was. */
  async up(): Promise<void> {
    await listen(this.#http, this.port);
  }

  /** Stops for good: drops every connection and everything that was still to happen. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.down();
  }

  /** A connection that ends is no fault of the server; anything else thrown is, or a failed assertion in a hook. */
  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request;
    try {
      await this.#pass(request, response, socket);
    } catch (error) {
      socket.destroy();
      if (!(error instanceof Error && 'code' in error && ends.has(error.code))) throw error;
    }
  }

  async #pass(incoming: IncomingMessage, response: ServerResponse, socket: Socket): Promise<void> {
    const { method = '', url: target = '/' } = incoming;
    const { pathname: path, searchParams: query } =
      URL.parse(target, 'http://localhost') ?? new URL('http://localhost');
    const name = this.#site.name(method, path);
    const reach = this.#reporter({ request: this.requests.push(name), name, method, path });
    const fault = this.faults.take(name);
    const severed = fault?.do === 'cut' ? fault.at : null;
    const sever = () => cut(socket, fault?.do === 'cut' && fault.reset);
    await reach('received');
    if (severed === 'received') return sever();
    const body = await readBody(incoming, severed === 'half-read');
    if (body === null) return sever();
    await reach('read');
    if (severed === 'read') return sever();
    const request = { method, target, path, query, headers: single(incoming.headers), body };
    const commit = async () => {
      const answer = await this.#site.handle(request, this.#closing.signal);
      await reach('committed');
      return answer;
    };
    const answer = await this.#carryOut(commit, fault, socket);
    if (answer === null) return;
    await this.#wait(this.#site.latencyMs());
    if (severed === 'committed') return sever();
    await sendAnswer(response, answer, { fault, half: () => reach('half-body'), signal: this.#closing.signal });
    await reach('answered');
  }

  #reporter(event: Omit<StageEvent, 'stage'>): (stage: Stage) => Promise<void> {
    return async (stage) => {
      for (const hook of this.#hooks) await hook({ ...event, stage });
    };
  }

  /** The answer to send, or null where there will be none. */
  async #carryOut(
    commit: () => Promise<HttpAnswer>,
    fault: Fault<Problem> | null,
    socket: Socket,
  ): Promise<HttpAnswer | null> {
    switch (fault?.do) {
      case 'refuse':
        return this.#site.refuse(fault.problem);
      case 'fail':
        if (fault.committed) await commit();
        return failure(fault.status, fault.body);
      case 'garble':
        return { ...(await commit()), body: '{"data":{"id":"1' };
      case 'hang':
        if (fault.committed) await commit();
        return null;
      case 'late':
        if (!socket.destroyed) await closed(socket, this.#closing.signal);
        await this.#wait(fault.afterMs ?? 0);
        await commit();
        return null;
      case 'delay':
        await this.#wait(fault.ms);
        return commit();
      default:
        return commit();
    }
  }

  async #wait(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal: this.#closing.signal });
  }
}

/** Starts a faulty server on the port of 127.0.0.1; 0: any that is free. */
export async function startFaultyServer<Problem extends string>(
  site: Site<Problem>,
  random: Random,
  port = 0,
): Promise<FaultyServer<Problem>> {
  const http = createServer();
  await listen(http, port);
  return new FaultyServer(http, site, random);
}

/** Waits until a connection ends, be it by a reset, at which `once` throws. */
async function closed(socket: Socket, signal: AbortSignal): Promise<void> {
  await once(socket, 'close', { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
  });
}

async function listen(http: Server, port: number): Promise<void> {
  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
}
