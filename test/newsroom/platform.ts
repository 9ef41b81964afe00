import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../servers/random.ts';

/** One request to send a post. */
export interface Sending {
  readonly account: string;
  readonly delivery: string;
  readonly index: number;
  /** The worker that sends it. */
  readonly by: string;
  /** Id of the post before it; `null` for the first. */
  readonly parent: string | null;
}

/** A post as the platform has it, whatever anybody was told about it. */
export interface Published extends Sending {
  readonly id: string;
  readonly atMs: number;
  readonly visibleMs: number;
}

export interface PlatformSettings {
  readonly random: Random;
  /** How long an answer takes. */
  readonly answerMs: number;
  /** Chance that something goes wrong with a request to send. */
  readonly faults: number;
  /** Longest time until a post shows in reads. */
  readonly lagMs: number;
}

/** A platform over HTTP that keeps the truth, and answers as a network would: truthfully, late, wrongly or not at all. */
export interface StandIn {
  readonly url: string;
  readonly truth: readonly Published[];
  /** How often each fault struck. */
  readonly seen: ReadonlyMap<string, number>;
  /** Resolves once the platform has that many posts. */
  landed(posts: number): Promise<void>;
  close(): Promise<void>;
}

const FAULTS = ['refused', 'lost answer', 'never arrived', 'arrived late', 'rate limited'] as const;

export async function startStandIn(settings: PlatformSettings): Promise<StandIn> {
  const { random, answerMs, lagMs } = settings;
  const truth: Published[] = [];
  const byKey = new Map<string, Published>();
  const seen = new Map<string, number>();
  const landing = new EventEmitter();
  let struck = 0;
  const take = (sending: Sending) => {
    const nowMs = Date.now();
    const post = { ...sending, id: `${truth.length + 1}`, atMs: nowMs, visibleMs: nowMs + random() * lagMs };
    truth.push(post);
    landing.emit('post');
    // Reading shows the first one; a second one would be the duplicate that must not be.
    const key = `${post.delivery} ${post.index}`;
    if (!byKey.has(key)) byKey.set(key, post);
    return post;
  };
  const send = async (sending: Sending, response: ServerResponse) => {
    // One after the other, so that a short run meets each of them.
    const fault = random() < settings.faults ? FAULTS[struck++ % FAULTS.length] : undefined;
    if (fault !== undefined) seen.set(fault, (seen.get(fault) ?? 0) + 1);
    await wait(answerMs);
    if (fault === 'refused') return answer(response, 503, {});
    if (fault === 'rate limited') return answer(response, 429, { untilMs: Date.now() + 300 });
    if (fault === undefined) return answer(response, 200, { post: take(sending) });
    if (fault === 'lost answer') take(sending);
    response.destroy();
    if (fault === 'arrived late') setTimeout(() => take(sending), answerMs + 200);
  };
  const look = async ({ delivery, index }: Sending, response: ServerResponse) => {
    await wait(answerMs);
    const post = byKey.get(`${delivery} ${index}`);
    answer(response, 200, { post: post !== undefined && post.visibleMs <= Date.now() ? post : null });
  };
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const sending = (await json(request)) as Sending;
    await (request.url === '/send' ? send(sending, response) : look(sending, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}`, truth, seen },
    landed: async (posts) => {
      while (truth.length < posts) await once(landing, 'post');
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
