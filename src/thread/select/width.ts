const wide = /[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/g;

/** Roughly how much a text says: its UTF-16 units, those of Chinese, Japanese and Korean twice. */
export function widthOf(text: string): number {
  return text.length + (text.match(wide)?.length ?? 0);
}

/** Narrower than this a sentence says nothing by itself: "He left." */
const scrap = 16;

export function isScrap(text: string): boolean {
  return text.length < scrap && widthOf(text) < scrap;
}
