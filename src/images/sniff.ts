/** Formats that are decoded. */
export type SourceFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif';

/**
 * What a file is by its first bytes, whatever its name says; the decoder is only ever given what is named here.
 * @returns a format that is decoded, else the name of what it is as far as that is plain, for the message
 */
export function sniff(bytes: Uint8Array): { readonly format: SourceFormat } | { readonly other: string | null } {
  const start = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  if (start.startsWith('\xff\xd8\xff')) return { format: 'jpeg' };
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return { format: 'png' };
  if (/^GIF8[79]a/.test(start)) return { format: 'gif' };
  if (/^RIFF....WEBP/s.test(start)) return { format: 'webp' };
  // The brands of an ISO media file: HEIC, AVIF and MP4 are all that.
  const brands = /^....ftyp(.{4,32})/s.exec(start)?.[1];
  if (brands === undefined) return { other: otherThan(start) };
  return /avi[fs]/.test(brands) ? { format: 'avif' } : { other: /hei[cx]|mif1/.test(brands) ? 'HEIC' : 'a video' };
}

function otherThan(start: string): string | null {
  if (/^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|svg|!doctype svg)/i.test(start)) return 'SVG';
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)/i.test(start)) return 'a web page';
  if (start.startsWith('%PDF')) return 'PDF';
  if (/^(?:II\*\0|MM\0\*)/.test(start)) return 'TIFF';
  return null;
}
