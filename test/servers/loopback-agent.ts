import { Agent } from 'node:https';
import { connect, type Socket } from 'node:net';

/**
 * Lets a client of `https://api.x.com` reach a plain HTTP server on loopback: the addresses, and so the signatures,
 * stay X's. One connection a request.
 */
export class LoopbackAgent extends Agent {
  readonly #port: number;

  constructor(port: number) {
    super({ keepAlive: false });
    this.#port = port;
  }

  override createConnection(): Socket {
    return connect({ host: '127.0.0.1', port: this.#port });
  }
}
