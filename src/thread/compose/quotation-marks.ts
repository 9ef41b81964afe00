/** Opening and closing marks of a quotation and of one inside it. */
export interface QuotationMarks {
  readonly outer: readonly [string, string];
  readonly inner: readonly [string, string];
}

const english: QuotationMarks = { outer: ['“', '”'], inner: ['‘', '’'] };
const german: QuotationMarks = { outer: ['„', '“'], inner: ['‚', '‘'] };
const guillemets: QuotationMarks = { outer: ['«', '»'], inner: ['“', '”'] };
const russian: QuotationMarks = { outer: ['«', '»'], inner: ['„', '“'] };
const polish: QuotationMarks = { outer: ['„', '”'], inner: ['«', '»'] };
const swedish: QuotationMarks = { outer: ['”', '”'], inner: ['’', '’'] };
const corners: QuotationMarks = { outer: ['「', '」'], inner: ['『', '』'] };

/** By BCP 47 tag, longest match first; other languages take the English marks (Unicode CLDR, `delimiters`). */
const MARKS: ReadonlyMap<string, QuotationMarks> = new Map([
  ['ar', { outer: ['”', '“'], inner: ['’', '‘'] }],
  ['be', russian],
  ['bg', { outer: ['„', '“'], inner: ['„', '“'] }],
  ['ca', guillemets],
  ['cs', german],
  ['de', german],
  ['de-ch', { outer: ['«', '»'], inner: ['‹', '›'] }],
  ['el', guillemets],
  ['es', guillemets],
  ['et', german],
  ['fa', { outer: ['«', '»'], inner: ['‹', '›'] }],
  ['fi', swedish],
  ['fr', { outer: ['«\u00a0', '\u00a0»'], inner: ['“', '”'] }],
  ['fr-ch', { outer: ['«', '»'], inner: ['‹', '›'] }],
  ['he', { outer: ['”', '”'], inner: ['’', '’'] }],
  ['hr', { outer: ['„', '“'], inner: ['‚', '‘'] }],
  ['hu', { outer: ['„', '”'], inner: ['»', '«'] }],
  ['it', guillemets],
  ['ja', corners],
  ['lt', german],
  ['nb', { outer: ['«', '»'], inner: ['‘', '’'] }],
  ['nn', { outer: ['«', '»'], inner: ['‘', '’'] }],
  ['no', { outer: ['«', '»'], inner: ['‘', '’'] }],
  ['pl', polish],
  ['pt-pt', guillemets],
  ['ro', polish],
  ['ru', russian],
  ['sk', german],
  ['sl', german],
  ['sv', swedish],
  ['uk', russian],
  ['zh-hant', corners],
  ['zh-hk', corners],
  ['zh-tw', corners],
]);

export function quotationMarks(language: string): QuotationMarks {
  const tag = language.toLowerCase();
  return (
    MARKS.get(tag) ?? MARKS.get(tag.split('-').slice(0, 2).join('-')) ?? MARKS.get(tag.split('-')[0] ?? '') ?? english
  );
}

const OPENING = /^[“”„‟«»‹›‘‚"「『〝]/u;
const CLOSING = /[”“‟«»‹›’‘"」』〞](?:[.,;:!?…。、]|\s*\[[^\]]*\]|\s*\([^)]*\))?$/u;

/** A closing mark may be followed by a stop, a footnote mark or a short remark in brackets. */
const REMARK = 40;

/** Whether a text stands in quotation marks of its own, of whatever language. */
export function isQuoted(text: string): boolean {
  return OPENING.test(text) && CLOSING.test(text.slice(-REMARK));
}
