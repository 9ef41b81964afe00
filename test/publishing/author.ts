import type { Delivery } from '../../src/delivery/delivery.ts';
import { type AuthorAction, possibleActions } from '../../src/delivery/outlook.ts';
import { InputError } from '../../src/errors.ts';
import { adopt, cancel, retry, unpublish } from '../../src/worker/author.ts';
import type { Random } from '../servers/random.ts';
import { soonOrLate } from './draw.ts';
import { ACCOUNT, type Scene } from './scene.ts';

const PAUSE_MS = 1_800_000;
const MOST_DEEDS = 6;
/** How often an author does what is possible, for every time of doing nothing. */
const WEIGHTS: Readonly<Record<AuthorAction, number>> = { approve: 0, retry: 4, adopt: 4, cancel: 1, unpublish: 1 };
const NOTHING = 4;

/** The author at the command line, who pauses, retries, cancels, adopts and takes down at random moments. */
export class Author {
  readonly #scene: Scene;
  readonly #random: Random;
  #deeds = 0;

  constructor(scene: Scene, random: Random) {
    this.#scene = scene;
    this.#random = random;
  }

  /** `spool pause`, and later `spool resume`. */
  async pause(): Promise<void> {
    const { store, clock, world } = this.#scene;
    await store.pause(ACCOUNT, clock.nowMs());
    world.count('paused');
    const before = await this.#attempts();
    this.#scene.later(soonOrLate(this.#random, 1_000, PAUSE_MS), async () => {
      const after = await this.#attempts();
      if (after > before) world.wrongs.push('something was sent while the account was paused');
      await store.resume(ACCOUNT);
    });
  }

  /** Some deeds, then what it takes to leave nothing waiting for the author. */
  begin(): void {
    const deeds = 1 + Math.floor(this.#random() * MOST_DEEDS);
    let atMs = 0;
    for (let deed = 0; deed < deeds; deed++) {
      atMs += soonOrLate(this.#random, 50, 3_600_000);
      this.#scene.later(atMs, () => this.#act());
    }
  }

  async #act(): Promise<void> {
    const deliveries = await this.#scene.deliveries();
    const choices = deliveries.flatMap((delivery) =>
      possibleActions(delivery).flatMap((action) =>
        Array.from({ length: WEIGHTS[action] }, () => ({ delivery, action })),
      ),
    );
    const chosen = choices[Math.floor(this.#random() * (choices.length + NOTHING))];
    if (chosen === undefined) return;
    const { world } = this.#scene;
    try {
      await this.#do(chosen.action, chosen.delivery);
      world.count(`author: ${chosen.action}`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      world.count(`author: ${chosen.action} refused`);
    }
  }

  async #do(action: AuthorAction, { id, receipts }: Delivery): Promise<void> {
    const { parts } = this.#scene.process(`author-${++this.#deeds}`, () => null);
    switch (action) {
      case 'retry':
        return retry(parts, id);
      case 'cancel':
        await cancel(parts, id);
        return this.#noteStopped(id);
      case 'unpublish':
        await unpublish(parts, id);
        return this.#noteStopped(id);
      case 'adopt': {
        const standing = this.#scene.world.standing(id).filter(({ index }) => index >= receipts.length);
        const addresses = standing.map((each) => each.id);
        await adopt(parts, id, addresses.length === 0 ? ['no-such-post'] : addresses.slice(0, 1));
        return;
      }
      case 'approve':
        return;
    }
  }

  /** From here on nothing may be sent of it; where it was stopped before, from there on. */
  async #noteStopped(id: string): Promise<void> {
    const attempts = (await this.#scene.store.delivery(id))?.attempts.length ?? 0;
    if (!this.#scene.stopped.has(id)) this.#scene.stopped.set(id, attempts);
  }

  async #attempts(): Promise<number> {
    return (await this.#scene.deliveries()).reduce((sum, { attempts }) => sum + attempts.length, 0);
  }
}
