import { connect } from 'node:net';
import { type Exact, exactly } from '../support/exact.js';
import { patientView, type TestGateway, testGateway } from '../support/gateway.js';
import { json } from '../support/upstream.js';

export const BODY = JSON.stringify(patientView());

/** Requests as nobody should send them, and answers as nobody should give them, at one gateway for a whole suite. */
export interface Hostile {
  readonly gateway: TestGateway;
  address(path: string): string;
  bearer(path: string): Promise<string>;
  host(): string;
  post(path: string, body: string | Buffer, headers?: Record<string, string>): Promise<Exact>;
  /** Says these bytes and gives what comes back until the connection ends, or until nothing more comes after so many answers. */
  said(bytes: string | Buffer, options?: { answers?: number }): Promise<string>;
}

export function hostile(): Hostile {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await testGateway({
      upstreams: (url) =>
        ['up', 'two'].map((id) => ({ id, url: `${url}/base`, tool: 'order-entry', timeoutMs: 3000 })),
      gateway: { upstream: { volume: 1_000_000 } },
    });
  });
  afterAll(() => gateway.stop());
  beforeEach(() => {
    gateway.upstream.received.length = 0;
    gateway.upstream.answer = json({ cards: [] });
  });
  const address = (path: string) => `${gateway.serving.url}${path}`;
  const bearer = async (path: string) => `Bearer ${await gateway.client.token(address(path))}`;
  return {
    get gateway() {
      return gateway;
    },
    address,
    bearer,
    host: () => new URL(gateway.serving.url).host,
    post: async (path, body, headers = {}) =>
      exactly(address(path), { headers: { authorization: await bearer(path), ...headers }, body }),
    said: (bytes, { answers = 1 } = {}) => said(gateway.serving.url, bytes, answers),
  };
}

function said(url: string, bytes: string | Buffer, answers: number): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let timer = setTimeout(() => socket.destroy(), 10_000);
    socket.setEncoding('latin1').on('data', (part: string) => {
      received += part;
      if (statuses(received).length < answers) return;
      clearTimeout(timer);
      timer = setTimeout(() => socket.destroy(), 400);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(received);
    });
  });
}

/** The statuses of the answers in what was received. */
export const statuses = (received: string): number[] =>
  [...received.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, code]) => Number(code));
