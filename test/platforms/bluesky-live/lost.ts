import type { Fault } from '../../servers/faults.ts';

/** Faults after which the thread is there, and faults after which it is not. */
export const COMMITTED: readonly Fault[] = [
  ...(['committed', 'half-headers', 'headers', 'half-body', 'last-byte'] as const).flatMap((at) => [
    { do: 'cut', at } as const,
    { do: 'cut', at, reset: true } as const,
  ]),
  { do: 'fail', status: 502, committed: true, body: 'html' },
  { do: 'fail', status: 500, committed: true, body: 'problem' },
  { do: 'garble' },
];
export const UNCOMMITTED: readonly Fault[] = [
  { do: 'cut', at: 'received' },
  { do: 'cut', at: 'half-read' },
  { do: 'cut', at: 'read' },
  { do: 'cut', at: 'read', reset: true },
  { do: 'fail', status: 503, committed: false, body: '' },
];
