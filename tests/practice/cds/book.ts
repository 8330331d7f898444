import { isUtf8 } from 'node:buffer';

/** A hook call as it came in. */
export interface Call {
  /** Milliseconds of the epoch. */
  at: number;
  service: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The body's text, or its bytes in Latin-1 where they are no UTF-8. */
  body: string;
}

/** What was answered to a call: its status, the headers that the service chose, and the very bytes. */
export interface Answered {
  /** Which of `calls`. */
  call: number;
  service: string;
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** What a service knows of its own traffic, so that a test can compare it with what others say. */
export class Book<Answer extends Answered = Answered> {
  readonly discoveries: { at: number; headers: Record<string, string> }[] = [];
  readonly calls: Call[] = [];
  readonly answers: Answer[] = [];
  readonly feedback: { service: string; headers: Record<string, string>; body: string }[] = [];

  /** What was answered to the calls of this hookInstance: several services, or the picks of one order, share one. */
  answersTo(hookInstance: string): Answer[] {
    return this.answers.filter(({ call }) => this.calls[call]!.body.includes(hookInstance));
  }
}

export function lowerCase(headers: NodeJS.Dict<string | string[] | number>): Record<string, string> {
  const named = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(named.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** Bytes that are no UTF-8 are kept as Latin-1, so that the book loses nothing. */
export function textOf(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
