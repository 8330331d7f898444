import { request } from 'node:http';

export interface Exact {
  status: number;
  /** Of each name the values, as they came. */
  headers: Record<string, string>;
  body: Buffer;
  /** False where the connection ended before the answer did. */
  whole: boolean;
}

export interface ExactCall {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Called with each part of the body in place of its being kept. */
  onPart?: (part: Buffer) => void | Promise<void>;
  signal?: AbortSignal;
}

/** A call whose answer is seen as it came: nothing is unpacked, followed or put right. Rejects where there is none. */
export function exactly(
  url: string,
  { method = 'POST', headers = {}, body, onPart, signal }: ExactCall = {},
): Promise<Exact> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const path = url.slice(new URL(url).origin.length);
    const asked = request(
      { hostname, port, path, method, headers, agent: false, ...(signal ? { signal } : {}) },
      (res) => {
        const parts: Buffer[] = [];
        const done = (whole: boolean) =>
          resolve({
            status: res.statusCode!,
            headers: named(res.rawHeaders),
            body: Buffer.concat(parts),
            whole,
          });
        const read = async () => {
          for await (const part of res as AsyncIterable<Buffer>)
            if (onPart) await onPart(part);
            else parts.push(part);
        };
        read().then(
          () => done(res.complete),
          () => done(false),
        );
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

function named(raw: string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]!.toLowerCase();
    found[name] = name in found ? `${found[name]}, ${raw[at + 1]}` : raw[at + 1]!;
  }
  return found;
}
