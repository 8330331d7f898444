import { connect } from 'node:net';

/** What came over the socket, byte for byte, until the other side closed it. */
export interface Raw {
  bytes: Buffer;
  /** Empty where no whole head came. */
  head: string;
  /** As sent: chunks are not put together. */
  body: Buffer;
  /** Milliseconds until the first byte. */
  firstAfter: number;
  lastAfter: number;
}

/** A call without any HTTP library between, so that nothing is repaired on the way. */
export function rawCall(base: string, service: string, body = '{}'): Promise<Raw> {
  const { port, host } = new URL(base);
  const began = performance.now();
  const pieces: Buffer[] = [];
  let [firstAfter, lastAfter] = [0, 0];
  return new Promise((done, failed) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', failed);
    socket.on('data', (piece) => {
      lastAfter = performance.now() - began;
      if (pieces.length === 0) firstAfter = lastAfter;
      pieces.push(piece);
    });
    socket.on('close', () => {
      const bytes = Buffer.concat(pieces);
      const ends = bytes.indexOf('\r\n\r\n');
      const head = ends < 0 ? '' : bytes.subarray(0, ends).toString('latin1');
      done({ bytes, head, body: bytes.subarray(ends < 0 ? bytes.length : ends + 4), firstAfter, lastAfter });
    });
    socket.write(
      `POST /cds-services/${service} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nAccept-Encoding: identity\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
}
