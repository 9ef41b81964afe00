import type { Account } from '../../config/config.ts';
import { type Html, html } from '../html.ts';
import { accountName, modeBadge } from '../parts/delivery.ts';
import { faultList } from '../parts/faults.ts';
import { threadPath } from '../parts/sheet.ts';
import { count, dollars } from '../parts/words.ts';
import type { Preview } from '../studio.ts';

export interface PublishView {
  readonly preview: Preview;
  readonly accounts: readonly Account[];
  /** Ids of accounts it went to, in their present mode. */
  readonly went: ReadonlySet<string>;
  platformName(id: string): string;
}

/** Says plainly what would happen; nothing is ticked that would go out live or a second time. */
export function publishPage({ preview, accounts, went, platformName }: PublishView): Html {
  const { title, source } = preview.article;
  const back = threadPath(source);
  const hasLive = accounts.some(({ live }) => live);
  return html`<p class="crumbs"><a href="/threads">Threads</a> › <a href="${back}" dir="auto">${title}</a></p>
<h1>Publish now?</h1>
<p class="lead" dir="auto">${title}</p>
<form method="post" action="${back}/publish" class="fields">
<fieldset><legend>To which accounts</legend>${preview.threads.map((thread) => {
    const { account, platform, live, posts, cost, faults } = thread;
    const isPossible = faults.length === 0;
    return html`<p><label><input type="checkbox" name="account" value="${account}"${isPossible && !live && !went.has(account) ? html` checked` : ''}${isPossible ? '' : html` disabled`}> ${accountName(platformName(platform), account)}</label> ${modeBadge(live)}
<span class="hint">${isPossible ? `${count(posts.length, 'post')}, ${dollars(live ? (cost?.usd ?? 0) : 0)}${live ? ', for everybody to see' : ', on Spool’s own timeline'}` : 'no thread can be made of it'}${went.has(account) ? '; it went there before' : ''}</span></p>${isPossible ? '' : faultList(faults)}`;
  })}</fieldset>
${went.size === 0 ? '' : html`<p><label><input type="checkbox" name="again" value="yes"> Even though it went there before</label></p>`}
${hasLive ? html`<p class="note bad"><label><input type="checkbox" name="live" value="yes"> Yes, send it to the live accounts I ticked, for real and at once</label></p>` : ''}
<div class="actions"><button class="main">Publish now</button><a href="${back}">Leave it</a></div>
</form>`;
}
