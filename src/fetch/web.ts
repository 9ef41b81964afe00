import { type CardImage, fetchCardImage } from './card.ts';
import type { Fetched } from './fetched.ts';
import { fetchPicture } from './picture.ts';

/** What Spool fetches of the web beside the platforms themselves; each through the one guarded fetch. */
export interface Web {
  picture(url: string, signal?: AbortSignal): Promise<Fetched>;
  /** The address of the picture a page names for its link card. */
  cardImage(page: string, signal?: AbortSignal): Promise<CardImage>;
}

export const publicWeb: Web = {
  picture: (url, signal) => fetchPicture(url, signal && { signal }),
  cardImage: (page, signal) => fetchCardImage(page, signal && { signal }),
};
