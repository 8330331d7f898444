import { connect, type Socket } from 'node:net';

const END_OF_HEAD = '\r\n\r\n';

/**
 * One connection of a client, and one call on it at a time. Plainer than any HTTP client: the machine's cores are for those
 * that are measured. Everything but status 200 with a length ends the benchmark.
 */
export class Connection {
  private readonly socket: Socket;
  private held: Buffer | undefined;
  private waiting: { resolve: () => void; reject: (error: Error) => void } | undefined;
  private broken: Error | undefined;

  constructor(port: number) {
    this.socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.socket.on('data', (chunk: Buffer) => this.take(chunk));
    this.socket.on('error', (error) => this.break(error));
    this.socket.on('close', () => this.break(new Error('the connection was closed')));
  }

  /** Sends one call. Resolves once all of its answer is here. */
  ask(bytes: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.broken) return reject(this.broken);
      this.waiting = { resolve, reject };
      this.socket.write(bytes);
    });
  }

  private take(chunk: Buffer): void {
    const all = this.held ? Buffer.concat([this.held, chunk]) : chunk;
    this.held = all;
    const end = all.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = all.toString('latin1', 0, end);
    const length = /^content-length: *(\d+)/im.exec(head)?.[1];
    if (!head.startsWith('HTTP/1.1 200 ') || length === undefined) {
      this.break(new Error(`expected a card, found ${all.toString()}`));
      return;
    }
    if (all.length < end + END_OF_HEAD.length + Number(length)) return;
    this.held = undefined;
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve();
  }

  private break(error: Error): void {
    this.broken ??= error;
    this.waiting?.reject(this.broken);
    this.waiting = undefined;
  }

  close(): void {
    this.socket.destroy();
  }
}
