import type { Delivery, State } from '../../delivery/delivery.ts';
import { nextStep, possibleActions } from '../../delivery/outlook.ts';
import { type Html, html, path } from '../html.ts';
import { threadPath } from './sheet.ts';
import type { Times } from './time.ts';
import { count } from './words.ts';

type Tone = 'good' | 'warn' | 'bad' | '';

const TONES: Readonly<Record<State, Tone>> = {
  held: 'warn',
  planned: '',
  publishing: 'warn',
  waiting: 'warn',
  uncertain: 'warn',
  'needs-author': 'bad',
  published: 'good',
  unpublishing: 'warn',
  unpublished: '',
  failed: 'bad',
  cancelled: '',
  missed: '',
};

const STATE_WORDS: Readonly<Partial<Record<State, string>>> = {
  held: 'waits for approval',
  'needs-author': 'needs you',
  publishing: 'going out',
  unpublishing: 'being taken down',
  unpublished: 'taken down',
};

export function stateBadge(state: State): Html {
  return html`<span class="badge ${TONES[state]}">${STATE_WORDS[state] ?? state}</span>`;
}

export function modeBadge(live: boolean): Html {
  return html`<span class="badge${live ? ' live' : ''}">${live ? 'live' : 'rehearsal'}</span>`;
}

/** An account as a heading: its id only where it is not the platform's name again. */
export function accountName(platformName: string, account: string): string {
  return account === platformName.toLowerCase() ? platformName : `${platformName}, ${account}`;
}

/** How each action is offered; those that cannot be taken back ask first. */
const ACTIONS: Readonly<Record<string, { readonly words: string; readonly kind: string; readonly asks: boolean }>> = {
  approve: { words: 'Approve', kind: 'main', asks: false },
  retry: { words: 'Try again', kind: '', asks: false },
  adopt: { words: 'It is there: adopt it', kind: '', asks: true },
  cancel: { words: 'Cancel', kind: '', asks: true },
  unpublish: { words: 'Take down', kind: 'danger', asks: true },
};

export function deliveryPath(id: string): string {
  return path('deliveries', id);
}

/** Buttons for what can be done about a delivery now; what takes posts down is offered on its own page only. */
function actionsOf(delivery: Delivery, isOwnPage: boolean): Html | '' {
  const possible = possibleActions(delivery).filter((action) => isOwnPage || action !== 'unpublish');
  if (possible.length === 0) return '';
  return html`<div class="actions">${possible.map((action) => {
    const { words, kind, asks } = ACTIONS[action] ?? { words: action, kind: '', asks: true };
    const label = html`${words}<span class="hidden">: ${delivery.article.title}, ${delivery.account}</span>`;
    if (asks) return html`<a class="button ${kind}" href="${deliveryPath(delivery.id)}/${action}">${label}</a>`;
    return html`<form class="inline" method="post" action="${deliveryPath(delivery.id)}/${action}"><button class="${kind}">${label}</button></form>`;
  })}</div>`;
}

/** A delivery with where it stands, why, what Spool does next and what the author can do. */
export function deliveryCard(delivery: Delivery, times: Times, more: Html | '' = '', isOwnPage = false): Html {
  const { id, article, account, live, state, why, receipts, plan } = delivery;
  // That it waits for the author is what its badge and its buttons say.
  const next = state === 'held' || state === 'needs-author' ? null : nextStep(delivery);
  const isAsking = ['held', 'needs-author', 'failed', 'uncertain'].includes(state);
  const url = receipts.at(0)?.url ?? null;
  const title = html`<a href="${threadPath(article.source)}" dir="auto">${article.title}</a>`;
  return html`<article class="card${isAsking ? ' asks' : ''}" id="delivery-${id}">
<header>${isOwnPage ? html`<h2>Where it stands</h2>` : html`<h3>${title}</h3>`}${stateBadge(state)} ${modeBadge(live)}</header>
<p class="facts"><span>${account}</span><span>${sentWords(receipts.length, plan.posts.length)}</span>
<span>${whenOf(delivery, times)}</span>
${isOwnPage ? '' : html`<span><a href="${deliveryPath(id)}">Posts and history<span class="hidden"> of ${article.title} on ${account}</span></a></span>`}
${url === null ? '' : html`<span><a href="${url}" rel="noopener noreferrer" target="_blank">See it there</a></span>`}</p>
${why === null ? '' : html`<p dir="auto">${times.within(sentence(why))}</p>`}
${next === null ? '' : html`<p class="quiet">Spool ${times.within(next)}.</p>`}
${more}${actionsOf(delivery, isOwnPage)}
</article>`;
}

/** When it went out, once it has; else when it is meant to. */
function whenOf({ receipts, slotMs, createdMs }: Delivery, times: Times): Html {
  const [first] = receipts;
  if (first !== undefined) return html`out ${times.at(first.atMs)}`;
  return slotMs === null ? html`by hand, ${times.at(createdMs)}` : html`for ${times.at(slotMs)}`;
}

function sentWords(sent: number, total: number): string {
  return sent === total || sent === 0 ? count(total, 'post') : `${sent} of ${count(total, 'post')} out`;
}

/** A reason in words as a sentence of its own. */
export function sentence(words: string): string {
  const text = words.trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
