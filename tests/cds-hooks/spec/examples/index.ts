import { ANSWERS_1 } from './answers-1.js';
import { ANSWERS_2 } from './answers-2.js';
import { ANSWERS_3 } from './answers-3.js';
import { DISCOVERIES } from './discovery.js';
import type { Example } from './example.js';
import { FEEDBACKS } from './feedback.js';
import { REQUESTS_1 } from './requests-1.js';
import { REQUESTS_2 } from './requests-2.js';
import { REQUESTS_3 } from './requests-3.js';
import { TOKENS } from './tokens.js';

export type { Example } from './example.js';

/** Messages of CDS Hooks 1.0, 2.0 and 3.0-ballot, and of the shapes before 1.0 (`1.x`). All people are invented. */
export const EXAMPLES: Example[] = [
  ...DISCOVERIES,
  ...REQUESTS_1,
  ...REQUESTS_2,
  ...REQUESTS_3,
  ...ANSWERS_1,
  ...ANSWERS_2,
  ...ANSWERS_3,
  ...FEEDBACKS,
  ...TOKENS,
];

const byName = new Map(EXAMPLES.map((example) => [example.name, example]));

export function exampleOf(name: string): Example {
  const example = byName.get(name);
  if (!example) throw new Error(`There is no example "${name}".`);
  return example;
}
