// What the desk does beyond plain pages: distances in time kept right, events as they happen, forms that answer as one
// types. Every page works without it.

const main = () => document.querySelector('main');

// Distances: "in 3 h", as the server writes them.
const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
];
const distance = (ms) => {
  const unit = UNITS.find(([size]) => Math.abs(ms) >= size);
  if (!unit) {
    const seconds = Math.ceil(ms / 1000);
    return ms > 0 ? `in ${seconds} s` : 'just now';
  }
  const words = `${Math.floor(Math.abs(ms) / unit[0])} ${unit[1]}`;
  return ms > 0 ? `in ${words}` : `${words} ago`;
};
const tellDistances = () => {
  for (const each of document.querySelectorAll('[data-away]')) {
    const words = distance(Number(each.dataset.away) - Date.now());
    if (each.textContent !== words) each.textContent = words;
  }
};
tellDistances();
setInterval(tellDistances, 1000);

// A page again, and the parts of it that are to be replaced.
const load = async (url, options) => {
  const response = await fetch(url, { credentials: 'same-origin', ...options });
  if (!response.headers.get('Content-Type')?.startsWith('text/html')) return null;
  return new DOMParser().parseFromString(await response.text(), 'text/html');
};
const replace = (from, selector) => {
  const [here, there] = [document.querySelector(selector), from?.querySelector(selector)];
  if (here && there) here.replaceChildren(...there.childNodes);
  tellDistances();
};

// Events. A page that may be brought up to date is, unless somebody is in the middle of something on it.
const log = document.querySelector('[data-events]');
const lost = document.querySelector('.lost');
let refreshing = 0;
const isBusy = () => {
  const here = document.activeElement;
  const isOpen = main().querySelector('details[open]') !== null;
  return isOpen || (here !== null && here !== document.body && main() !== here && main().contains(here));
};
const refresh = () => {
  clearTimeout(refreshing);
  refreshing = setTimeout(async () => {
    if (!main().hasAttribute('data-live') || isBusy()) return;
    const page = await load(location.href).catch(() => null);
    if (page && !isBusy()) replace(page, 'main');
  }, 400);
};
const show = (event) => {
  if (!log || event.id <= Number(log.dataset.last)) return;
  log.dataset.last = event.id;
  log.querySelector('.quiet')?.remove();
  const at = new Date(event.atMs);
  const time = document.createElement('time');
  time.dateTime = at.toISOString();
  time.title = `${time.dateTime.slice(0, 16).replace('T', ' ')} UTC`;
  time.textContent = `today ${at.toLocaleTimeString('en-GB', { timeZone: log.dataset.zone, hour: '2-digit', minute: '2-digit' })}`;
  const words = document.createElement('span');
  words.dir = 'auto';
  words.textContent = event.words;
  const item = document.createElement('li');
  item.className = 'fresh';
  item.append(time, ' ', words);
  log.prepend(item);
  while (log.children.length > 20) log.lastElementChild.remove();
};
if (log) {
  // The browser connects again by itself and says which event it saw last.
  const source = new EventSource(`/events?after=${log.dataset.last}`);
  source.onmessage = ({ data }) => {
    show(JSON.parse(data));
    refresh();
  };
  // A worker that was started anew counts from one again; what happened meanwhile is on the page.
  let wasLost = false;
  let telling = 0;
  source.onerror = () => {
    wasLost = true;
    clearTimeout(telling);
    // One that was refused is not tried again, and the page works without it.
    const tell = () => {
      lost.hidden = source.readyState !== EventSource.CONNECTING;
    };
    telling = setTimeout(tell, 1000);
  };
  source.onopen = () => {
    clearTimeout(telling);
    if (wasLost) refresh();
    wasLost = false;
    lost.hidden = true;
  };
  addEventListener('pagehide', () => source.close());
}

// Forms that answer as one types: they are sent as they would be by their button, and only the answer is replaced.
let asking = null;
const ask = async (form) => {
  asking?.abort();
  asking = new AbortController();
  const selector = form.dataset.answer;
  const target = document.querySelector(selector);
  target?.setAttribute('aria-busy', 'true');
  const data = new URLSearchParams(new FormData(form));
  const url = `${form.dataset.ask ?? form.getAttribute('action')}`;
  try {
    const isGet = form.method === 'get';
    const page = isGet
      ? await load(`${url}?${data}`, { signal: asking.signal })
      : await load(url, { method: 'POST', body: data, signal: asking.signal });
    replace(page, selector);
    if (isGet && form.dataset.ask === undefined) history.replaceState(null, '', `${url}?${data}`);
    target?.removeAttribute('aria-busy');
  } catch (error) {
    if (error.name === 'AbortError') return;
    target?.removeAttribute('aria-busy');
    lost.hidden = false;
  }
};
let typing = 0;
const later = (form, ms) => {
  clearTimeout(typing);
  typing = setTimeout(() => ask(form), ms);
};
addEventListener('input', ({ target }) => {
  const form = target.form;
  if (form?.dataset.answer) later(form, target.matches('select, [type="checkbox"], [type="radio"]') ? 0 : 350);
});

// What was written and not saved is not lost by a slip.
let isDirty = false;
addEventListener('input', ({ target }) => {
  if (target.closest('[data-keep]')) isDirty = true;
});
addEventListener('submit', () => {
  isDirty = false;
});
addEventListener('beforeunload', (event) => {
  if (isDirty) event.preventDefault();
});
