import type { IncomingMessage } from 'node:http';

/**
 * The text of a body, or `too-large` as soon as that is known. express.text() would read what is too large to its end before
 * it says so, and of a body whose length is not said there may be none. Rejects where the sender goes away.
 */
export function readText(req: IncomingMessage, largest: number): Promise<string | 'too-large'> {
  if (Number(req.headers['content-length'] ?? 0) > largest) return Promise.resolve('too-large');
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    req.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= largest) {
        parts.push(part);
        return;
      }
      req.pause().removeAllListeners('data');
      resolve('too-large');
    });
    req.once('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    req.once('error', reject);
    req.once('close', () => reject(new Error('the sender went away')));
  });
}
