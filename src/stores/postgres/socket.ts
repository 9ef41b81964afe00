import { Socket } from 'node:net';

/**
 * A connection that hands over in one piece what is written to it in one turn of the event loop: the driver writes
 * statement by statement, and each journey into the kernel costs more than the statement.
 */
export class GatheringSocket extends Socket {
  #isGathering = false;

  override write(chunk: Uint8Array | string, ...more: never[]): boolean {
    if (!this.#isGathering) {
      this.#isGathering = true;
      this.cork();
      process.nextTick(() => {
        this.#isGathering = false;
        this.uncork();
      });
    }
    return super.write(chunk, ...more);
  }
}
