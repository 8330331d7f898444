import type { JWK } from 'jose';

/** An EHR that calls, as the configuration lists it. */
export interface CdsClient {
  /** `iss` of its JWTs. */
  iss: string;
  /** Where its keys are. */
  jwks: string | undefined;
  /** Addresses of keys that its tokens may name (`jku`). */
  jku: string[];
  /** Alias of the server whose ids it uses. */
  server: string;
  /** `none` only where nobody but this machine can call. */
  auth: 'jwt' | 'none';
  /** Whether it shows every card it is given: of all hooks, or of these. Else a card is returned, and nothing more is known. */
  shows: boolean | string[];
  /** Origins of pages that call from a browser. */
  origins: string[];
}

/** A CDS service that is called in the EHR's place. */
export interface CdsUpstream {
  /** Goes before its services' ids. */
  id: string;
  /** `{url}/cds-services`, without a closing slash. */
  url: string;
  /** The tool of tools.yaml that its silent changes belong to. */
  tool: string;
  /** How long a whole answer may take. */
  timeoutMs: number;
  auth: 'jwt' | 'none';
  /** `subject` of the fhirAuthorization that is meant for it; another is cut out. Undefined: each is passed on. */
  fhirClientId: string | undefined;
}

export interface CdsConfig {
  clients: CdsClient[];
  upstreams: CdsUpstream[];
  /** Private JWKs, the first signs. Undefined: one is made and kept in the store. */
  keys: JWK[] | undefined;
}
