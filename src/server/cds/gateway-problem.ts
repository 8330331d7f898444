/** How a call ends that gets no answer of the service: stable codes (docs/errors.md; tested both ways). Never patient data. */
export const GATEWAY_PROBLEMS = {
  'cds-token-missing': {
    status: 401,
    detail: 'The call carries no JWT. Expected: Authorization: Bearer <JWT>.',
  },
  'cds-token-refused': { status: 401, detail: 'The JWT of this call was not accepted.' },
  'cds-keys-unavailable': {
    status: 503,
    detail: 'The keys of this EHR could not be fetched, so its JWT could not be verified. Try again.',
  },
  'cds-no-such-service': {
    status: 404,
    detail: 'No service of this name is known here. GET /cds-services lists those there are.',
  },
  'cds-method-not-allowed': {
    status: 405,
    detail: 'CDS Hooks reads the list of services with GET, and calls a service with POST.',
  },
  'cds-bad-request': {
    status: 400,
    detail: 'The body of this call is no JSON object. Nothing was passed on to the service.',
  },
  'cds-too-large': {
    status: 413,
    detail: 'The body of this call is larger than this gateway takes. Nothing was passed on to the service.',
  },
  'cds-upstream-timeout': {
    status: 504,
    detail:
      'The service did not give a whole answer in the time allowed. Whether it has acted on the call is not known.',
  },
  'cds-upstream-unreachable': { status: 502, detail: 'The service could not be reached.' },
  'cds-upstream-broke-off': {
    status: 502,
    detail: 'The service broke off before its answer was whole, or its answer is no HTTP.',
  },
  'cds-circuit-open': {
    status: 503,
    detail: 'The service has failed too often just now, and is not called for a moment. No check was made.',
  },
  'cds-feedback-not-kept': {
    status: 503,
    detail: 'The feedback could not be put on disk here. Send it again: the same feedback twice counts once.',
  },
  'cds-internal': {
    status: 500,
    detail: 'The fault is in this gateway, not in the call. No check was made.',
  },
} as const satisfies Record<string, { status: number; detail: string }>;

export type GatewayCode = keyof typeof GATEWAY_PROBLEMS;

/** Thrown where a call ends here. `why` is a code of its own for the log: never words, which may quote data. */
export class GatewayProblem extends Error {
  constructor(
    readonly code: GatewayCode,
    readonly why?: string,
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'GatewayProblem';
  }
}
