/** An upload can be used for a day. */
export const sessionSeconds = 86_400;

/** An upload of one medium, from its first request on. */
export class Medium {
  readonly id: string;
  readonly ownerId: string;
  readonly type: string;
  readonly category: string;
  readonly totalBytes: number;
  readonly expiresAt: number;
  readonly segments = new Map<number, Buffer>();
  /** '' until the author gave one. */
  altText = '';
  /** When processing ends; null: not finalized yet. */
  readyAt: number | null = null;
  failed = false;

  constructor(id: string, ownerId: string, type: string, category: string, totalBytes: number, now: number) {
    this.id = id;
    this.ownerId = ownerId;
    this.type = type;
    this.category = category;
    this.totalBytes = totalBytes;
    this.expiresAt = now + sessionSeconds * 1000;
  }

  get key(): string {
    return `${this.category === 'tweet_image' ? 3 : this.category === 'tweet_gif' ? 16 : 7}_${this.id}`;
  }

  /** All segments in order. */
  get bytes(): Buffer {
    return Buffer.concat([...this.segments].sort(([a], [b]) => a - b).map(([, bytes]) => bytes));
  }

  view(): object {
    return {
      media_key: this.key,
      type: this.category === 'tweet_image' ? 'photo' : 'animated_gif',
      alt_text: this.altText,
    };
  }
}

/** All uploads. */
export class MediaShelf {
  readonly #byId = new Map<string, Medium>();

  add(medium: Medium): void {
    this.#byId.set(medium.id, medium);
  }

  get(id: string): Medium | undefined {
    return this.#byId.get(id);
  }

  /** A finished upload of this account that a post may carry now. */
  usable(id: string, ownerId: string, now: number): Medium | undefined {
    const medium = this.#byId.get(id);
    const ready = medium && medium.readyAt !== null && medium.readyAt <= now && !medium.failed;
    return ready && medium.ownerId === ownerId && now < medium.expiresAt ? medium : undefined;
  }
}
