import net from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';

/** The frontend messages of PostgreSQL's protocol, version 3, that end what belongs together. */
const [QUERY, SYNC, TERMINATE] = ['Q', 'S', 'X'].map((letter) => letter.charCodeAt(0));
const SSL_REQUEST = 80_877_103;
/** The answer that ends a turn: `Z`, its length 5, and whether a transaction is open (`I`: none). */
const READY_BYTES = 6;
const IDLE = 'I'.charCodeAt(0);

/**
 * PGlite on a port of loopback, for several connections. It has one session for all of them, so that they take turns: one
 * has it from the first message of a query to its end, or to the end of its transaction. What a connection has set comes
 * back with its turn. (pglite-socket takes turns message by message, and so mixes the statements of two connections.)
 */
export async function startDatabase(closers) {
  const db = await PGlite.create({ extensions: { pg_trgm } });
  const session = new Session(db);
  const server = net.createServer((socket) => void new Connection(session, socket).serve());
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.unshift(async () => {
    // Connections that its users leave open end with the process.
    server.close();
    await session.close();
  });
  return `postgresql://postgres@127.0.0.1:${server.address().port}/postgres`;
}

/** PGlite's one session, and who has it. */
class Session {
  #last = Promise.resolve();
  #user = null;

  constructor(db) {
    this.db = db;
  }

  /** Waits for a turn; what comes back ends it. */
  async turn(connection) {
    const { promise, resolve } = Promise.withResolvers();
    const before = this.#last;
    this.#last = promise;
    await before;
    if (this.#user !== connection && connection.setting !== null) await this.db.exec(connection.setting);
    this.#user = connection;
    return resolve;
  }

  async close() {
    await this.#last;
    await this.db.close();
  }
}

class Connection {
  /** The last `SET …` it was asked for. */
  setting = null;
  #session;
  #socket;
  #endTurn = null;

  constructor(session, socket) {
    this.#session = session;
    this.#socket = socket;
    socket.setNoDelay(true).on('error', () => socket.destroy());
  }

  async serve() {
    try {
      for await (const message of messagesOf(this.#socket)) await this.#take(message);
    } catch (error) {
      if (!this.#socket.destroyed) throw error;
    } finally {
      if (this.#endTurn !== null) await this.#session.db.exec('ROLLBACK');
      this.#endTurn?.();
    }
  }

  async #take({ type, bytes }) {
    if (type === TERMINATE) return;
    this.#endTurn ??= await this.#session.turn(this);
    if (type === QUERY) this.#note(bytes.subarray(5, -1).toString());
    const answer = Buffer.from(await this.#session.db.execProtocolRaw(bytes, { syncToFs: false }));
    if (this.#socket.writable) this.#socket.write(answer);
    const endsHere = type === null || type === QUERY || type === SYNC;
    if (!endsHere || answer.length < READY_BYTES || answer.at(-1) !== IDLE) return;
    this.#endTurn();
    this.#endTurn = null;
  }

  #note(sql) {
    if (/^set search_path/i.test(sql)) this.setting = sql;
  }
}

/** The messages of a connection, whole; the first has no type. A wish for encryption is declined here. */
async function* messagesOf(socket) {
  let rest = Buffer.alloc(0);
  let isStarted = false;
  for await (const chunk of socket) {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const start = isStarted ? 1 : 0;
      if (rest.length < start + 4) break;
      const end = start + rest.readInt32BE(start);
      if (rest.length < end) break;
      const bytes = rest.subarray(0, end);
      rest = rest.subarray(end);
      if (!isStarted && bytes.readInt32BE(4) === SSL_REQUEST) {
        socket.write('N');
        continue;
      }
      yield { type: isStarted ? bytes[0] : null, bytes };
      isStarted = true;
    }
  }
}
