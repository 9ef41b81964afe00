import { authorOf, fileOf } from '../../author-id.ts';
import type { Account } from '../../config/config.ts';
import type { AccountHealth } from '../../publisher.ts';
import type { Money } from '../data/money.ts';
import { type Html, html, path } from '../html.ts';
import { accountName, modeBadge, sentence } from '../parts/delivery.ts';
import { spent } from '../parts/words.ts';

export interface AccountView {
  readonly account: Account;
  readonly platformName: string;
  readonly isPaused: boolean;
  readonly secrets: readonly { readonly name: string; readonly isSet: boolean }[];
  /** What trying its credentials said; `null` where nobody asked. */
  readonly health: AccountHealth | null;
}

export interface Accounts {
  readonly accounts: readonly AccountView[];
  readonly isAllPaused: boolean;
  readonly money: Money;
}

export function accountsPage({ accounts, isAllPaused, money }: Accounts): Html {
  return html`<div class="head"><div><h1>Accounts</h1><p class="lead">Where your threads go. Secrets live in the environment or in .env only; they are never shown here, nor typed into this page.</p></div>
<form method="post" action="/accounts/${isAllPaused ? 'resume' : 'pause'}"><button class="${isAllPaused ? 'main' : 'danger'}">${isAllPaused ? 'Go on with all' : 'Pause all'}</button></form></div>
${isAllPaused ? html`<div class="note warn"><p>Everything is paused: nothing is sent until you go on.</p></div>` : ''}
<div class="columns">${accounts.map(accountCard)}</div>
<h2>This month’s budget</h2>
<dl class="figures"><div><dt>Sending</dt><dd>${spent(money.sentUsd)}<small>of ${spent(money.sendMostUsd)}</small></dd></div><div><dt>Reading numbers</dt><dd>${spent(money.readUsd)}<small>of ${spent(money.readMostUsd)}</small></dd></div></dl>
<p class="quiet">Set in config/spool.yaml under <code>budget</code>. Rehearsals and Bluesky cost nothing.</p>`;
}

function accountCard({ account, platformName, isPaused, secrets, health }: AccountView): Html {
  const { id, handle, live, approve } = account;
  const isReady = secrets.every(({ isSet }) => isSet);
  const button = (to: string, words: string, kind = '') =>
    html`<form class="inline" method="post" action="${path('accounts', id, to)}"><button class="${kind}">${words}<span class="hidden"> ${id}</span></button></form>`;
  return html`<section class="card" aria-labelledby="account-${id}"><header><h2 id="account-${id}">${accountName(platformName, id)}</h2>${modeBadge(live)}${isPaused ? html` <span class="badge warn">paused</span>` : ''}</header>
<p>@${handle}${approve ? ', asks for your approval' : ''}</p>
<h3>Credentials</h3>
<ul>${secrets.map(({ name, isSet }) => html`<li><code>${name}</code> <span class="badge ${isSet ? 'good' : live ? 'bad' : ''}">${isSet ? 'set' : 'not set'}</span></li>`)}</ul>
${health === null ? '' : healthNote(health)}
<div class="actions">${isReady ? button('check', 'Try them now') : ''}${isPaused ? button('resume', 'Go on', 'main') : button('pause', 'Pause')}</div>
${live ? '' : connecting(account, platformName, secrets)}
</section>`;
}

function healthNote({ isUsable, findings, problems, unknowns }: AccountHealth): Html {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? ''
      : html`<p><strong>${title}</strong></p><ul class="bullets">${lines.map((each) => html`<li dir="auto">${sentence(each)}</li>`)}</ul>`;
  return html`<div class="note ${isUsable ? '' : 'bad'}" role="status"><p>${isUsable ? 'They work.' : 'They do not work.'}</p>${list('Found out', findings)}${list('To mend', problems)}${list('Only posting could show', unknowns)}</div>`;
}

/** From rehearsal to live, step by step. */
function connecting(
  { id, platform }: Account,
  platformName: string,
  secrets: readonly { readonly name: string; readonly isSet: boolean }[],
): Html {
  const steps = STEPS[platform] ?? [`Get the credentials of your account from ${platformName}.`];
  return html`<details><summary>Connect it to ${platformName}, step by step</summary><ol class="steps">
${steps.map((step) => html`<li>${step}</li>`)}
<li>Write them into <code>.env</code> in the home folder, one on each line: ${secrets.map(({ name }, index) => html`${index === 0 ? '' : ', '}<code>${name}=…</code>`)}. Start the worker again.</li>
<li>Come back here and press “Try them now”: nothing is posted by it.</li>
<li>In <code>${fileOf(authorOf(id))}</code> set the account’s <code>handle</code>, and <code>live: true</code>. What went out in rehearsal does not count: the account begins anew.</li></ol></details>`;
}

const STEPS: Readonly<Record<string, readonly string[]>> = {
  x: [
    'Open the developer console of X (developer.x.com), make a project and an app in it, and put some credit on it: X bills every post.',
    'In the app’s user authentication settings choose “Read and write”, before you make any token: a token keeps the rights the app had when it was made.',
    'Under “Keys and tokens” make the API key and secret, and the access token and secret of your own account.',
  ],
  bluesky: [
    'Open Bluesky’s settings, “Privacy and security”, “App passwords”.',
    'Add an app password for Spool. Your account’s own password is never needed.',
  ],
};
