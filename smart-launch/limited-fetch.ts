export type FetchReason = 'too-slow' | 'too-large' | 'redirected' | 'unreachable';

export class FetchFault extends Error {
  constructor(
    readonly reason: FetchReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'FetchFault';
  }
}

export interface FetchTask {
  fetch: typeof fetch;
  timeoutMs: number;
  maxBytes: number;
  init?: RequestInit;
  /** Ends the request early, for instance when the server closes. */
  signals?: AbortSignal[];
  /** Whether a redirect to this URL may be followed; none is unless this says so. */
  follow?: (next: URL) => boolean;
}

export interface FetchAnswer {
  status: number;
  headers: Headers;
  text: string;
}

const REDIRECTS = 3;

/**
 * One request with an end: in time (the whole of it, so that an answer that drips for ever ends too), in size
 * (after decompression, so that a small bomb counts in full) and in the places it may lead to.
 */
export async function limitedFetch(url: string, task: FetchTask): Promise<FetchAnswer> {
  const { timeoutMs, maxBytes, signals = [] } = task;
  let late = false;
  const ending = new AbortController();
  const end = () => ending.abort();
  const timer = setTimeout(() => {
    late = true;
    end();
  }, timeoutMs);
  // By hand, and undone below: AbortSignal.any() and timeout() would hold on to each request until long after it.
  for (const signal of signals) signal.addEventListener('abort', end, { once: true });
  if (signals.some(({ aborted }) => aborted)) end();
  try {
    const response = await followed(url, { ...task, signal: ending.signal });
    return { status: response.status, headers: response.headers, text: await bodyText(response, maxBytes) };
  } catch (error) {
    if (error instanceof FetchFault) throw error;
    if (late) throw new FetchFault('too-slow', `no whole answer within ${timeoutMs} ms`, { cause: error });
    throw new FetchFault('unreachable', 'no answer', { cause: error });
  } finally {
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener('abort', end);
  }
}

async function followed(url: string, task: FetchTask & { signal: AbortSignal }): Promise<Response> {
  let current = url;
  for (let hops = 0; ; hops++) {
    const response = await task.fetch(current, { ...task.init, signal: task.signal, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || response.status === 304 || !location)
      return response;
    await response.body?.cancel();
    const next = URL.canParse(location, current) ? new URL(location, current) : undefined;
    if (!next || hops === REDIRECTS || !task.follow?.(next))
      throw new FetchFault('redirected', 'the answer leads elsewhere, where we do not follow');
    current = next.href;
  }
}

async function bodyText(response: Response, maxBytes: number): Promise<string> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by an exception cancels the stream and with it the connection.
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new FetchFault('too-large', `the answer is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
