import type { CardImage } from './card.ts';
import type { Fetched } from './fetched.ts';

/** What Spool fetches of the web beside the platforms themselves; each through the one guarded fetch. */
export interface Web {
  picture(url: string, signal?: AbortSignal): Promise<Fetched>;
  /** The address of the picture a page names for its link card. */
  cardImage(page: string, signal?: AbortSignal): Promise<CardImage>;
}

/** Loaded with the first fetch: `node:http` brings 7 MB with it. */
export const publicWeb: Web = {
  picture: async (url, signal) => (await import('./picture.ts')).fetchPicture(url, signal && { signal }),
  cardImage: async (page, signal) => (await import('./card.ts')).fetchCardImage(page, signal && { signal }),
};
