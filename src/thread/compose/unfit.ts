/** Characters X refuses, and controls that no platform shows. */
const UNFIT = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]+/g;

/** Text that any platform takes: no stray controls, no half of a surrogate pair. */
export function withoutUnfit(text: string): string {
  return text.toWellFormed().replace(UNFIT, '');
}
