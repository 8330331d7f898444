/** Why a page is not shown. Plain words, a stable code (docs/serve.md), never anything of a patient. */
export class ChartProblem extends Error {
  constructor(
    readonly code: ChartProblemCode,
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`);
    this.name = 'ChartProblem';
  }

  static sessionOver(): ChartProblem {
    return new ChartProblem(
      'no-session',
      401,
      'This page is closed',
      'The launch that opened it has ended, or it was opened in another browser. Start the app again from the chart.',
    );
  }
}

export const CHART_PROBLEMS = [
  'no-session',
  'not-a-clinician',
  'other-patient',
  'no-such-encounter',
  'informatics-only',
  'form-expired',
  'bad-form',
  'not-stored',
] as const;

export type ChartProblemCode = (typeof CHART_PROBLEMS)[number];
