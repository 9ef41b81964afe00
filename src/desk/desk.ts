import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { DeskPlace } from '../config/desk.ts';
import { hashPassword } from './access/password.ts';
import { createApp } from './app.ts';
import type { DeskParts } from './parts.ts';

/** The desk while it is open. */
export interface OpenDesk {
  /** `http://127.0.0.1:4747/` */
  readonly address: string;
  close(): Promise<void>;
}

/** Ports tried one after the other: a second worker on this machine has a desk of its own. */
const TRIES = 10;

/** Opens the desk at the first free port from the one of its place on; `null` where none of ten is free. */
export async function openDesk(parts: DeskParts, place: DeskPlace): Promise<OpenDesk | null> {
  const { host, port, password } = place;
  const { fetch } = createApp(parts, {
    names: ANY.includes(host) ? place.names : [...place.names, bracketed(host)],
    proxies: place.proxies,
    password: password === null ? null : hashPassword(password),
  });
  const resting = restAfter(parts.rest);
  const answer: typeof fetch = (...given) => {
    resting.again();
    return fetch(...given);
  };
  for (let each = port; each < port + TRIES && each <= 65_535; each += 1) {
    const server = createAdaptorServer({ fetch: answer, hostname: host });
    const found = await listen(server as Server, each, host);
    if (found === null) continue;
    resting.again();
    return {
      address: `http://${ANY.includes(host) ? '127.0.0.1' : bracketed(host)}:${found}/`,
      close() {
        resting.stop();
        return close(server as Server, parts);
      },
    };
  }
  return null;
}

/** Addresses that stand for all of this machine. */
const ANY = ['0.0.0.0', '::'];

/** As it stands in an address: `[::1]`. */
function bracketed(host: string): string {
  return host.includes(':') ? `[${host.toLowerCase()}]` : host;
}

const REST_MS = 10_000;

/** Calls `rest` once when nothing has come for a while. */
function restAfter(rest: () => void) {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  return {
    stop,
    again() {
      stop();
      timer = setTimeout(rest, REST_MS).unref();
    },
  };
}

/** The port it listens on; `null` where that is taken. */
function listen(server: Server, port: number, host: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null);
      else reject(error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

async function close(server: Server, { live }: DeskParts): Promise<void> {
  live.close();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
