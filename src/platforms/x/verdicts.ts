import {
  type Asked,
  duplicate,
  final,
  inBrackets,
  type Meaning,
  mendable,
  notCertain,
  notPermitted,
  notSummoned,
  parentGone,
  type Refusal,
  rateLimited,
  readOnlyToken,
  refused,
  spendCap,
  tokenRefused,
} from './meanings.ts';
import type { Problem } from './reply.ts';

export interface Judgement {
  /** Name of the row that applied. */
  readonly row: string;
  readonly verdict: Refusal;
}

interface Row {
  readonly row: string;
  readonly statuses: (status: number) => boolean;
  /** Where given: any of these has to hold too. */
  readonly type?: string;
  readonly title?: string;
  readonly says?: RegExp;
  readonly codes?: readonly number[];
  readonly isReadable?: false;
  readonly verdict: Meaning;
}

const is = (status: number) => (each: number) => each === status;

/**
 * Every refusal of X that was published (its OpenAPI document 2.167) or seen by other developers, and what it means for
 * a post. The first row that applies holds. What nobody has described is unknown where it may have been carried out,
 * and otherwise the author's.
 */
const TABLE: readonly Row[] = [
  { row: 'not certain', statuses: (status) => status >= 500 || status === 408 || status === 409, verdict: notCertain },
  { row: 'token', statuses: is(401), verdict: tokenRefused },
  {
    row: 'credits',
    statuses: is(402),
    verdict: mendable(() => "the account's X API credits are used up; add some in X's developer console, then retry"),
  },
  { row: 'spend cap', statuses: is(403), title: 'SpendCapReached', verdict: mendable(spendCap) },
  {
    row: 'usage cap',
    statuses: is(429),
    type: 'usage-capped',
    title: 'UsageCapExceeded',
    verdict: mendable((_, { says }) => `the X app has used up what its plan allows${inBrackets(says)}`),
  },
  { row: 'rate limit', statuses: is(429), verdict: rateLimited },
  { row: 'no words', statuses: is(403), isReadable: false, verdict: notCertain },
  {
    row: 'read-only token',
    statuses: is(403),
    type: 'oauth1-permissions',
    verdict: mendable(readOnlyToken, 'secrets'),
  },
  {
    row: 'app not enrolled',
    statuses: is(403),
    type: 'client-forbidden',
    verdict: mendable((_, { says }) => `X does not let this developer app use its API${inBrackets(says)}`),
  },
  {
    row: 'account locked',
    statuses: is(403),
    codes: [64, 326],
    says: /account (?:is|has been) (?:temporarily )?(?:suspended|locked)/i,
    verdict: mendable(
      (_, { says }) => `X has locked or suspended the account; log in at x.com${inBrackets(says)}`,
      'account',
    ),
  },
  { row: 'duplicate', statuses: is(403), says: /duplicate/i, codes: [187], verdict: duplicate },
  {
    row: 'not summoned',
    statuses: is(403),
    type: 'not-authorized-for-resource',
    says: /where you are mentioned|have not been mentioned/i,
    verdict: mendable(notSummoned),
  },
  { row: 'parent gone', statuses: is(403), says: /deleted or not visible/i, codes: [385], verdict: parentGone },
  {
    row: 'cashtags',
    statuses: is(403),
    says: /one cashtag/i,
    verdict: final(({ what }) => `${what} holds more than one cashtag, and X takes only one a post`),
  },
  {
    row: 'too long',
    statuses: (status) => status === 400 || status === 403,
    codes: [186],
    says: /too long|bit shorter/i,
    verdict: final(({ what }) => `${what} is too long for X`),
  },
  { row: 'not permitted', statuses: is(403), says: /not permitted to perform this action/i, verdict: notPermitted },
  {
    row: 'invalid link',
    statuses: is(400),
    says: /invalid URL/i,
    verdict: final(({ what }) => `${what} holds a link that X refuses`),
  },
  {
    row: 'pictures',
    statuses: is(400),
    says: /media.*(?:invalid|not found|expired)/i,
    verdict: mendable(({ what }, { says }) => `X does not take the pictures of ${what}${inBrackets(says)}`),
  },
  { row: 'invalid', statuses: (status) => status === 400 || status === 422, verdict: final(refused) },
  { row: 'other', statuses: (status) => status >= 400, verdict: mendable(refused) },
];

/** What a refusal means. */
export function judge(problem: Problem, asked: Asked): Judgement {
  const found = TABLE.find((row) => applies(row, problem));
  if (found === undefined) return { row: 'not certain', verdict: notCertain(asked, problem) };
  return { row: found.row, verdict: found.verdict(asked, problem) };
}

function applies(row: Row, { status, isReadable, type, title, says, codes }: Problem): boolean {
  if (!row.statuses(status)) return false;
  if (row.isReadable === false) return !isReadable;
  if (row.type === undefined && row.title === undefined && row.says === undefined && !row.codes) return true;
  return (
    (row.type !== undefined && row.type === type) ||
    (row.title !== undefined && row.title === title) ||
    row.says?.test(says) === true ||
    codes.some((code) => row.codes?.includes(code) === true)
  );
}
