import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, type Server as AnyServer, createServer as createTcpServer, Socket } from 'node:net';
import { onTestFinished, vi } from 'vitest';
import { isPublicAddress } from '../../src/fetch/address.ts';
import type { Reach } from '../../src/fetch/reach.ts';

/** The one loopback address that stands for the public web in these tests. */
export const PUBLIC = '127.0.0.1';

/** A web server on loopback that lives as long as the test. */
export async function serve(listener: RequestListener): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer(listener);
  return { server, port: await listen(server, PUBLIC) };
}

/** Listens on every address of this machine and counts who comes; nobody should. */
export async function forbidden(): Promise<{ readonly port: number; readonly connections: () => number }> {
  let connections = 0;
  const server = createTcpServer((socket) => {
    connections += 1;
    socket.on('error', () => {}).destroy();
  });
  return { port: await listen(server, '0.0.0.0'), connections: () => connections };
}

async function listen(server: AnyServer, host: string): Promise<number> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket.on('error', () => {}));
  });
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return portOf(server.address());
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}

/** Every address that any socket of this process tries to connect to from now on, as `address:port`. */
export function watchConnections(): readonly string[] {
  const attempts: string[] = [];
  const connect = Socket.prototype.connect;
  const spy = vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...args: unknown[]) {
    this.on('connectionAttempt', (address: string, port: number) => attempts.push(`${address}:${port}`));
    return Reflect.apply(connect, this, args);
  });
  onTestFinished(() => spy.mockRestore());
  return attempts;
}

/**
 * The guard as it is in the program, but for names and ports: names come from a table (several answers are given one
 * after the other), any port in it may be asked, and the public web is `PUBLIC` too.
 */
export function reach(ports: readonly number[], names: Readonly<Record<string, readonly string[][]>> = {}): Reach {
  const asked: Record<string, number> = {};
  return {
    ports: [80, 443, ...ports],
    permit: (address) => address === PUBLIC || isPublicAddress(address),
    async resolve(hostname) {
      const answers = { 'public.test': [[PUBLIC]], ...names }[hostname] ?? [];
      const turn = asked[hostname] ?? 0;
      asked[hostname] = turn + 1;
      const addresses = answers[Math.min(turn, answers.length - 1)];
      if (addresses === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      return addresses;
    },
  };
}
