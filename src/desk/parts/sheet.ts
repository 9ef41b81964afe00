import type { Card, Image, Post } from '../../thread/thread.ts';
import { type Html, html, path, query, safeHref } from '../html.ts';
import { grouped } from './words.ts';

/** Whose thread it is, as a follower sees it. */
export interface Poster {
  readonly name: string;
  readonly handle: string;
  /** The platform's id, for its colours. */
  readonly platform: string;
  /** The article's file, from whose folder pictures come. */
  readonly source: string;
}

/** What of a post is shown; a planned post or one that is tried out. */
export type ShownPost = Pick<Post, 'text' | 'links' | 'mentions' | 'hashtags' | 'images' | 'card'> &
  Partial<Pick<Post, 'length'>>;

/** What stands under a post. */
export type Under = (index: number) => Html | '';

/** A thread as it looks on its platform: avatar, name, text, pictures, link card, thread line. */
export function sheet(posts: readonly ShownPost[], poster: Poster, under: Under): Html {
  const known = ['x', 'bluesky'].includes(poster.platform) ? poster.platform : 'other';
  return html`<ol class="sheet ${known}">${posts.map(
    (post, index) => html`<li class="post">
<div class="rail"><span class="avatar" aria-hidden="true">${initial(poster.name)}</span></div>
<div class="body">
<p class="who"><span class="name" dir="auto">${poster.name}</span> <span class="handle">@${poster.handle}</span> <span class="nth">· ${index + 1} of ${posts.length}</span></p>
<div class="text" dir="auto">${textOf(post)}</div>
${picturesOf(post.images, poster)}
${post.card === null ? '' : cardOf(post.card, poster)}
${under(index)}
</div></li>`,
  )}</ol>`;
}

function initial(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return (first?.segment ?? '?').toUpperCase();
}

/** The text with what the platform makes of parts of it. Stretches never overlap; one that did would be left plain. */
function textOf({ text, links, mentions, hashtags }: ShownPost): readonly (Html | string)[] {
  const marked = [
    ...links.map(({ start, end, url }) => ({ start, end, href: safeHref(url) })),
    ...mentions.map(({ start, end }) => ({ start, end, href: null })),
    ...hashtags.map(({ start, end }) => ({ start, end, href: null })),
  ].toSorted((a, b) => a.start - b.start);
  const parts: (Html | string)[] = [];
  let at = 0;
  for (const { start, end, href } of marked) {
    if (start < at) continue;
    parts.push(text.slice(at, start));
    const words = text.slice(start, end);
    parts.push(
      href === null
        ? html`<span class="entity">${words}</span>`
        : html`<a href="${href}" rel="noopener noreferrer nofollow" target="_blank" title="${href}">${words}</a>`,
    );
    at = end;
  }
  return [...parts, text.slice(at)];
}

export function pictureAddress(article: string, source: string): string {
  return `/picture${query({ article, source })}`;
}

function picturesOf(images: readonly Image[], { source: article }: Poster): Html | '' {
  if (images.length === 0) return '';
  return html`<div class="pictures${images.length > 1 ? ' many' : ''}">${images.map(
    ({ source, alt }) => html`<figure><img src="${pictureAddress(article, source)}" alt="${alt}" loading="lazy">
<figcaption>${alt === '' ? 'No description (alt text) yet' : html`Alt: <span dir="auto">${alt}</span>`}</figcaption></figure>`,
  )}</div>`;
}

function cardOf({ url, title, description, image }: Card, { source }: Poster): Html {
  const site = URL.canParse(url) ? new URL(url).hostname : url;
  return html`<div class="link-card">
${image === null ? '' : html`<img src="${pictureAddress(source, image)}" alt="" loading="lazy">`}
<div><div class="site">${site}</div><div class="title" dir="auto">${title}</div><div dir="auto">${description}</div></div></div>`;
}

const RADIUS = 8;
const ROUND = 2 * Math.PI * RADIUS;

/** The ring that fills as a post nears its limit, with the platform's own count. */
export function ring({ value, limit, unit }: Post['length']): Html {
  const share = Math.min(1, value / limit);
  const state = value > limit ? ' over' : share > 0.93 ? ' near' : '';
  return html`<span class="ring${state}" title="${grouped(value)} of ${grouped(limit)} ${unit}"><svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><g fill="none" stroke-width="2.5" transform="rotate(-90 10 10)"><circle class="track" cx="10" cy="10" r="${RADIUS}"/><circle class="fill" cx="10" cy="10" r="${RADIUS}" stroke-dasharray="${(share * ROUND).toFixed(1)} ${ROUND.toFixed(1)}"/></g></svg>${value}/${limit}<span class="hidden"> ${unit}</span></span>`;
}

/** Path of an article's page. */
export function threadPath(source: string): string {
  return path('threads', source);
}
