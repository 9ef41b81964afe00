import { type Html, html, type Part } from './html.ts';
import type { LiveEvent } from './live.ts';
import type { Times } from './parts/time.ts';

/** What stands around every page. */
export interface Frame {
  readonly times: Times;
  readonly theme: Theme;
  /** Path with query, for the way back after switching the theme. */
  readonly here: string;
  /** The newest first. */
  readonly events: readonly LiveEvent[];
  /** The home folder. */
  readonly home: string;
  /** Path of a file of the desk, with a mark of its content. */
  asset(name: string): string;
  /** Whether there is a session to sign out of. */
  readonly isSignedIn: boolean;
  /** What was just done, in words; `null` where nothing was. */
  readonly notice: string | null;
}

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface Page {
  readonly title: string;
  /** Which entry of the navigation it belongs to. */
  readonly section: Section | null;
  readonly main: Part;
  /** Whether it is brought up to date as events come in. Not where to look counts, or where somebody writes. */
  readonly isLive?: boolean;
  /** Without ways to other pages and without events: for whoever is not signed in. */
  readonly isBare?: boolean;
}

const SECTIONS = [
  ['today', 'Today', '/'],
  ['threads', 'Threads', '/threads'],
  ['schedules', 'Schedules', '/schedules'],
  ['impressions', 'Impressions', '/impressions'],
  ['timeline', 'Timeline', '/timeline'],
  ['accounts', 'Accounts', '/accounts'],
] as const;

export type Section = (typeof SECTIONS)[number][0];

export function layout(page: Page, frame: Frame): Html {
  const { theme, asset, notice } = frame;
  return html`<!doctype html>
<html lang="en"${theme === 'auto' ? '' : html` data-theme="${theme}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${theme === 'auto' ? 'light dark' : theme}">
<title>${page.title} · Spool</title>
<link rel="icon" href="${asset('spool.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${asset('desk.css')}">
<script type="module" src="${asset('desk.js')}"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="/"><img src="${asset('spool.svg')}" alt="" width="22" height="22">Spool</a>
${page.isBare ? '' : html`<nav aria-label="Main"><ul>${SECTIONS.map((each) => entry(each, page.section))}</ul></nav>${themeSwitch(frame)}${signOut(frame)}`}
</header>
${page.isBare ? '' : html`<p class="lost" role="status" hidden>The worker does not answer: what you see may be out of date, and nothing can be saved. This page goes on by itself when it is back.</p>`}
<main id="main" tabindex="-1"${page.isLive ? html` data-live` : ''}>
${notice === null ? '' : html`<p class="notice" role="status">${notice}</p>`}
${page.main}
</main>
${page.isBare ? '' : footer(frame)}
</body>
</html>`;
}

function entry([id, name, href]: (typeof SECTIONS)[number], current: Section | null): Html {
  return html`<li><a href="${href}"${id === current ? html` aria-current="page"` : ''}>${name}</a></li>`;
}

const THEME_NAMES: Readonly<Record<Theme, string>> = { auto: 'Automatic', light: 'Light', dark: 'Dark' };

/** Three plain buttons: works without a script, and the page comes back in the theme chosen. */
function themeSwitch({ theme, here }: Frame): Html {
  return html`<form class="themes" method="post" action="/theme" aria-label="Colours">
<input type="hidden" name="back" value="${here}">
${THEMES.map(
  (each) =>
    html`<button name="theme" value="${each}" aria-pressed="${String(each === theme)}" title="${THEME_NAMES[each]} colours"><span aria-hidden="true">${{ auto: '◐', light: '☀', dark: '☾' }[each]}</span><span class="hidden">${THEME_NAMES[each]} colours</span></button>`,
)}</form>`;
}

function signOut({ isSignedIn }: Frame): Html | '' {
  return isSignedIn ? html`<form class="inline" method="post" action="/sign-out"><button>Sign out</button></form>` : '';
}

function footer({ events, times, home }: Frame): Html {
  return html`<footer class="bottom">
<section class="events" aria-labelledby="events-title">
<h2 id="events-title">As it happens</h2>
<div role="log" aria-live="polite" aria-labelledby="events-title" tabindex="0"><ol data-events data-last="${events[0]?.id ?? 0}" data-zone="${times.zone}">
${events.length === 0 ? html`<li class="quiet">Nothing has happened since the worker started.</li>` : events.slice(0, 8).map((event) => html`<li>${times.at(event.atMs)} <span dir="auto">${event.words}</span></li>`)}
</ol></div>
</section>
<p class="place">Times are in ${times.zone}. Files are in <span class="path">${home}</span>.</p>
</footer>`;
}
