import type { Length } from '../../thread/rules.ts';
import { type Html, html, path } from '../html.ts';
import { sentence } from '../parts/delivery.ts';
import { faultList } from '../parts/faults.ts';
import { type Poster, ring, sheet, threadPath } from '../parts/sheet.ts';
import type { Preview, PreviewThread } from '../studio.ts';

export interface EditView {
  readonly preview: Preview;
  readonly thread: PreviewThread;
  readonly poster: Poster;
  readonly platformName: string;
  /** The posts as they are being written. */
  readonly posts: readonly string[];
  /** What the file was when this began. */
  readonly fileHash: string;
  /** Somebody has changed the file since this was begun: what is written here is not saved yet. */
  readonly isChanged: boolean;
  /** Whether the article has posts of the author's own for this platform already. */
  readonly isManual: boolean;
}

export function editPage(view: EditView): Html {
  const { preview, thread, platformName, posts, fileHash, isChanged, isManual } = view;
  const { title, source } = preview.article;
  const back = threadPath(source);
  const action = back + path('edit', thread.account);
  return html`<p class="crumbs"><a href="/threads">Threads</a> › <a href="${back}" dir="auto">${title}</a></p>
<h1>The posts for ${platformName}</h1>
<p class="lead">What you save is written into the front matter of <span class="path">${source}</span>, for every account on ${platformName}. Numbers, sign-off and the link at the end are added to it as configured. The article’s pictures stay where they stand; <code>images:</code> in the front matter, with <code>post:</code>, says otherwise.</p>
${isChanged ? html`<div class="note bad" role="alert"><p>Not saved: <span class="path">${source}</span> was changed since you began, by you in another window or by another program. Your posts stand below as you wrote them. <a href="${action}" target="_blank">See what the article says now</a>; to have your posts in their place, save once more.</p></div>` : ''}
<form method="post" action="${action}" data-answer="#result" data-ask="${action}" data-keep>
<input type="hidden" name="hash" value="${fileHash}">
<button class="hidden" name="do" value="look" tabindex="-1" aria-hidden="true">Look</button>
<div class="threads">
<div class="editor">${posts.map((text, index) => piece(text, index, view))}
<div class="actions"><button class="main" name="do" value="save">Save to the article</button><button name="do" value="look">Look at it</button>
${isManual ? html`<button class="danger" name="do" value="reset">Let Spool cut it again</button>` : ''}<a href="${back}">Leave it</a></div></div>
<div id="result" aria-live="polite">${result(view)}</div>
</div></form>`;
}

function piece(text: string, index: number, { posts }: EditView): Html {
  const number = index + 1;
  const isLast = number === posts.length;
  const button = (move: string, words: string, what: string) =>
    html`<button class="small" name="do" value="${move}-${number}">${words}<span class="hidden"> ${what}</span></button>`;
  return html`<div class="piece"><header><label for="post-${number}">Post ${number}</label><span class="actions">${button('split', 'Split', `post ${number}`)}${posts.length > 1 ? button('remove', 'Remove', `post ${number}`) : ''}</span></header>
<textarea id="post-${number}" name="post" dir="auto" rows="5" spellcheck="true">${text}</textarea></div>
<div class="joint">${isLast ? button('add', '+ Add a post', `after post ${number}`) : html`${button('down', '↓ Last sentence down', `from post ${number} to ${number + 1}`)}${button('up', '↑ First sentence up', `from post ${number + 1} to ${number}`)}${button('join', 'Join', `posts ${number} and ${number + 1}`)}`}</div>`;
}

/** What the posts come to: their lengths by the platform's count, what is wrong, and the thread as it will look. */
function result({ thread, poster }: EditView): Html {
  const { posts, faults, lengths } = thread;
  if (faults.length > 0) {
    return html`<div class="note bad"><p>This cannot go out like that:</p>${faultList(faults)}</div>${lengthList(lengths)}`;
  }
  return html`<h2 class="hidden">As it will look</h2>${linksLeftOut(thread)}${sheet(posts, poster, (index) => {
    const post = posts[index];
    return post === undefined ? '' : html`<div class="under">${ring(post.length)}</div>`;
  })}`;
}

/** Links of the article that find no words to lie on any more. */
function linksLeftOut({ warnings }: PreviewThread): Html | '' {
  const left = warnings.filter(({ code }) => code === 'link-left-out');
  if (left.length === 0) return '';
  return html`<div class="note warn">${left.map(({ message }) => html`<p dir="auto">${sentence(message)}</p>`)}</div>`;
}

function lengthList(lengths: readonly Length[]): Html {
  return html`<ol class="facts">${lengths.map((length, index) => html`<li>Post ${index + 1}: ${ring(length)}</li>`)}</ol>`;
}
