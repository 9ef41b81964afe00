import { type Cutter, type Entry, type Share, textBetween } from './entry.ts';
import { type Run, type Runs, runsOf } from './runs.ts';

/**
 * Packs sentence after sentence into a post until the next does not fit; one longer than a post is packed word by
 * word. No thread with cuts at sentence ends has fewer posts.
 */
export const greedy: Cutter = (entry) =>
  settled(entry, (packer, runs) => {
    for (const block of runs.blocks) for (const sentence of runs.sentencesOf(block)) packer.add(sentence);
  });

/**
 * Packs block after block; one longer than a post is packed sentence by sentence, and a sentence longer than a post
 * word by word, into posts of its own: what recursive text splitters do.
 */
export const recursive: Cutter = (entry) =>
  settled(entry, (packer, runs) => {
    for (const block of runs.blocks) {
      if (packer.holds(block)) packer.add(block);
      else packer.addApart(runs.sentencesOf(block).flatMap((one) => (packer.holds(one) ? [one] : runs.wordsOf(one))));
    }
  });

/** Fills posts with runs in order. */
class Packer {
  readonly posts: Run[][] = [];
  readonly #runs: Runs;
  readonly #roomAt: (index: number) => number;
  #width = 0;

  constructor(runs: Runs, roomAt: (index: number) => number) {
    this.#runs = runs;
    this.#roomAt = roomAt;
  }

  /** Whether a post can hold the run alone. */
  holds({ width }: Run): boolean {
    return width <= this.#roomAt(this.posts.length);
  }

  add(run: Run): void {
    const room = this.#roomAt(this.posts.length - 1);
    if (this.posts.length > 0 && this.#width + run.gap + run.width <= room) {
      this.posts.at(-1)?.push(run);
      this.#width += run.gap + run.width;
    } else if (this.holds(run)) {
      this.posts.push([run]);
      this.#width = run.width;
    } else {
      for (const part of this.#finer(run, room)) this.add(part);
    }
  }

  #finer(run: Run, room: number): readonly Run[] {
    const words = this.#runs.wordsOf(run);
    return words.length > 1 ? words : this.#runs.slicesOf(run, room);
  }

  addApart(runs: readonly Run[]): void {
    this.#width = Number.POSITIVE_INFINITY;
    for (const run of runs) this.add(run);
    this.#width = Number.POSITIVE_INFINITY;
  }

  /** What does not fit beside sign-off and link goes on to one more post. */
  finish(room: number): void {
    const last = this.posts.at(-1) ?? [];
    if (this.#widthOf(last) <= room) return;
    const moved = last.splice(-1);
    const pieces = moved.flatMap((run) => (run.width <= room ? [run] : this.#finer(run, room)));
    let first = pieces.length;
    while (first > 0 && this.#widthOf(pieces.slice(first - 1)) <= room) first--;
    last.push(...pieces.slice(0, first));
    if (last.length === 0) this.posts.pop();
    this.posts.push(pieces.slice(first));
  }

  #widthOf(runs: readonly Run[]): number {
    return runs.reduce((sum, { gap, width }, index) => sum + (index === 0 ? 0 : gap) + width, 0);
  }
}

/** Cuts for an assumed total until the numbering of the real one is no wider. */
function settled(entry: Entry, pack: (packer: Packer, runs: Runs) => void): Share[] {
  const { rules, frame, passages } = entry;
  const runs = runsOf(entry);
  for (let assumed = 1; ; assumed *= 10) {
    const roomAt = (index: number): number => {
      const { before, after } = frame.around(index, assumed * 10);
      const { value, limit } = rules.measure(`${before}x${after}`);
      return limit - value + 1;
    };
    const known = new Map<number, number>();
    const remembered = (index: number): number => {
      const digits = String(Math.max(0, index) + 1).length;
      const room = known.get(digits) ?? roomAt(Math.max(0, index));
      known.set(digits, room);
      return room;
    };
    const packer = new Packer(runs, remembered);
    pack(packer, runs);
    packer.finish(roomAt(assumed * 10 - 1));
    if (packer.posts.length < assumed * 10) return packer.posts.flatMap((post) => shareOf(post, passages));
  }
}

function shareOf(post: readonly Run[], passages: Entry['passages']): Share[] {
  const [first, last] = [post[0], post.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [{ from: first.from, to: last.to, text: textBetween(passages, first.from, last.to) }];
}
