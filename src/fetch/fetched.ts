/** What came of fetching an address. A closed set: each says whether it is worth another try. */
export type Fetched =
  | {
      readonly kind: 'fetched';
      /** Where it was found in the end, after redirects. */
      readonly url: string;
      /** Lower case, without parameters: `image/jpeg`; empty where the server names none. */
      readonly mimeType: string;
      readonly bytes: Buffer;
    }
  /** This address will not do, now or later: the author has to name another. */
  | { readonly kind: 'refused'; readonly why: string }
  /** It may go better later. */
  | { readonly kind: 'failed'; readonly why: string };

/** Carries a refusal out of the depths of a request. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
