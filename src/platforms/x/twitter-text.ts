import { createRequire } from 'node:module';
import type { CashtagWithIndices, HashtagWithIndices, MentionOrListWithIndices, UrlWithIndices } from 'twitter-text';

/** What is used of X's own text library. Indices are UTF-16 code units. */
interface TwitterText {
  /** Links, those written without `https://` included. Takes quadratic time in the dots of one word. */
  readonly urls: (text: string) => UrlWithIndices[];
  readonly mentions: (text: string) => MentionOrListWithIndices[];
  readonly hashtags: (text: string, options: { checkUrlOverlap: boolean }) => HashtagWithIndices[];
  readonly cashtags: (text: string) => CashtagWithIndices[];
  /** Counts by configuration version 3, the library's default. */
  readonly parse: (text: string) => { readonly weightedLength: number };
}

const require = createRequire(import.meta.url);
let loaded: TwitterText | undefined;

/**
 * X's own text library, loaded when a text first needs it: its 115 modules take longer to load than a bare Node takes
 * to start, and most posts hold nothing that only it can judge. The single files load in half the time of the index.
 */
export function twitterText(): TwitterText {
  loaded ??= {
    urls: require('twitter-text/dist/extractUrlsWithIndices.js'),
    mentions: require('twitter-text/dist/extractMentionsOrListsWithIndices.js'),
    hashtags: require('twitter-text/dist/extractHashtagsWithIndices.js'),
    cashtags: require('twitter-text/dist/extractCashtagsWithIndices.js'),
    parse: require('twitter-text/dist/parseTweet.js'),
  };
  return loaded;
}
