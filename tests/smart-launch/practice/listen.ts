import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';

const open = new Set<Server>();

/** On 127.0.0.1 at a port of its own. */
export async function listen(app: Express): Promise<string> {
  const server = createServer({ maxHeaderSize: 65_536 }, app);
  open.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** For afterEach or afterAll: nothing keeps listening. */
export async function closeAll(): Promise<void> {
  for (const server of open) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  open.clear();
}
