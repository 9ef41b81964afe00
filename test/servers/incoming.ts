import type { IncomingMessage } from 'node:http';

/** The whole body, or null once half of what was announced is there. */
export async function readBody(incoming: IncomingMessage, half: boolean): Promise<Buffer | null> {
  const announced = Number(incoming.headers['content-length'] ?? 0);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    length += chunk.length;
    if (half && length >= announced / 2) return null;
  }
  return half ? null : Buffer.concat(chunks);
}

/** Headers by lower-case name; of those given more than once, the first. */
export function single(headers: IncomingMessage['headers']): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()[0]]));
}
