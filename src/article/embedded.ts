/**
 * A text without the pictures written into it as `data:` addresses: Google Docs exports them so, saved pages hold them,
 * and they are megabytes that no parser should see. What is left of the address tells the reader that a picture is out.
 */
export function withoutEmbeddedPictures(text: string): string {
  return text.replace(/data:image\/[^\s)>"']{100,}/gi, 'data:image/');
}
