import type { Attempt, Delivery } from '../../delivery/delivery.ts';
import type { AuthorAction } from '../../delivery/outlook.ts';
import { type Html, html } from '../html.ts';
import { deliveryCard, deliveryPath, sentence } from '../parts/delivery.ts';
import { sheet, threadPath } from '../parts/sheet.ts';
import type { Times } from '../parts/time.ts';
import { count, dollars } from '../parts/words.ts';

/** A delivery's posts as planned, where each is, and what was tried. */
export function deliveryPage(delivery: Delivery, handle: string, times: Times): Html {
  const { article, plan, receipts, removed, attempts, platform, account, createdMs } = delivery;
  const poster = { name: handle, handle, platform, source: article.source };
  const posts = plan.posts.map(({ post }) => post);
  const under = (index: number) => {
    const receipt = receipts.find((each) => each.index === index);
    if (receipt === undefined) return html`<p class="under">not out yet</p>`;
    const gone = removed.includes(index) ? 'taken down again; it was ' : '';
    const link =
      receipt.url === null
        ? ''
        : html` <a href="${receipt.url}" rel="noopener noreferrer" target="_blank">See it there</a>`;
    return html`<p class="under"><span>${gone}out ${times.at(receipt.atMs)}</span>${link}</p>`;
  };
  return html`<p class="crumbs"><a href="/threads">Threads</a> › <a href="${threadPath(article.source)}" dir="auto">${article.title}</a> › ${account}</p>
<h1 dir="auto">${article.title}</h1>
<p class="lead">${count(posts.length, 'post')} for ${account}, planned ${times.at(createdMs)}, ${dollars(plan.costUsd)}. A plan never changes: editing the article makes later deliveries, not this one.</p>
${deliveryCard(delivery, times, '', true)}
<div class="columns"><section aria-labelledby="posts"><h2 id="posts">Its posts</h2>${sheet(posts, poster, under)}</section>
<section aria-labelledby="tried"><h2 id="tried">What was tried</h2>${attempts.length === 0 ? html`<p class="empty">${receipts.length === 0 ? 'Nothing yet.' : 'Spool has sent none of it itself: its posts were there.'}</p>` : html`<ol class="steps">${attempts.map((each) => attemptLine(each, times))}</ol>`}
${receipts.length === 0 ? '' : html`<p><a class="button" href="/impressions/${delivery.id}">Its numbers</a></p>`}</section></div>`;
}

const OUTCOMES = {
  sent: 'sent',
  'not-sent': 'not taken',
  unknown: 'outcome unknown',
  absent: 'proven not to be there',
} as const;

function attemptLine({ step, number, intentMs, outcome, why, absentMs }: Attempt, times: Times): Html {
  const looked = absentMs.length === 0 ? '' : `, looked for ${count(absentMs.length, 'time')}`;
  return html`<li>${times.at(intentMs)}: request ${step + 1}${number > 1 ? `, attempt ${number}` : ''}: ${outcome === null ? 'under way' : OUTCOMES[outcome]}${looked}${why === null ? '' : html`. <span dir="auto">${sentence(why)}</span>`}</li>`;
}

interface Question {
  readonly title: string;
  readonly words: string;
  readonly button: string;
}

const QUESTIONS: Readonly<Record<AuthorAction, Question>> = {
  approve: { title: 'Approve it?', words: 'It goes out at its time.', button: 'Approve' },
  retry: { title: 'Try it again?', words: 'The worker goes on with it at once.', button: 'Try again' },
  adopt: {
    title: 'Its posts are there already?',
    words:
      'If you see the posts on the platform although Spool could not tell, give their addresses, in order, one on each line. Spool notes them and goes on after them.',
    button: 'They are there',
  },
  cancel: {
    title: 'Cancel it?',
    words: 'No further post of it is sent. Posts that are out stay out.',
    button: 'Cancel the delivery',
  },
  unpublish: {
    title: 'Take it down?',
    words: 'Its posts are deleted from the platform, the last first. That cannot be undone.',
    button: 'Take it down',
  },
};

/** Asks before something is done that cannot be taken back. */
export function confirmPage(delivery: Delivery, action: AuthorAction, times: Times): Html {
  const { title, words, button } = QUESTIONS[action];
  const isGrave = action === 'unpublish' || action === 'cancel';
  return html`<h1>${title}</h1><p class="lead">${words}</p>
<div class="card"><h2 class="hidden">The delivery</h2><p><strong dir="auto">${delivery.article.title}</strong></p>
<p class="facts"><span>${delivery.account}, ${delivery.live ? 'live' : 'rehearsal'}</span><span>${delivery.receipts.length} of ${count(delivery.plan.posts.length, 'post')} out</span>${delivery.slotMs === null ? '' : times.at(delivery.slotMs)}</p></div>
<form method="post" action="${deliveryPath(delivery.id)}/${action}">
${action === 'adopt' ? html`<div class="field"><label for="urls">Addresses of the posts</label><textarea id="urls" name="urls" rows="4" required></textarea></div>` : ''}
<div class="actions"><button class="${isGrave ? 'danger' : 'main'}">${button}</button><a href="${deliveryPath(delivery.id)}">Leave it as it is</a></div></form>`;
}
