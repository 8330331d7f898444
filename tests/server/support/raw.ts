import { request } from 'node:http';
import { connect } from 'node:net';

/** A request whose path is sent as it is written: fetch would tidy it up. */
export function askRaw(
  origin: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const asked = request({ hostname, port, path, headers, agent: false }, (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (part: string) => {
        text += part;
      });
      res.on('end', () => resolve({ status: res.statusCode!, headers: res.headers, text }));
    });
    asked.on('error', reject).end();
  });
}

/** A connection that says what it is told; `received` holds what came back so far. */
export class Wire {
  received = '';
  readonly closed: Promise<void>;
  private readonly socket;

  constructor(origin: string) {
    const { hostname, port } = new URL(origin);
    this.socket = connect(Number(port), hostname);
    this.socket.setEncoding('utf8');
    this.socket.on('data', (part: string) => {
      this.received += part;
    });
    // A server that hangs up is what some tests wait for.
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => this.socket.on('close', () => resolve()));
  }

  say(text: string): void {
    this.socket.write(text);
  }

  end(): void {
    this.socket.destroy();
  }
}
