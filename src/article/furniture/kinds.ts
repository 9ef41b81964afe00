/** Where a line stands: above the text, among it, below it. */
export type Zone = 'head' | 'body' | 'tail';

/** A kind of furniture: what a page says around an article. */
export interface Kind {
  /** What the report calls it. */
  readonly why: string;
  /**
   * `sure`: no line of an article reads like this. `company`: one might, so it goes only beside other furniture.
   * `opener`: what follows it, to the end, may be furniture. `sentence`: every sentence of the line must be one.
   */
  readonly weight: 'sure' | 'company' | 'opener' | 'sentence';
  readonly zones: readonly Zone[];
  /** Kinds that belong to one box of the page. A whole sentence goes only beside a button or field of its own box. */
  readonly family: 'page' | 'newsletter' | 'cookies' | 'farewell';
}

const everywhere: readonly Zone[] = ['head', 'body', 'tail'];
const edges: readonly Zone[] = ['head', 'tail'];

export const KINDS = {
  readingTime: { why: 'reading time', weight: 'sure', zones: edges, family: 'page' },
  published: { why: 'date', weight: 'sure', zones: edges, family: 'page' },
  date: { why: 'date', weight: 'company', zones: edges, family: 'page' },
  byline: { why: 'author line', weight: 'company', zones: edges, family: 'page' },
  publication: { why: 'name of the publication', weight: 'sure', zones: edges, family: 'page' },
  counter: { why: 'counter', weight: 'company', zones: edges, family: 'page' },
  button: { why: 'button', weight: 'company', zones: everywhere, family: 'page' },
  navigation: { why: 'navigation', weight: 'company', zones: edges, family: 'page' },
  membership: { why: 'membership notice', weight: 'sure', zones: edges, family: 'page' },
  interface: { why: 'part of the page', weight: 'sure', zones: everywhere, family: 'page' },
  newsletter: { why: 'newsletter box', weight: 'company', zones: everywhere, family: 'newsletter' },
  /** An invitation in a writer's own words: only right beside a field or a button for subscribing. */
  call: { why: 'newsletter box', weight: 'company', zones: everywhere, family: 'newsletter' },
  /** Where an address is typed in. */
  field: { why: 'newsletter box', weight: 'company', zones: everywhere, family: 'newsletter' },
  cookies: { why: 'cookie notice', weight: 'company', zones: everywhere, family: 'cookies' },
  cookieNotice: { why: 'cookie notice', weight: 'sure', zones: edges, family: 'cookies' },
  consent: { why: 'cookie notice', weight: 'company', zones: everywhere, family: 'cookies' },
  origin: { why: 'note on where it was published', weight: 'sure', zones: edges, family: 'page' },
  copyright: { why: 'copyright notice', weight: 'sure', zones: ['tail'], family: 'page' },
  credit: { why: 'credit of a picture', weight: 'sure', zones: everywhere, family: 'page' },
  signoff: { why: 'sign-off', weight: 'sentence', zones: ['tail'], family: 'farewell' },
  farewell: { why: 'sign-off', weight: 'sentence', zones: ['tail'], family: 'farewell' },
  author: { why: 'about the author', weight: 'opener', zones: ['tail'], family: 'page' },
  responses: { why: 'responses of readers', weight: 'opener', zones: ['tail'], family: 'page' },
  discussion: { why: 'responses of readers', weight: 'opener', zones: ['tail'], family: 'page' },
  recommended: { why: 'recommendations of the page', weight: 'opener', zones: ['tail'], family: 'page' },
  related: { why: 'recommendations of the page', weight: 'opener', zones: ['tail'], family: 'page' },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof KINDS;

/**
 * What pages write, by kind. A phrase stands for a whole line or, in the kinds of sentences, a whole sentence without
 * its final mark. `[x]` may be missing, `(a|b)` is one of these, `~` is white space or none, `\(` a bracket, `{n}` a
 * number, `{date}` a date, `{url}` an address, `{name}` a name with a capital, `{platform}` a network, `{call}` words about letters and inboxes, `{some}` words of
 * one clause, `{more}` the rest of a sentence. Case and the shape of quotation marks do not matter.
 */
export type Phrases = { readonly [K in KindName]?: readonly string[] };
