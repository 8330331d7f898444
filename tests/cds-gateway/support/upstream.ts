import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { closed, listening } from './client.js';

export interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export type Answering = (req: IncomingMessage, res: ServerResponse, body: string) => void;

export interface TestUpstream {
  url: string;
  received: Received[];
  /** What it answers to calls; discovery and feedback have answers of their own. */
  answer: Answering;
  discovery: Record<string, unknown> | null;
  feedback: Answering;
  close(): Promise<void>;
}

export const json = (value: unknown, status = 200): Answering => raw(JSON.stringify(value), status);

export const raw =
  (text: string | Buffer, status = 200, headers: Record<string, string> = {}): Answering =>
  (_, res) => {
    res.writeHead(status, { 'content-type': 'application/json', ...headers });
    res.end(text);
  };

/** A CDS service in the hands of a test. */
export async function testUpstream(): Promise<TestUpstream> {
  const received: Received[] = [];
  const upstream: TestUpstream = {
    url: '',
    received,
    answer: json({ cards: [] }),
    discovery: { services: [] },
    feedback: (_, res) => res.end(),
    close: () => closed(server),
  };
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const { method = '', url = '', headers } = req;
      if (method === 'GET') {
        if (!upstream.discovery) res.destroy();
        else json(upstream.discovery)(req, res, body);
        return;
      }
      received.push({ method, url, headers, body });
      (url.endsWith('/feedback') ? upstream.feedback : upstream.answer)(req, res, body);
    });
  });
  upstream.url = await listening(server);
  return upstream;
}
