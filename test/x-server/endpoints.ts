/** The requests of the X API that Spool may send, by the stand-in's name for them. */
export const endpoints = {
  create: { method: 'POST', path: '/2/tweets', writes: true, perWindow: 100 },
  delete: { method: 'DELETE', path: '/2/tweets/:id', writes: true, perWindow: 50 },
  lookup: { method: 'GET', path: '/2/tweets', writes: false, perWindow: 5000 },
  'lookup-one': { method: 'GET', path: '/2/tweets/:id', writes: false, perWindow: 900 },
  timeline: { method: 'GET', path: '/2/users/:id/tweets', writes: false, perWindow: 900 },
  me: { method: 'GET', path: '/2/users/me', writes: false, perWindow: 75 },
  'media-initialize': { method: 'POST', path: '/2/media/upload/initialize', writes: true, perWindow: 1875 },
  'media-append': { method: 'POST', path: '/2/media/upload/:id/append', writes: true, perWindow: 1875 },
  'media-finalize': { method: 'POST', path: '/2/media/upload/:id/finalize', writes: true, perWindow: 1875 },
  'media-status': { method: 'GET', path: '/2/media/upload', writes: false, perWindow: 1000 },
  'media-metadata': { method: 'POST', path: '/2/media/metadata', writes: true, perWindow: 500 },
} as const satisfies Record<string, EndpointFacts>;

interface EndpointFacts {
  readonly method: string;
  readonly path: string;
  /** Refused to a read-only token. */
  readonly writes: boolean;
  /** Requests per user in 15 minutes (docs.x.com rate limits, 2026-08-22). */
  readonly perWindow: number;
}

export type Endpoint = keyof typeof endpoints;

export interface Route {
  readonly endpoint: Endpoint;
  /** The `:id` of the path; '' where the path has none. */
  readonly id: string;
}

const patterns = Object.entries(endpoints).map(([name, { method, path }]) => ({
  name,
  method,
  pattern: new RegExp(`^${path.replace(':id', '(?<id>[^/]+)')}$`),
}));

/** `/2/users/me` is not taken for a user's id, nor an upload's id for a command: the table's paths never overlap. */
export function findRoute(method: string, path: string): Route | null {
  for (const { name, method: wanted, pattern } of patterns) {
    const match = method === wanted ? pattern.exec(path) : null;
    if (match && isEndpoint(name)) return { endpoint: name, id: match.groups?.id ?? '' };
  }
  return null;
}

function isEndpoint(name: string): name is Endpoint {
  return Object.hasOwn(endpoints, name);
}
