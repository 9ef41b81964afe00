import { Medium, sessionSeconds } from './media.ts';
import { parseMultipart } from './multipart.ts';
import { invalid, Refusal } from './problems.ts';
import { idParameter, isObject, jsonBody, success, type XAnswer } from './request.ts';
import { type Call, charge } from './state.ts';

const mebibyte = 1024 * 1024;
const largest: Readonly<Record<string, number>> = {
  tweet_image: 5 * mebibyte,
  tweet_gif: 15 * mebibyte,
  tweet_video: 512 * mebibyte,
};
const types = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/bmp',
  'image/tiff',
  'video/mp4',
  'video/quicktime',
];

/** POST /2/media/upload/initialize */
export function initializeMedia({ state, account, request, now }: Call): XAnswer {
  const body = jsonBody(request);
  const [type, category, bytes] = [body.media_type, body.media_category, body.total_bytes];
  if (typeof type !== 'string' || !types.includes(type)) throw refuse('media_type', type);
  if (typeof category !== 'string' || !Object.hasOwn(largest, category)) throw refuse('media_category', category);
  if (typeof bytes !== 'number' || !Number.isInteger(bytes) || bytes < 1) throw refuse('total_bytes', bytes);
  const most = largest[category] ?? 0;
  if (bytes > most) throw new Refusal(invalid('total_bytes', String(bytes), `File size exceeds ${most} bytes.`));
  const medium = new Medium(state.posts.nextId(now), account.id, type, category, bytes, now);
  state.media.add(medium);
  return success(200, { data: { id: medium.id, media_key: medium.key, expires_after_secs: sessionSeconds } });
}

/** POST /2/media/upload/:id/append: one segment as multipart/form-data. A segment sent again replaces itself. */
export function appendMedia(call: Call): XAnswer {
  const medium = ownMedium(call, call.id);
  const parts = parseMultipart(call.request.body, call.request.headers['content-type'] ?? '');
  const index = parts?.find((part) => part.name === 'segment_index')?.content.toString();
  const content = parts?.find((part) => part.name === 'media')?.content;
  if (index === undefined || !/^\d{1,3}$/.test(index)) throw refuse('segment_index', index);
  if (content === undefined || content.length === 0) throw refuse('media', '');
  if (medium.readyAt !== null) throw refuse('id', medium.id);
  medium.segments.set(Number(index), content);
  return success(200, { data: { expires_at: Math.floor(medium.expiresAt / 1000) } });
}

/** POST /2/media/upload/:id/finalize */
export function finalizeMedia(call: Call): XAnswer {
  const medium = ownMedium(call, call.id);
  if (medium.bytes.length !== medium.totalBytes) {
    throw new Refusal(invalid('id', medium.id, 'Segments do not add up to provided total file size.'));
  }
  const { processing } = call.state.settings;
  medium.readyAt ??= call.now + (processing?.ms ?? 0);
  medium.failed = processing?.fails ?? false;
  return success(200, { data: describe(call, medium) });
}

/** GET /2/media/upload?command=STATUS */
export function mediaStatus(call: Call): XAnswer {
  const { query } = call.request;
  if (query.get('command') !== 'STATUS') throw refuse('command', query.get('command'));
  return success(200, { data: describe(call, ownMedium(call, query.get('media_id'))) });
}

/** POST /2/media/metadata: the alternative text, at most 1,000 characters. */
export function describeMedia(call: Call): XAnswer {
  const body = jsonBody(call.request);
  const medium = ownMedium(call, body.id);
  const altText = isObject(body.metadata) ? body.metadata.alt_text : undefined;
  const text = isObject(altText) ? altText.text : undefined;
  if (typeof text !== 'string' || text === '' || [...text].length > 1000) throw refuse('metadata.alt_text.text', text);
  medium.altText = text;
  charge(call, 'alt text', medium.id);
  return success(200, { data: { id: medium.id, associated_metadata: { alt_text: { text } } } });
}

function describe({ state, now }: Call, medium: Medium): object {
  const { id, key, totalBytes, expiresAt } = medium;
  const { processing } = state.settings;
  const expires = Math.max(0, Math.floor((expiresAt - now) / 1000));
  const described = { id, media_key: key, size: totalBytes, expires_after_secs: expires };
  return processing === null
    ? described
    : { ...described, processing_info: progress(medium, now, processing.checkAfterSecs) };
}

function progress({ readyAt, failed }: Medium, now: number, checkAfterSecs: number): object {
  const done = readyAt !== null && readyAt <= now;
  if (!done) return { state: 'in_progress', check_after_secs: checkAfterSecs, progress_percent: 50 };
  return { state: failed ? 'failed' : 'succeeded', progress_percent: 100 };
}

function ownMedium({ state, account, now }: Call, id: unknown): Medium {
  const medium = state.media.get(idParameter('id', id));
  if (medium && medium.ownerId === account.id && now < medium.expiresAt) return medium;
  throw refuse('id', id);
}

function refuse(name: string, value: unknown): Refusal {
  return new Refusal(invalid(name, String(value), `The \`${name}\` value [${value}] is not valid`));
}
