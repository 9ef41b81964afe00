import type { Article } from '../../article/article.ts';
import type { Write } from '../compose/authored.ts';
import type { ThreadOptions } from '../options.ts';
import type { Rules } from '../rules.ts';
import type { Warning } from '../thread.ts';
import { canonicalLink } from './canonical.ts';
import type { Trimmings } from './frame.ts';
import { plainText, type Text } from './text.ts';

/** The canonical link as this platform shows it: in the last post's text, or on a card where it has cards. */
export interface Canonical {
  readonly inText: Text;
  readonly onCard: string | null;
}

/** Platforms with facets have link cards; the others make a card of their own from the link in the text. */
export function canonicalOf(article: Article, rules: Rules, options: ThreadOptions, warnings: Warning[]): Canonical {
  const isWanted = rules.facets ? options.card !== 'none' : options.link !== 'drop';
  const nowhere = { inText: plainText(''), onCard: null };
  if (!isWanted) return nowhere;
  if (article.canonicalUrl === null) {
    const message =
      'the article says no address where it can be read: the thread ends without a link. Set "url" in its front matter';
    warnings.push({ code: 'no-canonical-url', message, where: article.source });
    return nowhere;
  }
  const url = canonicalLink(article.canonicalUrl, options.linkParameters, rules, warnings);
  return rules.facets ? { ...nowhere, onCard: url } : { ...nowhere, inText: linkText(url) };
}

/** A link that an author's text already holds is not set again. */
export function trimmingsOf(
  canonical: Canonical,
  options: ThreadOptions,
  written: readonly (Text | null)[],
  write: Write,
): Trimmings {
  const isWritten = written.some((text) => text?.text.includes(canonical.inText.text));
  return {
    numbering: options.numbering,
    signoff: options.signoff === null ? plainText('') : write(options.signoff, 'sign-off'),
    link: isWritten ? plainText('') : canonical.inText,
  };
}

function linkText(url: string): Text {
  return { ...plainText(url), links: [{ url, start: 0, end: url.length }] };
}
