import type { HttpAnswer, HttpRequest } from '../servers/http.ts';
import { invalid, type Problem, Refusal } from './problems.ts';

/** A request whose body has been read completely. */
export type XRequest = Omit<HttpRequest, 'target'>;

/** A request without a signature, for simulations that name the signer. */
export function plainRequest(method: string, target: string, body?: object): XRequest {
  const { pathname: path, searchParams: query } = new URL(target, 'https://api.x.com');
  return { method, path, query, headers: {}, body: Buffer.from(body === undefined ? '' : JSON.stringify(body)) };
}

export interface XAnswer extends HttpAnswer {
  readonly body: string;
}

export function success(status: number, body: object, headers: Readonly<Record<string, string>> = {}): XAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

export function failure({ status, body }: Problem): XAnswer {
  return { status, headers: { 'content-type': 'application/problem+json' }, body };
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON object in the body; anything else is refused as X does it. */
export function jsonBody(request: XRequest): JsonObject {
  const body = parse(request.body.toString());
  if (!isObject(body))
    throw new Refusal(invalid('body', '', 'Requests with bodies must have content-type of application/json.'));
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A parameter that must be a post's, a user's or a medium's id. */
export function idParameter(name: string, value: unknown): string {
  if (typeof value === 'string' && /^[0-9]{1,19}$/.test(value)) return value;
  throw new Refusal(invalid(name, String(value), `The \`${name}\` query parameter value [${value}] is not valid`));
}
