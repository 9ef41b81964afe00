/** An answer that is not a success: the status and the exact text of the body. */
export interface Problem {
  readonly status: number;
  readonly body: string;
}

/** Thrown by a handler to refuse a request; nothing was committed. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.body);
    this.problem = problem;
  }
}

/** The account X names in billing errors: as a bare number above 2^53, which JSON.parse rounds. */
const billedAccount = '2051096097834344448';

/**
 * The bodies that X sends, as published by those who met them in 2025 and 2026. Only the order of keys, ids and dates
 * are ours. Any of them can also be sent by a fault (`{ do: 'refuse', problem: 'duplicate' }`).
 */
export const problems = {
  duplicate: about(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.'),
  notPermitted: about(403, 'Forbidden', 'You are not permitted to perform this action.'),
  parentGone: about(403, 'Forbidden', 'You attempted to reply to a Tweet that is deleted or not visible to you.'),
  parentGoneV1: v1(403, 385, 'You attempted to reply to a Tweet that is deleted or not visible to you.'),
  duplicateV1: v1(403, 187, 'Status is a duplicate.'),
  cashtags: about(403, 'Forbidden', 'Posts are limited to a maximum of one cashtag'),
  notSummoned: of(403, {
    title: 'Forbidden',
    detail: 'You can only reply to or quote posts where you are mentioned or are the author.',
    type: 'https://api.x.com/2/problems/not-authorized-for-resource',
    status: 403,
  }),
  notSummonedOld: about(
    403,
    'Forbidden',
    'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author ' +
      'of the post you are replying to.',
  ),
  readOnlyToken: of(403, {
    detail: 'Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.',
    status: 403,
    title: 'Forbidden',
    type: 'https://api.x.com/2/problems/oauth1-permissions',
  }),
  notYours: about(403, 'Forbidden', 'You are not authorized to delete this Tweet.'),
  unauthorized: of(401, { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' }),
  notFound: of(404, { title: 'Not Found', type: 'about:blank', status: 404, detail: 'Not Found' }),
  creditsDepleted: of(402, {
    detail: 'credits depleted',
    status: 402,
    title: 'Payment Required',
    type: 'https://api.x.com/2/problems/credits-depleted',
  }),
  creditsDepletedOld: {
    status: 402,
    body:
      `{"account_id":${billedAccount},"title":"CreditsDepleted","detail":"Your enrolled account [${billedAccount}] ` +
      'does not have any credits to fulfill this request.","type":"https://api.twitter.com/2/problems/credits"}',
  },
  spendCap: spendCapReached('2027-01-01'),
  usageCap: {
    status: 429,
    body:
      `{"account_id":${billedAccount},"product_name":"standard-basic","title":"UsageCapExceeded","period":"Monthly",` +
      '"scope":"Product","detail":"Usage cap exceeded: Monthly product cap",' +
      '"type":"https://api.twitter.com/2/problems/usage-capped"}',
  },
  tooManyRequests: of(429, {
    title: 'Too Many Requests',
    detail: 'Too Many Requests',
    type: 'about:blank',
    status: 429,
  }),
  tooManyRequestsV1: v1(429, 88, 'Rate limit exceeded'),
  unavailable: of(503, {
    title: 'Service Unavailable',
    detail: 'Service Unavailable',
    type: 'about:blank',
    status: 503,
  }),
  mediaInvalid: invalid('media.media_ids', '0', 'Your media IDs are invalid.'),
  invalidUrl: invalid('text', 'https://refused.example', 'The Tweet contains an invalid URL.'),
} satisfies Record<string, Problem>;

export type ProblemName = keyof typeof problems;

export const problemNames: readonly ProblemName[] = Object.keys(problems).filter((name): name is ProblemName =>
  Object.hasOwn(problems, name),
);

/** 400 with the offending parameter, value and reason. */
export function invalid(parameter: string, value: string, message: string): Problem {
  return of(400, {
    errors: [{ parameters: { [parameter]: [value] }, message }],
    title: 'Invalid Request',
    detail: 'One or more parameters to your request was invalid.',
    type: 'https://api.twitter.com/2/problems/invalid-request',
  });
}

export function spendCapReached(resets: string): Problem {
  return of(403, {
    title: 'SpendCapReached',
    detail:
      `Your enrolled account [${billedAccount}] has reached its billing cycle spend cap. API requests will be ` +
      `blocked until the next cycle begins on ${resets}.`,
    reset_date: resets,
    type: 'https://api.twitter.com/2/problems/credits',
  });
}

function of(status: number, body: object): Problem {
  return { status, body: JSON.stringify(body) };
}

function about(status: number, title: string, detail: string): Problem {
  return of(status, { detail, type: 'about:blank', title, status });
}

function v1(status: number, code: number, message: string): Problem {
  return of(status, { errors: [{ code, message }] });
}
