/**
 * Where a connection can be cut, in the order in which a request passes. Up to `read` nothing is carried out; from
 * `committed` on everything is.
 */
export const cutPoints = [
  /** The headers are in, nothing of the body was read. */
  'received',
  /** Half of the body was read. */
  'half-read',
  /** The body was read. */
  'read',
  /** Carried out, nothing answered. */
  'committed',
  /** Half of the answer's headers were sent. */
  'half-headers',
  /** All headers were sent. */
  'headers',
  /** Half of the body was sent. */
  'half-body',
  /** All of the body but its last byte was sent. */
  'last-byte',
  /** All was sent; the connection is reset instead of closed. */
  'answered',
] as const;

export type CutPoint = (typeof cutPoints)[number];

/** The connection closes, or is reset: a reset also takes back what the client has not read yet. */
export interface CutFault {
  readonly do: 'cut';
  readonly at: CutPoint;
  readonly reset?: boolean;
}

/** What goes wrong with a request. `Problem` names the refusals of a server that has some of its own. */
export type Fault<Problem extends string = never> =
  | CutFault
  /** Nothing more happens until the client gives up. `committed` says whether it was carried out before. */
  | { readonly do: 'hang'; readonly committed: boolean }
  /** Carried out only after the client has given up, and `afterMs` (real time, default 0) later. */
  | { readonly do: 'late'; readonly afterMs?: number }
  /** Carried out `ms` (real time) later. */
  | { readonly do: 'delay'; readonly ms: number }
  /** The answer comes byte by byte, one every `everyMs` (default 1). */
  | { readonly do: 'slow'; readonly everyMs?: number }
  /** A status of its own instead of the answer, before or after carrying it out. */
  | {
      readonly do: 'fail';
      readonly status: number;
      readonly committed: boolean;
      readonly body: 'problem' | 'html' | '';
    }
  /** Carried out and answered with the right status, but the body is not JSON. */
  | { readonly do: 'garble' }
  /** One of the server's own refusals; nothing is carried out. */
  | { readonly do: 'refuse'; readonly problem: Problem };

/** The name under which `faults.seen` counts a fault: `cut committed`, `fail 503 uncommitted`. */
export function labelOf(fault: Fault<string>): string {
  switch (fault.do) {
    case 'cut':
      return `cut ${fault.at}`;
    case 'hang':
      return `hang ${fault.committed ? 'committed' : 'uncommitted'}`;
    case 'fail':
      return `fail ${fault.status} ${fault.committed ? 'committed' : 'uncommitted'}`;
    case 'refuse':
      return `refuse ${fault.problem}`;
    default:
      return fault.do;
  }
}
