import type { ThreadOptions } from '../options.ts';
import type { Rules } from '../rules.ts';
import type { Warning } from '../thread.ts';
import { withWrittenLinks } from './addresses.ts';
import { newContext } from './context.ts';
import { plainDraft } from './draft.ts';
import { type Finished, finish } from './passages.ts';
import { withoutUnfit } from './unfit.ts';

/** Finishes a text for a platform; `where` is the place for warnings, `sign-off`. */
export type Write = (text: string, where: string) => Finished;

export interface Writer {
  /** For text that the author wrote for posts: hook, sign-off, whole posts. Addresses in it are meant as links. */
  readonly written: Write;
  /** For text of the article's own, such as its title: no address in it is a link. */
  readonly plain: Write;
}

/** In either, names are mentioned only as the author's map says, and nothing becomes a link unasked. */
export function writer(rules: Rules, { mentions }: Pick<ThreadOptions, 'mentions'>, warnings: Warning[]): Writer {
  const context = { ...newContext(rules, { link: 'keep', mentions }, 'en'), warnings };
  const typed = (text: string) => withoutUnfit(text).replace(/\r\n?/g, '\n').trim();
  return {
    written: (text, where) => finish(withWrittenLinks(typed(text)), where, context),
    plain: (text, where) => finish(plainDraft(typed(text)), where, context),
  };
}
