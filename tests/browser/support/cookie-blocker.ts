import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A browser whose settings refuse every cookie in a frame, partitioned or not. Chromium's headless shell has no such
 * setting, so a proxy between it and the app does what the setting would: in a frame the app's cookies neither come nor go.
 */
export class CookieBlocker {
  /** Set-Cookie headers that were taken out. */
  refused = 0;
  private readonly server: Server;

  private constructor(private readonly origin: string) {
    this.server = createServer((incoming, answer) => this.pass(incoming, answer));
  }

  static async start(origin: string): Promise<CookieBlocker> {
    const blocker = new CookieBlocker(origin);
    await new Promise<void>((ready) => blocker.server.listen(0, '127.0.0.1', ready));
    return blocker;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((stopped) => {
      this.server.close(stopped);
      this.server.closeAllConnections();
    });
  }

  private pass(incoming: IncomingMessage, answer: ServerResponse): void {
    const url = new URL(incoming.url!);
    const blocked = url.origin === this.origin && incoming.headers['sec-fetch-dest'] === 'iframe';
    const headers = { ...incoming.headers };
    if (blocked) delete headers.cookie;
    const outgoing = request(url, { method: incoming.method, headers }, (came) => {
      const given = { ...came.headers };
      if (blocked && given['set-cookie']) {
        this.refused += given['set-cookie'].length;
        delete given['set-cookie'];
      }
      answer.writeHead(came.statusCode ?? 502, given);
      came.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  }
}
