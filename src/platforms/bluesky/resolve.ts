/** The public AppView, which answers without a login (docs.bsky.app, "API Hosts and Auth"). */
const PUBLIC_APPVIEW = 'https://public.api.bsky.app';

/** Where to ask for the permanent identifier of a handle: com.atproto.identity.resolveHandle. */
export function resolveAddress(handle: string): string {
  return `${PUBLIC_APPVIEW}/xrpc/com.atproto.identity.resolveHandle?handle=${encodeURIComponent(handle)}`;
}

/** The identifier in the answer; `null` where it is none. A DID by the syntax of atproto.com/specs/did. */
export function didIn(answer: string): string | null {
  const match = /"did"\s*:\s*"(did:(?:plc:[a-z2-7]{24}|web:[A-Za-z0-9.%-]{1,253}))"/.exec(answer);
  return match?.[1] ?? null;
}
