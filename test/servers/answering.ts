import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CutFault, CutPoint, Fault } from './faults.ts';
import type { HttpAnswer } from './http.ts';

/** How an answer is to be sent. */
export interface Sending {
  readonly fault: Fault<string> | null;
  /** Called, and waited for, when half of the body has been written. */
  readonly half: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** Ends a connection in the middle of things. */
export function cut(socket: Socket, reset = false): void {
  if (reset) socket.resetAndDestroy();
  else socket.destroy();
}

/** Sends an answer: in two halves, byte by byte, or only as much of it as the fault leaves. */
export async function sendAnswer(response: ServerResponse, answer: HttpAnswer, sending: Sending): Promise<void> {
  const { fault, half, signal } = sending;
  if (fault?.do === 'cut') return sendPart(response.socket, answer, fault);
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, headersOf(answer));
  if (fault?.do === 'slow') return dribble(response, body, fault.everyMs ?? 1, signal);
  response.write(body.subarray(0, body.length / 2));
  await half();
  response.end(body.subarray(body.length / 2));
  await finished(response, { signal });
}

/** Sends an answer byte by byte. */
async function dribble(response: ServerResponse, body: Buffer, everyMs: number, signal: AbortSignal): Promise<void> {
  for (const byte of body) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await sleep(everyMs, undefined, { signal });
  }
  response.end();
}

/** The bytes go past node:http here, which would not let go of a part of an answer. */
async function sendPart(socket: Socket | null, answer: HttpAnswer, { at, reset }: CutFault): Promise<void> {
  if (!socket || socket.destroyed) return;
  await new Promise<void>((sent) => socket.write(beginning(answer, at), () => sent()));
  cut(socket, at === 'answered' || reset);
}

function beginning(answer: HttpAnswer, at: CutPoint): Buffer {
  const lines = Object.entries(headersOf(answer)).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`HTTP/1.1 ${answer.status} Cut\r\n${lines.join('')}\r\n`);
  const body = Buffer.from(answer.body);
  if (at === 'half-headers') return head.subarray(0, head.length / 2);
  if (at === 'headers') return head;
  if (at === 'half-body') return Buffer.concat([head, body.subarray(0, body.length / 2)]);
  if (at === 'last-byte') return Buffer.concat([head, body.subarray(0, -1)]);
  return Buffer.concat([head, body]);
}

function headersOf({ headers, body }: HttpAnswer): Record<string, string> {
  return { ...headers, 'content-length': String(Buffer.byteLength(body)) };
}

/** A failure before the site is reached: a problem in JSON, the page of a proxy, or nothing but the status. */
export function failure(status: number, body: 'problem' | 'html' | ''): HttpAnswer {
  if (body === 'html') {
    const page = `<html><body>${status}: over capacity</body></html>`;
    return { status, headers: { 'content-type': 'text/html' }, body: page };
  }
  const title = status === 503 ? 'Service Unavailable' : 'Internal Server Error';
  const problem = JSON.stringify({ title, detail: title, type: 'about:blank', status });
  return { status, headers: { 'content-type': 'application/problem+json' }, body: body === '' ? '' : problem };
}
