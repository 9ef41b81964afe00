import { countIn, idIn, isObject, type JsonObject, objectIn, textIn } from '../../json.ts';
import type { Hindrance } from '../../publisher.ts';
import type { Charges } from './charges.ts';
import type { Send, XRequest } from './client.ts';
import { asked, hindrance } from './parts.ts';

export interface UploadParts {
  readonly send: Send;
  readonly nowMs: () => number;
  /** Waits so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}

export interface Upload {
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly category: 'tweet_image' | 'tweet_gif';
  /** Alternative text; empty: none. */
  readonly alt: string;
  /** `a picture of post 3` */
  readonly what: string;
}

export interface Uploaded {
  readonly kind: 'uploaded';
  readonly id: string;
  /** Until when a post may carry it. */
  readonly untilMs: number;
}

const SEGMENT_BYTES = 1024 * 1024;
/** UTF-16 units of an alternative text (X's OpenAPI: 1,000). */
const MOST_ALT = 1_000;
/** What X says now when it does not say how long an upload may be used. */
const USABLE_SECONDS = 86_400;
const MOST_POLLS = 60;
const LONGEST_PAUSE_MS = 5_000;

/** POST /2/media/upload/initialize, …/append for each MiB, …/finalize, then POST /2/media/metadata. */
export async function upload(work: Upload, charges: Charges, parts: UploadParts): Promise<Uploaded | Hindrance> {
  const { bytes, mimeType, category, what } = work;
  const startMs = parts.nowMs();
  const ask: Ask = (request) => data(request, what, parts);
  const begun = await ask(
    post('initialize', { media_type: mimeType, media_category: category, total_bytes: bytes.length }),
  );
  if (begun.kind !== 'data') return begun;
  const id = idIn(begun.data, 'id');
  if (id === null) return { kind: 'not-sent', why: `X's answer to ${what} could not be read` };
  for (let at = 0; at < bytes.length; at += SEGMENT_BYTES) {
    const media = Buffer.from(bytes.subarray(at, at + SEGMENT_BYTES));
    const segment = { segment_index: at / SEGMENT_BYTES, media };
    const appended = await ask({ ...post(`${id}/append`, segment), isForm: true });
    if (appended.kind !== 'data') return appended;
  }
  const finalized = await ask(post(`${id}/finalize`, {}));
  const hindered = finalized.kind === 'data' ? await processed(finalized.data, id, what, ask, parts.pause) : finalized;
  if (hindered !== null) return hindered;
  const seconds = countIn(begun.data, 'expires_after_secs') ?? USABLE_SECONDS;
  const undescribed = await describe(id, work, charges, ask);
  return undescribed ?? { kind: 'uploaded', id, untilMs: startMs + seconds * 1_000 };
}

function post(path: string, body: JsonObject): XRequest {
  return { method: 'POST', path: `media/upload/${path}`, body };
}

type Asked = { readonly kind: 'data'; readonly data: JsonObject } | Hindrance;
type Ask = (request: XRequest) => Promise<Asked>;

async function data(request: XRequest, what: string, { send, nowMs }: UploadParts): Promise<Asked> {
  const reply = await send(request);
  if (reply.kind === 'success') return { kind: 'data', data: objectIn(reply.body, 'data') };
  const hindered = hindrance(reply, asked(what, nowMs()));
  // The author can put another file in its place.
  return hindered.kind === 'give-up' ? { ...hindered, mendable: true } : hindered;
}

/** Waits until X has worked through a picture, which it does at once for all but animated ones. */
async function processed(finalized: JsonObject, id: string, what: string, ask: Ask, pause: UploadParts['pause']) {
  let info = finalized.processing_info;
  for (let poll = 0; poll < MOST_POLLS; poll++) {
    const state = textIn(info, 'state');
    if (state === 'failed') return unprocessed(what);
    if (!isObject(info) || (state !== 'pending' && state !== 'in_progress')) return null;
    await pause(Math.min(LONGEST_PAUSE_MS, (countIn(info, 'check_after_secs') ?? 1) * 1_000));
    const status = await ask({ method: 'GET', path: 'media/upload', query: { command: 'STATUS', media_id: id } });
    if (status.kind !== 'data') return status;
    info = status.data.processing_info;
  }
  return { kind: 'not-sent', why: `X is still processing ${what}` } as const;
}

function unprocessed(what: string): Hindrance {
  return { kind: 'give-up', mendable: true, why: `X could not process ${what}` };
}

async function describe(id: string, { alt }: Upload, charges: Charges, ask: Ask): Promise<Hindrance | null> {
  if (alt.trim() === '') return null;
  const body = { id, metadata: { alt_text: { text: shortened(alt) } } };
  const described = await ask({ method: 'POST', path: 'media/metadata', body });
  if (described.kind !== 'data') return described;
  charges.altText();
  return null;
}

/** Whole characters only. */
function shortened(alt: string): string {
  if (alt.length <= MOST_ALT) return alt;
  let text = '';
  for (const { segment } of new Intl.Segmenter().segment(alt.slice(0, MOST_ALT))) {
    if (text.length + segment.length > MOST_ALT - 1) break;
    text += segment;
  }
  return `${text.trimEnd()}…`;
}
