/** One part of a multipart/form-data body. */
export interface Part {
  readonly name: string;
  readonly content: Buffer;
}

/** Splits a body by RFC 7578; null where it is not well formed. */
export function parseMultipart(body: Buffer, contentType: string): Part[] | null {
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  const parts: Part[] = [];
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  let at = whole.indexOf(delimiter);
  if (at !== 0) return null;
  for (;;) {
    const from = at + delimiter.length;
    if (whole.subarray(from, from + 2).toString() === '--') return parts;
    const next = whole.indexOf(delimiter, from);
    const part = next === -1 ? null : parsePart(whole.subarray(from, next));
    if (part === null) return null;
    parts.push(part);
    at = next;
  }
}

/** `CRLF headers CRLF CRLF content` */
function parsePart(part: Buffer): Part | null {
  const end = part.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const name = /\bname="([^"]*)"/i.exec(part.subarray(0, end).toString())?.[1];
  return name === undefined ? null : { name, content: part.subarray(end + 4) };
}
