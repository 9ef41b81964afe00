/** A `<meta>` of a page's head. */
export interface MetaTag {
  /** Its `property`, else its `name`, in lower case. */
  readonly name: string;
  readonly content: string;
}

/** More than any page has; what is behind them is left alone. */
const MOST_TAGS = 500;

/** The `<meta>` tags of a page, up to the end of its head. Comments are skipped. Linear in the page's length. */
export function metaTags(html: string): readonly MetaTag[] {
  const tags: MetaTag[] = [];
  let at = html.indexOf('<');
  while (at !== -1 && tags.length < MOST_TAGS) {
    if (html.startsWith('<!--', at)) {
      at = html.indexOf('-->', at + 4);
    } else if (isTag(html, at, 'meta')) {
      const { attributes, end } = attributesAt(html, at + '<meta'.length);
      const name = attributes.get('property') ?? attributes.get('name');
      if (name !== undefined) tags.push({ name: name.toLowerCase(), content: attributes.get('content') ?? '' });
      at = end;
    } else if (isTag(html, at, '/head')) {
      break;
    }
    if (at !== -1) at = html.indexOf('<', at + 1);
  }
  return tags;
}

function isTag(html: string, at: number, name: string): boolean {
  const end = at + 1 + name.length;
  return html.slice(at + 1, end).toLowerCase() === name && /[\s/>]/.test(html.charAt(end));
}

/** One attribute, or the tag's end. Sticky: each character is read once, whatever stands there. */
const ATTRIBUTE = /[\s/]*(?:(>)|([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?|.)/sy;

function attributesAt(html: string, start: number): { readonly attributes: Map<string, string>; readonly end: number } {
  const attributes = new Map<string, string>();
  ATTRIBUTE.lastIndex = start;
  for (let end = start; ; end = ATTRIBUTE.lastIndex) {
    const match = ATTRIBUTE.exec(html);
    if (match === null || match[1] !== undefined) return { attributes, end: match === null ? -1 : end };
    const [, , name, double, single, bare] = match;
    const value = double ?? single ?? bare ?? '';
    if (name !== undefined && !attributes.has(name.toLowerCase())) attributes.set(name.toLowerCase(), decoded(value));
  }
}

/** Addresses hold no other reference than that of `&`. */
function decoded(value: string): string {
  return value.replace(/&(?:amp|#38|#x26);/gi, '&').trim();
}
