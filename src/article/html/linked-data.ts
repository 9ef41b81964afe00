import { attribute, type PageDocument } from './dom.ts';

/** What a page's JSON-LD (schema.org) says of its article. */
export interface LinkedData {
  readonly headline: string | null;
  readonly author: string | null;
  readonly published: string | null;
  readonly url: string | null;
  readonly language: string | null;
}

const ARTICLES = /(?:Article|Posting|Report)$/;
const LONGEST = 200_000;

/** The first object on the page that is an article of some kind. Data that does not parse says nothing. */
export function linkedDataOf(document: PageDocument): LinkedData {
  const article = [...document.querySelectorAll('script')]
    .filter((script) => attribute(script, 'type')?.toLowerCase() === 'application/ld+json')
    .flatMap((script) => objectsOf(parseJson(script.textContent)))
    .find((object) => [field(object, '@type')].flat().some((type) => typeof type === 'string' && ARTICLES.test(type)));
  const text = (name: string) => textOf(field(article, name), name);
  return {
    headline: text('headline') ?? text('name'),
    author: nameOf(field(article, 'author')) ?? nameOf(field(article, 'creator')),
    published: text('datePublished') ?? text('dateCreated'),
    url: textOf(field(article, 'mainEntityOfPage'), '@id') ?? text('url'),
    language: text('inLanguage'),
  };
}

function parseJson(json: string): unknown {
  if (json.length > LONGEST) return null;
  try {
    return JSON.parse(json);
  } catch (error) {
    // Somebody else's page: its broken data is as good as none, and nothing its reader could mend.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The objects of a document: itself, a list's, and those of its `@graph`. */
function objectsOf(value: unknown): readonly unknown[] {
  const list = [value].flat();
  return list.flatMap((each) => [each, ...[field(each, '@graph')].flat()]).filter((each) => each !== undefined);
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown, inside: string): string | null {
  const text = typeof value === 'string' ? value : field(value, inside);
  return typeof text === 'string' && text.trim() !== '' ? text.replace(/\s+/g, ' ').trim() : null;
}

function nameOf(value: unknown): string | null {
  const names = [value].flat().map((each) => textOf(each, 'name'));
  const known = names.filter((name) => name !== null && !/^https?:/.test(name));
  return known.length === 0 ? null : known.join(', ');
}
