/** Names of this machine as an address writes them; requests to these never leave it. */
export const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];
