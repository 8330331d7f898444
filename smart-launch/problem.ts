/** The stable codes of what a launch can end in; each is explained in README.md. */
export const PROBLEM_CODES = [
  'bad-parameter',
  'unknown-issuer',
  'ehr-unreachable',
  'bad-discovery',
  'cookies-blocked',
  'launch-unknown',
  'launch-used',
  'other-browser',
  'wrong-issuer',
  'ehr-refused',
  'token-refused',
  'token-unreachable',
  'bad-token-answer',
  'id-token-missing',
  'id-token-malformed',
  'id-token-algorithm',
  'id-token-signature',
  'id-token-keys',
  'id-token-issuer',
  'id-token-audience',
  'id-token-nonce',
  'id-token-expired',
  'id-token-claims',
  'bad-context',
  'no-session',
  'logged-out',
  'internal',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** What the page says when a launch does not end in a chart. Plain text throughout: escape it. */
export interface LaunchProblem {
  code: ProblemCode;
  status: number;
  title: string;
  detail: string;
  /** The one link to offer; absent where only the EHR can start again. */
  retryUrl?: string;
}

/** Thrown inside the library; carries what may be shown and nothing of the patient, the code or a token. */
export class LaunchFault extends Error {
  readonly problem: LaunchProblem;

  constructor(problem: LaunchProblem, options?: ErrorOptions) {
    super(`${problem.code}: ${problem.detail}`, options);
    this.name = 'LaunchFault';
    this.problem = problem;
  }
}

/** What only the EHR can mend: its `launch` was spent, so a link of ours could not start it again. */
export const START_AGAIN = 'Start the app again from the chart.';

const SHOWN = 300;

/**
 * Text from outside as plain, printable text of bounded length.
 * Direction marks are dropped too: they can make a sentence read as another.
 */
export function plain(text: string): string {
  const printable = text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const characters = [...printable];
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : printable;
}
