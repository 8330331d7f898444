import type { Status } from '../../result.js';

/** Colour only repeats what the words say. */
export interface Paint {
  strong: (text: string) => string;
  faint: (text: string) => string;
  status: (status: Status, text: string) => string;
}

const ansi = (open: number, close: number) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`;

const colours: Record<Status, number> = {
  fail: 31,
  error: 35,
  warn: 33,
  'insufficient-data': 36,
  pass: 32,
  waived: 34,
  'not-applicable': 39,
};

const same = (text: string): string => text;

export const paintFor = (color: boolean): Paint =>
  color
    ? { strong: ansi(1, 22), faint: ansi(2, 22), status: (status, text) => ansi(colours[status], 39)(text) }
    : { strong: same, faint: same, status: (_, text) => text };
