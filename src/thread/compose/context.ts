import type { ThreadOptions } from '../options.ts';
import type { Rules } from '../rules.ts';
import type { Warning } from '../thread.ts';
import { type QuotationMarks, quotationMarks } from './quotation-marks.ts';

/** What every step of composing knows, and the two things it gathers on its way. */
export interface Context {
  readonly rules: Rules;
  readonly options: Pick<ThreadOptions, 'link' | 'mentions'>;
  readonly marks: QuotationMarks;
  readonly warnings: Warning[];
  /** Numbers of the footnotes by address, in order. */
  readonly footnotes: Map<string, number>;
}

export function newContext(rules: Rules, options: Context['options'], language: string): Context {
  return { rules, options, marks: quotationMarks(language), warnings: [], footnotes: new Map() };
}
