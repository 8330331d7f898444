import { Agent, request } from 'undici';

export interface Reply {
  /** 0 where there was no answer. */
  status: number;
  headers: Record<string, string>;
  /** The bytes as they came, not unpacked. */
  body: Buffer;
  /** Why there is nothing to show. */
  problem?: string;
}

/** How long a clinician is kept waiting, for all that one hook needs together. */
export interface Budget {
  ms: number;
  signal: AbortSignal;
}

export function budgetOf(ms: number): Budget {
  return { ms, signal: AbortSignal.timeout(ms) };
}

export interface Asked {
  url: string;
  /** Sent as JSON in a POST; without, it is a GET. */
  json?: object;
  authorization?: string | undefined;
  budget: Budget;
}

/** Calls decision support; whatever goes wrong is an answer too, so that it can be shown. */
export class Caller {
  private readonly agent = new Agent();

  async call({ url, json, authorization, budget }: Asked): Promise<Reply> {
    try {
      const answer = await request(url, {
        dispatcher: this.agent,
        signal: budget.signal,
        method: json ? 'POST' : 'GET',
        ...(json && { body: JSON.stringify(json) }),
        headers: {
          accept: 'application/json',
          ...(json && { 'content-type': 'application/json' }),
          ...(authorization && { authorization }),
        },
      });
      const body = Buffer.from(await answer.body.arrayBuffer());
      const { statusCode: status } = answer;
      const headers = Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
      );
      return { status, headers, body, ...(status !== 200 && { problem: `it answered ${status}` }) };
    } catch (error) {
      const late = (error as Error).name === 'TimeoutError';
      const problem = late ? `nothing in ${budget.ms / 1000} s` : 'the connection failed';
      return { status: 0, headers: {}, body: Buffer.alloc(0), problem };
    }
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }
}
