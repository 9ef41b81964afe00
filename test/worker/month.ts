import type { Identity } from '../../src/platforms/x/identity.ts';
import { xPublisher } from '../../src/platforms/x/publisher.ts';
import type { Charge } from '../../src/publisher.ts';
import { purposeOf } from '../../src/publisher.ts';
import { measureDue, newReadingMemory } from '../../src/worker/measure.ts';
import type { WorkerParts } from '../../src/worker/parts.ts';
import { publish } from '../../src/worker/publish.ts';
import { newDelivery } from '../deliveries.ts';
import { planned, planOf } from '../platforms/x-live/stage.ts';
import type { XServer } from '../x-server/server.ts';
import { testAccount } from '../x-server/settings.ts';
import { Stage } from './stage.ts';

/** A worker that publishes to the X stand-in and reads numbers there, on one made-up clock, and may be restarted. */
export class Month {
  readonly stage = new Stage();
  readonly #noted: Promise<void>[] = [];
  #known: Identity | null = null;
  #x: XServer | null = null;
  #parts: WorkerParts | null = null;
  #memory = newReadingMemory();

  /** The stand-in, which shares the clock. */
  join(x: XServer): void {
    this.#x = x;
    this.restart();
  }

  /** Another process: what the last one kept in its memory is gone. */
  restart(): void {
    const { stage } = this;
    const publisher = xPublisher({
      ...{ credentials: testAccount, handle: testAccount.username, service: this.#x?.url ?? null, requestMs: 30_000 },
      nowMs: () => stage.clock.nowMs(),
      onCharge: (charge) => this.#note(charge),
      loadMedia: async () => ({ bytes: Buffer.from('a picture'), mimeType: 'image/png', width: 1, height: 1 }),
      identity: {
        recall: async () => this.#known,
        remember: async (identity) => {
          this.#known = identity;
        },
      },
    });
    this.#parts = { ...stage.parts('one'), publisherFor: () => publisher };
    this.#memory = newReadingMemory();
  }

  /** Nine posts, the last with a link; answers the ids of the posts on X. */
  async publish(id: string): Promise<readonly string[]> {
    const texts = Array.from({ length: 9 }, (_, post) => `${id}, post ${post + 1}`);
    const plan = planOf(planned([...texts.slice(0, -1), `${texts.at(-1)} https://example.com/${id}`]));
    await this.stage.store.addDelivery(newDelivery({ id, occasion: id, live: true, plan }));
    for (let round = 0; round < 50; round++) {
      await publish(this.#worker(), id);
      const delivery = await this.stage.store.delivery(id);
      if (delivery?.state === 'published') return delivery.receipts.map((receipt) => receipt.id);
      this.stage.clock.pass(Math.max(1_000, (delivery?.untilMs ?? 0) - this.stage.clock.nowMs()));
    }
    throw new Error(`${id} was not published`);
  }

  /** Reads whatever falls due until this instant. */
  async readUntil(untilMs: number): Promise<void> {
    const { clock } = this.stage;
    while (clock.nowMs() < untilMs) {
      await measureDue(this.#worker(), this.#memory);
      clock.pass(Math.max(1_000, Math.min(this.#memory.dueMs, untilMs) - clock.nowMs()));
    }
    await Promise.all(this.#noted);
  }

  #worker(): WorkerParts {
    if (this.#parts === null) throw new Error('no stand-in has joined');
    return this.#parts;
  }

  #note(charge: Charge): void {
    this.#noted.push(this.stage.store.addCharge('x', purposeOf(charge), charge));
  }
}
