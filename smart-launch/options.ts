import type { Request, Response } from 'express';
import type { JWK } from 'jose';
import type { LaunchProblem } from './problem.js';
import type { LaunchSession, SessionStore } from './session-store.js';

/** One EHR that may launch us, and who we are to it. */
export interface Issuer {
  /** FHIR base, exactly as the EHR sends it. */
  iss: string;
  clientId: string;
  auth: 'public' | 'client_secret_basic' | 'private_key_jwt';
  clientSecret?: string;
  /** Private JWKs, the first signs (RS384 or ES384); the public halves of all are published. */
  keys?: JWK[];
  /** Written as the EHR wants them, in v1 or v2 syntax. */
  scopes: string;
  /** Issuers of id_tokens accepted besides the one that smart-configuration names. */
  oidcIssuers?: string[];
  /** Claims of the id_token that the app wants to know (LaunchSession.claims); no others are kept. */
  keepClaims?: string[];
  /** Origins that may show us in a frame. */
  frameAncestors?: string[];
}

export interface SmartLaunchOptions {
  /** As the browser sees it; https, or http on loopback only. */
  publicUrl: string;
  issuers: Issuer[];
  /** Path to go to after the launch, for instance `/chart/${session.id}`. */
  afterLaunch: (session: LaunchSession) => string;
  /** Shows why a launch ended. The status is already set. */
  renderProblem: (req: Request, res: Response, problem: LaunchProblem) => void;
  /** Shows one link (target=_blank) to `url`, which opens the same launch in a tab of its own. */
  renderOwnTab: (req: Request, res: Response, url: string) => void;
  /** Other private keys of this app whose public halves are published with those of its issuers. */
  otherKeys?: JWK[];
  /** Default: in memory, bounded, with expiry. */
  sessions?: SessionStore;
  /** For tests. */
  fetch?: typeof fetch;
  /** Codes and the issuer only, never ids, names or tokens. */
  log?: (event: string, fields: Record<string, unknown>) => void;
  /** Milliseconds since 1970. */
  now?: () => number;
  limits?: Partial<Limits>;
}

export interface Limits {
  /** One request to the EHR, from its start to the last byte. */
  requestMs: number;
  /** All pages of one search. */
  searchMs: number;
  /** One page of an answer, decompressed. */
  pageBytes: number;
  /** All pages of one search, decompressed. */
  searchBytes: number;
  pages: number;
  /** From the redirect to the EHR until its answer. */
  pendingMs: number;
  /** A launch nobody looks at. */
  idleMs: number;
  /** A launch at most. */
  sessionMs: number;
  /** Launches kept in memory. */
  sessions: number;
  /** Launch cookies in one browser. */
  cookies: number;
  discoveryMs: number;
  /** How long an old discovery document serves while no new one can be had. */
  staleMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  requestMs: 10_000,
  searchMs: 30_000,
  pageBytes: 8 * 1024 * 1024,
  searchBytes: 32 * 1024 * 1024,
  pages: 10,
  pendingMs: 10 * 60_000,
  idleMs: 60 * 60_000,
  sessionMs: 12 * 60 * 60_000,
  sessions: 10_000,
  cookies: 20,
  discoveryMs: 60 * 60_000,
  staleMs: 24 * 60 * 60_000,
};
