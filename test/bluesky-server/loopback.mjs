import net from 'node:net';

/**
 * Makes every server of this process listen on 127.0.0.1 only. The Bluesky servers would otherwise listen on all
 * interfaces, with a well-known administrator's password.
 */
export function listenOnLoopbackOnly() {
  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function (...args) {
    const [first, ...rest] = args;
    if (typeof first === 'object' && first !== null) return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest);
    const callback = args.find((arg) => typeof arg === 'function');
    return listen.call(this, { port: Number(first ?? 0), host: '127.0.0.1' }, callback);
  };
}

/** A port that was free a moment ago. */
export async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
