/** A single HTML tag in running text, as Markdown's parser hands it over. */
export interface HtmlTag {
  /** In lower case. */
  readonly name: string;
  readonly closing: boolean;
  /** The attribute's value with its entities resolved; `null` where it is absent. */
  attribute(name: string): string | null;
}

const TAG = /^<(\/?)([a-z][a-z0-9-]*)/i;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** `null` for comments, declarations and processing instructions. */
export function parseHtmlTag(html: string): HtmlTag | null {
  const [, slash, name] = TAG.exec(html) ?? [];
  if (name === undefined) return null;
  return {
    name: name.toLowerCase(),
    closing: slash === '/',
    attribute: (wanted) => attributeOf(html.slice(name.length + 1), wanted),
  };
}

function attributeOf(attributes: string, wanted: string): string | null {
  const pattern = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
  for (const [, name, double, single, bare] of attributes.matchAll(pattern)) {
    if (name?.toLowerCase() === wanted) return unescapeHtml(double ?? single ?? bare ?? '');
  }
  return null;
}

function unescapeHtml(value: string): string {
  return value.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
