import type { ContextReference } from './launch-context.js';

/** One launch, as the app may see it: whose chart, who asks, what is allowed. Never a token. */
export interface LaunchSession {
  /** Unguessable, but no secret: it stands in the URL and opens nothing without that launch's cookie. */
  id: string;
  /** FHIR base of the EHR. */
  issuer: string;
  patient?: string;
  encounter?: string;
  /** `Practitioner/1` where it lives on the EHR's own FHIR server, else absolute. */
  fhirUser?: string;
  /** For the page only; never log it. */
  userName?: string;
  /** Those of `keepClaims` that the id_token has, as texts; a single one is a list of one. */
  claims?: Record<string, string[]>;
  /** As the EHR wrote it; an unknown one means the default view. */
  intent?: string;
  /** True also when the EHR does not say: showing whose chart it is harms nobody. */
  needPatientBanner: boolean;
  smartStyleUrl?: string;
  tenant?: string;
  fhirContext?: ContextReference[];
  /** What was granted, which may be less than what was asked. */
  scopesGranted: string[];
  /** Milliseconds since 1970. */
  startedAt: number;
  standalone: boolean;
}

export interface Tokens {
  access: string;
  refresh?: string;
  /** Milliseconds since 1970; absent where the EHR did not say. */
  expiresAt?: number;
  /** A little before, so that a token does not expire on its way. */
  renewAt?: number;
}

export interface StoredSession {
  session: LaunchSession;
  /** Fingerprint of the cookie; the cookie itself is only in the browser. */
  cookie: string;
  tokens: Tokens;
  /** Of the first id_token: a refreshed one must be about the same person. */
  login?: { iss: string; sub: string; nonce: string };
  seenAt: number;
  expiresAt: number;
}

/** A launch on its way through the EHR's login. */
export interface PendingLaunch {
  iss: string;
  codeVerifier: string;
  nonce: string;
  standalone: boolean;
  expiresAt: number;
}

/** What is left of a launch after its one use, so that a reload of the callback finds its way. */
export interface UsedLaunch {
  session: string;
  expiresAt: number;
}

/** Where launches live. Another store must keep `take…` atomic: that is what makes a state good for once. */
export interface SessionStore {
  get(id: string): Promise<StoredSession | undefined>;
  put(id: string, stored: StoredSession): Promise<void>;
  delete(id: string): Promise<void>;
  putPending(key: string, pending: PendingLaunch): Promise<void>;
  /** Gives it and forgets it, in one step. */
  takePending(key: string): Promise<PendingLaunch | undefined>;
  putUsed(key: string, used: UsedLaunch): Promise<void>;
  getUsed(key: string): Promise<UsedLaunch | undefined>;
  close?(): Promise<void>;
}

/** In memory: a restart forgets all launches, which then end in a page that says to start again. */
export class MemoryStore implements SessionStore {
  private readonly sessions: Expiring<StoredSession>;
  private readonly pending: Expiring<PendingLaunch>;
  private readonly used: Expiring<UsedLaunch>;

  constructor({ most, now }: { most: number; now: () => number }) {
    this.sessions = new Expiring(most, now);
    this.pending = new Expiring(most, now);
    this.used = new Expiring(most, now);
  }

  async get(id: string) {
    return this.sessions.get(id);
  }

  async put(id: string, stored: StoredSession) {
    this.sessions.put(id, stored);
  }

  async delete(id: string) {
    this.sessions.delete(id);
  }

  async putPending(key: string, pending: PendingLaunch) {
    this.pending.put(key, pending);
  }

  async takePending(key: string) {
    const pending = this.pending.get(key);
    this.pending.delete(key);
    return pending;
  }

  async putUsed(key: string, used: UsedLaunch) {
    this.used.put(key, used);
  }

  async getUsed(key: string) {
    return this.used.get(key);
  }

  async close() {
    for (const kept of [this.sessions, this.pending, this.used]) kept.clear();
  }
}

/** Bounded: the one not written for longest goes first. A Map keeps its keys in the order they were put. */
class Expiring<T extends { expiresAt: number }> {
  private readonly kept = new Map<string, T>();

  constructor(
    private readonly most: number,
    private readonly now: () => number,
  ) {}

  get(key: string): T | undefined {
    const value = this.kept.get(key);
    if (!value || value.expiresAt > this.now()) return value;
    this.kept.delete(key);
    return undefined;
  }

  put(key: string, value: T): void {
    this.kept.delete(key);
    this.kept.set(key, value);
    for (const [oldest, { expiresAt }] of this.kept) {
      if (this.kept.size <= this.most && expiresAt > this.now()) break;
      this.kept.delete(oldest);
    }
  }

  delete(key: string): void {
    this.kept.delete(key);
  }

  clear(): void {
    this.kept.clear();
  }
}
