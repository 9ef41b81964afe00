const ALWAYS = /[\\`*_[\]<&|~#@]/g;
const ADDRESS = /www(?=\.)|:(?=\/\/)/gi;
/** What would open a list, a quote, a rule or a picture if the text stood at a line's start, or in front of a link. */
const AT_EDGE = /^[-+=>^.)]|!$/g;
const AFTER_NUMBER = /(\d)([.)])(?=\s|$)/g;

/**
 * Text that Markdown reads back as exactly this text. Turndown's own escapes leave addresses to be taken for links with
 * their backslashes in them, and some characters at the edge of a text node.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(ALWAYS, '\\$&')
    .replace(ADDRESS, (found) => (found === ':' ? '\\:' : `${found}\\`))
    .replace(AT_EDGE, '\\$&')
    .replace(AFTER_NUMBER, '$1\\$2');
}

/** An address between `<` and `>`. */
export function escapeDestination(address: string): string {
  const encoded = address.replace(/[\s<>\\|]/g, (character) => encodeURIComponent(character));
  return `<${encoded.replaceAll('&', '&amp;')}>`;
}

/** A title between quotation marks, on one line. */
export function escapeTitle(title: string): string {
  return `"${escapeMarkdown(title.replace(/\s+/g, ' ')).replaceAll('"', '\\"')}"`;
}
