import { createHash } from 'node:crypto';
import twitter from 'twitter-text';
import { invalid, problems, Refusal } from './problems.ts';
import type { XSettings } from './settings.ts';

/** X's text entities: `start` and `end` count code points of the text as it is returned. */
interface Entities {
  urls?: UrlEntity[];
  hashtags?: TagEntity[];
  cashtags?: TagEntity[];
  mentions?: MentionEntity[];
}

interface Place {
  start: number;
  end: number;
}
interface UrlEntity extends Place {
  url: string;
  expanded_url: string;
  display_url: string;
  media_key?: string;
}
interface TagEntity extends Place {
  tag: string;
}
interface MentionEntity extends Place {
  username: string;
}

/** A text as X gives it back: HTML-escaped, with links replaced by t.co. */
export interface Rendered {
  readonly text: string;
  readonly entities: Entities;
  /** Links that X bills as a post with URL; media links are not among them. */
  readonly links: number;
}

/** X keeps the composed form and no white space around it. (Assumed: no published text says so.) */
export function normalise(text: string): string {
  return text.normalize('NFC').trim();
}

/** Refuses what X refuses about a text. The length is weighted, by the rules X publishes in twitter-text. */
export function checkText(text: string, premium: boolean, settings: XSettings): void {
  const garbled = twitter.hasInvalidCharacters(text);
  if (garbled) throw new Refusal(invalid('text', text, 'The Tweet contains invalid characters.'));
  if (twitter.parseTweet(text).weightedLength > (premium ? 25_000 : 280)) throw new Refusal(problems.notPermitted);
  if (twitter.extractCashtags(text).length > 1) throw new Refusal(problems.cashtags);
  const refused = twitter.extractUrls(text).find((url) => isRefused(url, settings.refusedDomains));
  if (refused !== undefined) throw new Refusal(invalid('text', text, 'The Tweet contains an invalid URL.'));
}

function isRefused(url: string, domains: readonly string[]): boolean {
  const host = /^https?:\/\/([^/?#:]*)/i.exec(withScheme(url))?.[1]?.toLowerCase() ?? '';
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/** `id` makes the short links of a post differ from those of every other. */
export function render(text: string, id: string): Rendered {
  const entities: Entities = {};
  let [out, from, length, links] = ['', 0, 0, 0];
  const write = (piece: string): Place => {
    const start = length;
    out += piece;
    length += [...piece].length;
    return { start, end: length };
  };
  for (const entity of twitter.extractEntitiesWithIndices(text)) {
    const [start, end] = entity.indices;
    write(escapeHtml(text.slice(from, start)));
    if ('url' in entity) {
      const url = shortLink(`${id} ${links++}`);
      entities.urls = [...(entities.urls ?? []), { ...write(url), url, ...targetOf(entity.url) }];
    } else {
      const place = write(escapeHtml(text.slice(start, end)));
      if ('hashtag' in entity) entities.hashtags = [...(entities.hashtags ?? []), { ...place, tag: entity.hashtag }];
      if ('cashtag' in entity) entities.cashtags = [...(entities.cashtags ?? []), { ...place, tag: entity.cashtag }];
      if ('screenName' in entity) {
        entities.mentions = [...(entities.mentions ?? []), { ...place, username: entity.screenName }];
      }
    }
    from = end;
  }
  write(escapeHtml(text.slice(from)));
  return { text: out, entities, links };
}

/** X ends the text of a post with media by one t.co link, and lists it once per medium. */
export function appendMedia(rendered: Rendered, id: string, username: string, keys: readonly string[]): Rendered {
  const url = shortLink(`${id} media`);
  const lead = rendered.text === '' ? '' : `${rendered.text} `;
  const place = { start: [...lead].length, end: [...lead].length + url.length };
  const urls = keys.map((media_key, index) => ({
    ...place,
    url,
    expanded_url: `https://x.com/${username}/status/${id}/photo/${index + 1}`,
    display_url: `pic.x.com/${url.slice(-10)}`,
    media_key,
  }));
  const entities = { ...rendered.entities, urls: [...(rendered.entities.urls ?? []), ...urls] };
  return { text: lead + url, entities, links: rendered.links };
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function targetOf(url: string): { expanded_url: string; display_url: string } {
  const bare = url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
  return { expanded_url: withScheme(url), display_url: bare.length > 27 ? `${bare.slice(0, 26)}…` : bare };
}

/** A bare domain is linked as http. */
function withScheme(url: string): string {
  return /^https?:\/\//i.test(url) ? url : `http://${url}`;
}

/** 23 characters: `https://t.co/` and ten letters or digits. */
function shortLink(key: string): string {
  const digits = createHash('sha256').update(key).digest().subarray(0, 10);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return `https://t.co/${Array.from(digits, (byte) => alphabet[byte % 62]).join('')}`;
}
