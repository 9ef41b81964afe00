import { SIGN_IN } from '../access/door.ts';
import { type Html, html } from '../html.ts';

/** @param to path to go on to afterwards */
export function signInPage(to: string, refused: string | null): Html {
  return html`<div class="sign-in"><h1>Sign in to the desk</h1><p class="lead">The password is what the worker was started with, as <code>SPOOL_DESK_PASSWORD</code>.</p>
<form class="card" method="post" action="${SIGN_IN}">
<input type="hidden" name="to" value="${to}">
<div class="field"><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required autofocus${refused === null ? '' : html` aria-invalid="true" aria-describedby="refused"`}></div>
${refused === null ? '' : html`<p class="note bad" id="refused" role="alert">${refused}</p>`}
<div class="actions"><button class="main">Sign in</button></div></form></div>`;
}
