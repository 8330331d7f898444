import type { Discovery } from './discovery.js';
import type { IdTokens } from './id-token.js';
import { launchContext } from './launch-context.js';
import { oauthClient, refreshTokens, type TokenAnswer } from './oauth.js';
import { LaunchFault } from './problem.js';
import type { StoredSession, Tokens } from './session-store.js';
import type { Sessions } from './sessions.js';
import type { Setup } from './setup.js';

/** Renewed so long before its end, but never in the first three quarters of a short life. */
const EARLY_MS = 30_000;

export type Access =
  | { token: string }
  | { none: 'session-over' | 'cannot-refresh' | 'too-slow' | 'server-error' };

/** The bearer token of each open launch, fresh. Tokens are opaque: their life is what `expires_in` said. */
export class AccessTokens {
  /** One refresh at a time for each launch: with rotation, the second would spend a token that is already gone. */
  private readonly refreshing = new Map<string, Promise<Access>>();

  constructor(
    private readonly setup: Setup,
    private readonly parts: { sessions: Sessions; discovery: Discovery; idTokens: IdTokens },
  ) {}

  /** @param rejected the token the EHR has just answered 401 to. */
  async get(id: string, rejected?: string): Promise<Access> {
    const stored = await this.parts.sessions.stored(id);
    if (!stored) return { none: 'session-over' };
    const { access, refresh, expiresAt, renewAt } = stored.tokens;
    const now = this.setup.now();
    const spent = expiresAt !== undefined && now >= expiresAt;
    const ageing = renewAt !== undefined && now >= renewAt;
    if (access !== rejected && !ageing) return { token: access };
    // Whether there is a refresh token decides, not whether offline_access or online_access was listed as granted.
    if (!refresh) {
      if (!spent) return access === rejected ? { none: 'cannot-refresh' } : { token: access };
      await this.parts.sessions.end(id);
      return { none: 'session-over' };
    }
    const renewed = await this.refresh(id);
    const passing = 'none' in renewed && renewed.none !== 'session-over';
    return passing && !spent && access !== rejected ? { token: access } : renewed;
  }

  private refresh(id: string): Promise<Access> {
    let running = this.refreshing.get(id);
    if (!running) {
      running = this.renew(id).finally(() => this.refreshing.delete(id));
      this.refreshing.set(id, running);
    }
    return running;
  }

  private async renew(id: string): Promise<Access> {
    // Read again: whoever waited may find that another has renewed it meanwhile.
    const stored = await this.parts.sessions.stored(id);
    if (!stored?.tokens.refresh) return { none: 'session-over' };
    const iss = stored.session.issuer;
    try {
      const answer = await this.ask(stored);
      const tokens = tokensOf(answer, this.setup.now(), stored.tokens.refresh);
      await this.parts.sessions.change(id, (current) => ({ ...current, tokens }));
      this.setup.log('token-refreshed', { iss });
      return { token: tokens.access };
    } catch (error) {
      const code = error instanceof LaunchFault ? error.problem.code : 'internal';
      this.setup.log('refresh-failed', { iss, code });
      if (PASSING.has(code)) return { none: 'server-error' };
      await this.parts.sessions.end(id);
      return { none: 'session-over' };
    }
  }

  private async ask({ session, tokens, login }: StoredSession): Promise<TokenAnswer> {
    const issuer = this.setup.issuer(session.issuer);
    if (!issuer) throw new Error('the issuer is no longer configured');
    const party = { issuer, configuration: await this.parts.discovery.get(issuer.iss) };
    const answer = await refreshTokens(await oauthClient(party, this.setup), tokens.refresh!);
    if (answer.idToken !== undefined && login)
      await this.parts.idTokens.verify(answer.idToken, party, { nonce: login.nonce, before: login });
    const { patient } = launchContext(answer.body, { iss: issuer.iss, asked: '' });
    // The page shows one patient's chart; an answer that now speaks of another must not be read into it.
    if (patient && patient !== session.patient) throw new Error('the patient has changed');
    return answer;
  }
}

/** The EHR gave no answer: its refusal would end the launch, its silence does not. */
const PASSING = new Set<string>(['token-unreachable', 'ehr-unreachable', 'id-token-keys']);

/** A rotated refresh token replaces the old one; without a new one the old one stays (RFC 6749 section 6). */
export function tokensOf(answer: TokenAnswer, now: number, refreshBefore?: string): Tokens {
  const refresh = answer.refreshToken ?? refreshBefore;
  const lifeMs = (answer.expiresIn ?? 0) * 1000;
  return {
    access: answer.accessToken,
    ...(refresh ? { refresh } : {}),
    ...(answer.expiresIn === undefined
      ? {}
      : { expiresAt: now + lifeMs, renewAt: now + Math.max(lifeMs - EARLY_MS, lifeMs * 0.75) }),
  };
}
