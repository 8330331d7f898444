import type { FeedbackItem, Hook } from '../cds/wire.js';
import type { Reply } from './hooks/call.js';
import type { CdsClient } from './hooks/client-key.js';
import type { CdsSource, Fired } from './hooks/decision-support.js';
import type { FireOptions } from './hooks/scene.js';

export type { CdsClient, CdsSource, Fired, FireOptions, Reply };

/** An app that may be launched, as the EHR's administrator registered it. */
export interface PracticeClient {
  clientId: string;
  name: string;
  redirectUris: string[];
  /** Where a launch begins: `iss` and `launch` are added to it. */
  launchUrl: string;
  auth: 'public' | 'client_secret_basic' | 'private_key_jwt';
  clientSecret?: string;
  jwks?: { keys: object[] };
  jwksUri?: string;
  /** What the administrator does not grant, however politely it is asked for. */
  deniedScopes?: string[];
  /** How the id_token is signed (default RS256). */
  idTokenAlg?: 'RS256' | 'ES384';
}

/** A request as a fault hook sees it. `url` has the query, `path` does not; both begin with `/`. */
export interface IncomingCall {
  method: string;
  path: string;
  url: string;
}

/** What goes wrong. With a delay only, the true answer follows late. */
export interface MadeFault {
  status?: number;
  delayMs?: number;
  body?: string;
  contentType?: string;
}

export type FaultHook = (request: IncomingCall) => MadeFault | undefined;

export interface PracticeEhrOptions {
  /** The folder that the practice clinic wrote. */
  clinicDir: string;
  /** Default `localhost`, so that an app on 127.0.0.1 is another site. */
  host?: string;
  port?: number;
  clients: PracticeClient[];
  /** How long a clinician stays signed in: refresh tokens of `online_access` end with it. */
  sessionMinutes?: number;
  accessTokenSeconds?: number;
  /** Makes FHIR answer 401, 403, 404, 410, 429, 5xx, slowly, or nonsense. */
  faults?: FaultHook;
  /** The same for discovery and the authorization server. */
  oauthFaults?: FaultHook;
  /** `none`: an EHR that, like many, exposes no AuditEvent. */
  auditEvents?: 'all' | 'none';
  /** Decision support to ask; without, charts have no cards. */
  cds?: CdsSource;
}

export interface LaunchContext {
  /** Ids or references: `42` and `Patient/42` are the same. */
  patient?: string;
  encounter?: string;
  user: string;
  intent?: string;
  needPatientBanner?: boolean;
  styleUrl?: string;
  fhirContext?: { reference: string; role?: string }[];
}

export interface ChartOptions {
  encounter?: string;
  user?: string;
  clientId?: string;
}

/** One request that reached the EHR; `status` is 0 until it is answered. */
export interface LoggedRequest {
  method: string;
  path: string;
  query: string;
  status: number;
  /** Whether it carried a bearer token. */
  bearer: boolean;
}

export interface PracticeEhr {
  origin: string;
  /** The FHIR base, which is also the issuer that apps are launched with. */
  iss: string;
  addClient(client: PracticeClient): void;
  launch(clientId: string, context: LaunchContext): { launch: string; url: string };
  chartUrl(patient: string, options?: ChartOptions): string;
  /** Everything that FHIR and OAuth were asked, in order of arrival. */
  requests: LoggedRequest[];
  /** Every access token issued so far ends now; refresh tokens live on. */
  expireAccessTokens(): void;
  /** Who the EHR is to decision support, to be written into its configuration. */
  cdsClient: CdsClient;
  /** From now on this decision support is asked, or none. */
  useCds(source: string | CdsSource | undefined): void;
  /** What happens on the screen when a chart is opened, a drug picked, and so on: calls every service of the hook. */
  fire(hook: Hook, options: FireOptions): Promise<Fired[]>;
  /** What was done with cards, to the service that they came from. */
  feedback(service: string, items: FeedbackItem[]): Promise<Reply>;
  close(): Promise<void>;
}
