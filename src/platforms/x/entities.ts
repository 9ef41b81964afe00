import type { Entity } from '../../thread/rules.ts';
import { twitterText } from './twitter-text.ts';

/** Every top-level domain has two letters at least: what has no such dot holds no link. */
const LINK_HINT = /\.[\p{L}\p{M}]{2}/u;
const TAG_HINT = /[@＠#＃$]/;

/**
 * What X would turn into a link, a mention, a hashtag or a cashtag, in order, by X's own rules. Where a tag and a link
 * overlap, the link is told: it counts as 23 and is billed.
 */
export function entities(text: string): readonly Entity[] {
  return LINK_HINT.test(text) || TAG_HINT.test(text) ? inRuns(text, entitiesOfRun) : [];
}

/** The links among them. */
export function links(text: string): readonly Entity[] {
  return LINK_HINT.test(text) ? inRuns(text, linksOfRun) : [];
}

/**
 * No entity reaches across one of these spaces, so a text can be judged in runs of words, each with the space before
 * it. A long word is judged alone: the library takes quadratic time in the length of a word that may hold a link.
 */
const RUN = /[ \n\t]?[^ \n\t]{1,200}(?![^ \n\t])(?:[ \n\t]+[^ \n\t]{1,200}(?![^ \n\t])){0,49}|[ \n\t]?[^ \n\t]+/g;
const WORD = /[^ \n\t]+/g;

function inRuns(text: string, ofRun: (run: string) => readonly Entity[]): readonly Entity[] {
  return Array.from(text.matchAll(RUN)).flatMap(({ 0: run, index }) =>
    ofRun(run).map((entity) => movedBy(index, entity)),
  );
}

function entitiesOfRun(run: string): readonly Entity[] {
  const plain = plainLinks(run, (word) => LINK_HINT.test(word) || TAG_HINT.test(word));
  if (plain !== null) return plain;
  const { mentions, hashtags, cashtags } = twitterText();
  const found = linksOfRun(run);
  const tags = [
    ...mentions(run).map(({ indices }) => toEntity(run, 'mention', indices)),
    ...hashtags(run, { checkUrlOverlap: false }).map(({ indices }) => toEntity(run, 'hashtag', indices)),
    ...cashtags(run).map(({ indices }) => toEntity(run, 'cashtag', indices)),
  ];
  const apart = tags.filter((tag) => !found.some((link) => tag.start < link.end && link.start < tag.end));
  return [...found, ...apart].sort((a, b) => a.start - b.start);
}

function linksOfRun(run: string): readonly Entity[] {
  const plain = plainLinks(run, (word) => LINK_HINT.test(word));
  return (
    plain ??
    twitterText()
      .urls(run)
      .map(({ indices }) => toEntity(run, 'link', indices))
  );
}

/**
 * An address so plain that it is a link to twitter-text whatever stands around it (a property test says so): a common
 * domain, and a path and query of unreserved characters. It keeps the library unloaded for most articles.
 */
const PLAIN_LINK =
  /^\(?(?<url>https?:\/\/(?!t\.co\b)(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+(?:com|org|net|edu|gov|eu|uk|de|fr)(?:\/(?:[\w/.~@+-]*[\w/-])?)?(?:\?[\w/.~@+=&%-]*[\w/=&-])?)\)?[.,;:!?]?$/;
const PLAIN_LINK_LIMIT = 500;

/** The links of a run in which every suspicious word is a plain link; `null` where the library has to judge. */
function plainLinks(run: string, isSuspicious: (word: string) => boolean): readonly Entity[] | null {
  const found: Entity[] = [];
  for (const { 0: word, index } of run.matchAll(WORD)) {
    if (!isSuspicious(word)) continue;
    const url = word.length <= PLAIN_LINK_LIMIT ? PLAIN_LINK.exec(word)?.groups?.url : undefined;
    if (url === undefined) return null;
    const start = index + word.indexOf(url);
    found.push(toEntity(run, 'link', [start, start + url.length]));
  }
  return found;
}

function toEntity(run: string, kind: Entity['kind'], [start, end]: readonly [number, number]): Entity {
  return { kind, text: run.slice(start, end), start, end };
}

function movedBy(by: number, entity: Entity): Entity {
  return { ...entity, start: entity.start + by, end: entity.end + by };
}
