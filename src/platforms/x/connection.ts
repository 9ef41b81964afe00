import { once } from 'node:events';
import { Agent } from 'node:https';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { Endpoint } from './service.ts';

/** The agent's own way to be told of a connection. */
type Connected = (error: Error | null, stream: Duplex) => void;

/**
 * The connection of one request. The request is handed to it only when it stands, encrypted, and may still leave: until
 * then not a byte of it was written, whatever goes wrong. Never used again, so that no request can die with a
 * connection that was dead before.
 */
export class OneRequestAgent extends Agent {
  /** Whether the request was handed to the connection: from then on it may have arrived. */
  hasLeft = false;
  /** Whether it could have left, but came too late. */
  isStale = false;
  /** Node's code for why the connection failed before the request left, such as `ECONNREFUSED`. */
  failure: string | null = null;
  isAbandoned = false;
  readonly #endpoint: Endpoint;
  readonly #mayLeave: () => boolean;
  readonly #abandoned = new AbortController();
  #tcp: Socket | null = null;

  constructor(endpoint: Endpoint, mayLeave: () => boolean) {
    super({ keepAlive: false });
    this.#endpoint = endpoint;
    this.#mayLeave = mayLeave;
  }

  override createConnection(_options: unknown, callback: Connected = () => {}): undefined {
    const { host, port } = this.#endpoint;
    const tcp = quiet(connectTcp({ host, port, signal: this.#abandoned.signal }));
    this.#tcp = tcp;
    this.#standing(tcp).then(
      (stream) => this.#handOver(stream, callback),
      (error: unknown) => this.#fail(error, tcp, callback),
    );
  }

  /** Gives the request up. What the kernel has not sent yet is dropped, so that nothing arrives long afterwards. */
  abandon(): void {
    this.isAbandoned = true;
    if (this.#tcp !== null && !this.#tcp.connecting && !this.#tcp.destroyed) this.#tcp.resetAndDestroy();
    this.#abandoned.abort();
  }

  async #standing(tcp: Socket): Promise<Duplex> {
    const { host, isEncrypted } = this.#endpoint;
    const { signal } = this.#abandoned;
    await once(tcp, 'connect', { signal });
    if (!isEncrypted) return tcp;
    const servername = isIP(host) === 0 ? host : '';
    const tls = quiet(connectTls({ socket: tcp, host, servername, ALPNProtocols: ['http/1.1'] }));
    await once(tls, 'secureConnect', { signal });
    return tls;
  }

  #handOver(stream: Duplex, callback: Connected): void {
    this.hasLeft = this.#mayLeave();
    this.isStale = !this.hasLeft;
    if (this.isStale) stream.destroy();
    callback(this.isStale ? new Error('too late to leave') : null, stream);
  }

  #fail(error: unknown, tcp: Socket, callback: Connected): void {
    this.failure = codeOf(error);
    tcp.destroy();
    callback(new Error('no connection'), tcp);
  }
}

/** An error of a connection is told by what waits for it; one that comes when nothing does must not end the process. */
function quiet<T extends Socket>(socket: T): T {
  socket.on('error', () => {});
  return socket;
}

function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z][A-Z0-9_]{0,59}$/.test(code) && code !== 'ABORT_ERR' ? code : null;
}
