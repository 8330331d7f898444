import type { Server } from 'node:http';

/**
 * Lets a server finish: no new connection, an answer to every request that came, and then no idle connection kept open.
 */
export function drained(server: Server): () => Promise<void> {
  let ending = false;
  server.prependListener('request', (_req, res) => {
    // Another request may still come on a connection that is open.
    if (ending) res.setHeader('Connection', 'close');
    res.once('close', () => {
      if (ending) setImmediate(() => server.closeIdleConnections());
    });
  });
  return () => {
    ending = true;
    return new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  };
}
