/**
 * What X's API takes a request, in millionths of a US dollar so that sums are exact. From
 * docs.x.com/x-api/getting-started/pricing as it stood on `asOf`; the page says when it changes.
 */
export const prices = {
  asOf: '2026-08-13',
  /** A post without a link. */
  post: 15_000,
  /** A post whose text holds any link, however written. */
  postWithUrl: 200_000,
  /** Alternative text of one picture (media metadata); uploading it costs nothing. */
  altText: 5_000,
  /** A post of the account's own, read from its timeline. */
  ownedRead: 1_000,
  /** Any post, read by its id. */
  read: 5_000,
  /** A user, once a UTC day. The page does not say whether asking for oneself is billed: it is counted. */
  userRead: 10_000,
  /** Deleting a post. */
  delete: 10_000,
} as const;
