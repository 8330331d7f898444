export interface FhirResource {
  resourceType: string;
  id?: string;
  [member: string]: unknown;
}

export type FhirReason =
  | 'denied-scope'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'too-many'
  | 'server-error'
  | 'too-slow'
  | 'not-fhir'
  | 'too-large'
  | 'unsafe-url'
  | 'session-over';

export type FhirAnswer =
  | {
      ok: true;
      resources: FhirResource[];
      /** False when there were more pages than we were to read. */
      complete: boolean;
      /** Asked for, but not in the server's self link: what came back was not filtered by it. */
      ignoredParams: string[];
      total?: number;
    }
  | { ok: false; reason: FhirReason; status?: number };

/** Ends a read or search with its reason. */
export class ReadFault extends Error {
  constructor(
    readonly reason: FhirReason,
    readonly status?: number,
  ) {
    super(reason);
    this.name = 'ReadFault';
  }
}

const REASONS: Record<number, FhirReason> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  410: 'gone',
  429: 'too-many',
};

/** What a status means to the page. A 400 or a 501 is a server that cannot do it; the status itself goes along. */
export function statusFault(status: number, challenge: string | null): ReadFault {
  const scope = status === 403 && challenge?.includes('insufficient_scope');
  return new ReadFault(scope ? 'denied-scope' : (REASONS[status] ?? 'server-error'), status);
}
