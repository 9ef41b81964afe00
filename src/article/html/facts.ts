import { webAddress } from '../address.ts';
import type { Facts } from '../draft.ts';
import { isoDate } from '../front/dates.ts';
import { canonicalLanguage } from '../language/tag.ts';
import { attribute, type PageDocument, type PageElement, wordsOf } from './dom.ts';
import { type LinkedData, linkedDataOf } from './linked-data.ts';

/**
 * What a page says about its article: by microformats (h-entry, as in Medium's export), JSON-LD, OpenGraph, other
 * `meta` and `link` elements, and the page's own headings; in this order, the most exact first.
 */
export function factsOf(document: PageDocument, html: string): Facts {
  const data = linkedDataOf(document);
  const canonicalUrl = canonicalOf(document, data, html);
  return {
    title: titleOf(document, data),
    subtitle: subtitleOf(document),
    author: authorOf(document, data),
    canonicalUrl,
    publishedAt: publishedOf(document, data),
    language: languageOf(document, data),
  };
}

/** The address against which the page's links are read; `null` where the page names none. */
export function baseOf(document: PageDocument, canonicalUrl: string | null): string | null {
  const base = attributeAt(document, 'base[href]', 'href');
  return base === null ? canonicalUrl : (webAddress(base, canonicalUrl) ?? canonicalUrl);
}

function titleOf(document: PageDocument, data: LinkedData): string | null {
  const names = [...document.querySelectorAll('.h-entry .p-name, .graf--title')].filter(
    (element) => element.closest('.h-card') === null,
  );
  const headings = [...document.querySelectorAll('h1')].filter((heading) => wordsOf(heading) !== '');
  return first(
    wordsOf(names[0] ?? null),
    headings.length === 1 ? wordsOf(headings[0] ?? null) : null,
    data.headline,
    metaOf(document, 'og:title', 'twitter:title'),
    withoutSite(wordsOf(document.querySelector('title')), metaOf(document, 'og:site_name')),
  );
}

/** `Title | by Author | Medium`, `Title - The Paper`: what follows a bar or the site's own name is not the title. */
function withoutSite(title: string, site: string | null): string {
  const [before = ''] = title.split(/ [|·»] /);
  const end = site === null ? -1 : before.toLowerCase().lastIndexOf(site.toLowerCase());
  const bare = end > 0 ? before.slice(0, end).replace(/[\s–—:-]+$/, '') : before;
  return bare === '' ? title : bare;
}

function subtitleOf(document: PageDocument): string | null {
  return first(wordsOf(document.querySelector('.h-entry .p-summary, .pw-subtitle-paragraph, .graf--subtitle')));
}

function authorOf(document: PageDocument, data: LinkedData): string | null {
  const named = document.querySelector(
    '.h-entry .p-author, [itemprop="author"] [itemprop="name"], [itemprop="author"], a[rel~="author"]',
  );
  const meta = metaOf(document, 'author', 'article:author', 'parsely-author');
  const name = first(wordsOf(named), data.author, meta === null || /^https?:/.test(meta) ? null : meta);
  return name === null ? null : name.replace(/^by\s+/i, '');
}

function publishedOf(document: PageDocument, data: LinkedData): string | null {
  return firstDate(
    attributeAt(document, '.h-entry .dt-published', 'datetime'),
    data.published,
    metaOf(document, 'article:published_time', 'datePublished', 'parsely-pub-date', 'date', 'dc.date'),
    attributeAt(document, '[itemprop="datePublished"]', 'datetime'),
    attributeAt(document, '[itemprop="datePublished"]', 'content'),
    attributeAt(document, 'time[pubdate], article time[datetime], header time[datetime]', 'datetime'),
  );
}

function canonicalOf(document: PageDocument, data: LinkedData, html: string): string | null {
  const [, saved = null] = /<!-- saved from url=\(\d+\)(\S{1,2000}) -->/.exec(html.slice(0, 5_000)) ?? [];
  const found = [
    attributeAt(document, '.p-canonical', 'href'),
    attributeAt(document, 'link[rel~="canonical"]', 'href'),
    metaOf(document, 'og:url'),
    data.url,
    saved,
  ];
  for (const each of found) {
    const url = each === null ? null : webAddress(each, null);
    if (url !== null) return url;
  }
  return null;
}

function languageOf(document: PageDocument, data: LinkedData): string | null {
  const found = [
    attribute(document.documentElement, 'lang') ?? attribute(document.documentElement, 'xml:lang'),
    attributeAt(document, 'meta[http-equiv="content-language" i]', 'content'),
    data.language,
    metaOf(document, 'og:locale'),
  ];
  return found.map((each) => (each === null ? null : canonicalLanguage(each))).find((each) => each !== null) ?? null;
}

function metaOf(document: PageDocument, ...names: readonly string[]): string | null {
  for (const name of names) {
    const element =
      document.querySelector(`meta[property="${name}" i]`) ??
      document.querySelector(`meta[name="${name}" i]`) ??
      document.querySelector(`meta[itemprop="${name}" i]`);
    const content = element === null ? null : attribute(element, 'content');
    if (content !== null) return content.replace(/\s+/g, ' ');
  }
  return null;
}

function attributeAt(document: PageDocument, selector: string, name: string): string | null {
  const element: PageElement | null = document.querySelector(selector);
  return element === null ? null : attribute(element, name);
}

function first(...values: readonly (string | null)[]): string | null {
  return values.find((value) => value !== null && value !== '') ?? null;
}

/** The first that is a date; a page's clock without a zone says the day only. */
function firstDate(...values: readonly (string | null)[]): string | null {
  for (const value of values) {
    const written = value?.trim() ?? '';
    const hasZone = /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(written) && written.length > 10;
    const date = isoDate(hasZone ? written : written.slice(0, 10));
    if (date !== null) return date;
  }
  return null;
}
