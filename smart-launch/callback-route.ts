import type { Request, Response } from 'express';
import { tokensOf } from './access-tokens.js';
import { clearLaunchCookie, launchCookie, setLaunchCookie } from './cookies.js';
import { acceptedIssuers, type IdTokens, type Login, refused } from './id-token.js';
import { fhirUser, type LaunchContext, launchContext } from './launch-context.js';
import { callbackUrl, ISSUER, type LaunchParts, pendingKey } from './launch-route.js';
import { ehrRefused, exchangeCode, oauthClient, type Party, type TokenAnswer } from './oauth.js';
import type { Issuer } from './options.js';
import { bad, parametersOf, single } from './parameters.js';
import { LaunchFault, plain, START_AGAIN } from './problem.js';
import { scopeList, scopesToAsk } from './scopes.js';
import { fingerprint, ID, randomId } from './secrets.js';
import type { LaunchSession, PendingLaunch } from './session-store.js';
import type { Sessions } from './sessions.js';
import { sameIssuer } from './urls.js';

export interface CallbackParts extends LaunchParts {
  sessions: Sessions;
  idTokens: IdTokens;
}

interface Returned {
  state: string;
  /** The part of the state that names the cookie. */
  launchId: string;
  code?: string;
  error?: string;
  description?: string;
  /** RFC 9207. */
  iss?: string;
}

/** Where the EHR's login leads back to (SMART App Launch 2.2, "Obtain authorization code", "Obtain access token"). */
export function callbackRoute(parts: CallbackParts) {
  return async (req: Request, res: Response): Promise<void> => {
    const returned = read(parametersOf(req));
    const usedKey = fingerprint(returned.state);
    const used = await parts.store.getUsed(usedKey);
    if (used) {
      const session = await parts.sessions.find(req, used.session);
      if (!session) throw alreadyUsed();
      res.redirect(303, afterLaunch(session, parts));
      return;
    }
    const pending = await takePending(req, returned, parts);
    res.locals[ISSUER] = pending.iss;
    // A new id and a new cookie after the login: whoever knew the old ones knows nothing of the new.
    const id = randomId();
    const { now, limits } = parts.setup;
    await parts.store.putUsed(usedKey, { session: id, expiresAt: now() + limits.pendingMs });
    clearLaunchCookie(res, returned.launchId);
    const session = await open(req, res, { id, returned, pending, parts }).catch((error: unknown) => {
      throw withRetry(error, pending, parts);
    });
    parts.setup.log('launch-opened', { iss: session.issuer, standalone: session.standalone });
    // To an address without the code: it can be reloaded, and the code is not left in the history.
    res.redirect(303, afterLaunch(session, parts));
  };
}

function read(parameters: URLSearchParams): Returned {
  const state = single(parameters, 'state', 200);
  const error = single(parameters, 'error', 200);
  const launchId = state?.split('.', 1)[0] ?? '';
  if (!state || !ID.test(launchId)) {
    // Anyone can make such a link, so its words are not shown, only the error's name if it is a name.
    if (error && /^[a-z_]{1,60}$/.test(error)) throw ehrRefused(error);
    throw unknown();
  }
  const code = single(parameters, 'code', 8192);
  const description = parameters.get('error_description') ?? undefined;
  const iss = single(parameters, 'iss', 2048);
  return {
    state,
    launchId,
    ...(code ? { code } : {}),
    ...(error ? { error } : {}),
    ...(description ? { description } : {}),
    ...(iss ? { iss } : {}),
  };
}

async function takePending(req: Request, { state, launchId }: Returned, parts: CallbackParts) {
  const cookie = launchCookie(req, launchId);
  if (!cookie) throw otherBrowser();
  const pending = await parts.store.takePending(pendingKey(state, cookie));
  if (!pending) throw unknown();
  return pending;
}

interface Opening {
  id: string;
  returned: Returned;
  pending: PendingLaunch;
  parts: CallbackParts;
}

async function open(req: Request, res: Response, opening: Opening): Promise<LaunchSession> {
  const { id, returned, pending, parts } = opening;
  const { setup, sessions } = parts;
  const issuer = setup.issuer(pending.iss);
  if (!issuer) throw unknown();
  const party = { issuer, configuration: await parts.discovery.get(issuer.iss) };
  const answerIssuer = issuerOfAnswer(returned, party);
  if (returned.error) throw ehrRefused(returned.error, returned.description);
  const answer = await exchangeCode(
    await oauthClient(party, setup, answerIssuer),
    callbackOf(returned, parts),
    {
      codeVerifier: pending.codeVerifier,
      state: returned.state,
    },
  );
  const context = launchContext(answer.body, {
    iss: issuer.iss,
    asked: scopesToAsk(issuer.scopes, pending.standalone),
  });
  const login = await loginOf(answer, { party, pending, context, parts });
  const now = setup.now();
  const session = sessionOf({ id, issuer, pending, context, login, now });
  const { sessionMs, cookies } = setup.limits;
  const cookie = setLaunchCookie(req, res, { id, now, maxAgeMs: sessionMs, most: cookies });
  await sessions.open({
    session,
    cookie: fingerprint(cookie),
    tokens: tokensOf(answer, now),
    seenAt: now,
    expiresAt: now + sessionMs,
    ...(login ? { login: { iss: login.iss, sub: login.sub, nonce: pending.nonce } } : {}),
  });
  return session;
}

/**
 * RFC 9207: an answer that names another issuer than the one the state was made for is a mix-up, and the code in it stays here.
 * openid-client compares it with the issuer it is given; EHRs that have several are given the one they named.
 */
function issuerOfAnswer({ iss }: Returned, party: Party): string | undefined {
  if (iss === undefined) return undefined;
  if (acceptedIssuers(party).some((one) => sameIssuer(one, iss))) return iss;
  throw new LaunchFault({
    code: 'wrong-issuer',
    status: 400,
    title: 'The answer is from another EHR',
    detail: `The login was started with one EHR and answered by another, so nothing was opened. ${START_AGAIN}`,
  });
}

/** Built from what was checked, on the address we are registered with, whatever host the request came by. */
function callbackOf({ code, state, iss }: Returned, { setup }: CallbackParts): URL {
  if (!code) throw bad('the EHR answered with neither a "code" nor an "error"');
  const url = new URL(callbackUrl(setup));
  url.search = new URLSearchParams({ state, code, ...(iss ? { iss } : {}) }).toString();
  return url;
}

interface LoginQuestion {
  party: Party;
  pending: PendingLaunch;
  context: LaunchContext;
  parts: CallbackParts;
}

/** Without `openid` there is no login to prove; with it, the proof must be there. */
async function loginOf(answer: TokenAnswer, question: LoginQuestion): Promise<Login | undefined> {
  const { party, pending, context, parts } = question;
  const asked = scopeList(party.issuer.scopes).includes('openid');
  if (answer.idToken !== undefined && asked)
    return parts.idTokens.verify(answer.idToken, party, { nonce: pending.nonce });
  // An EHR that lists no scopes has not said that it grants this one.
  const promised = typeof answer.body.scope === 'string' && context.scopesGranted.includes('openid');
  if (promised && asked) throw refused('id-token-missing', 'it is missing, although "openid" was granted');
  return undefined;
}

interface NewSession {
  id: string;
  issuer: Issuer;
  pending: PendingLaunch;
  context: LaunchContext;
  login: Login | undefined;
  now: number;
}

function sessionOf({ id, issuer, pending, context, login, now }: NewSession): LaunchSession {
  const { claims } = login ?? {};
  // Not `profile`, which SMART 1 used besides: where people may edit their own, it says who they would like to be.
  const user = fhirUser(claims?.fhirUser, issuer.iss);
  const name = [claims?.name, claims?.preferred_username].find(
    (one) => typeof one === 'string' && one !== '',
  );
  return {
    id,
    issuer: issuer.iss,
    ...context,
    startedAt: now,
    standalone: pending.standalone,
    ...(user ? { fhirUser: user } : {}),
    ...(name ? { userName: plain(name as string) } : {}),
    ...(issuer.keepClaims ? { claims: kept(claims ?? {}, issuer.keepClaims) } : {}),
  };
}

/** Only texts: what else a claim may hold decides nothing here. */
function kept(claims: Record<string, unknown>, names: string[]): Record<string, string[]> {
  return Object.fromEntries(
    names.map((name) => {
      const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
      const values: unknown[] = Array.isArray(value) ? value : [value];
      return [name, values.filter((one) => typeof one === 'string')];
    }),
  );
}

/** The app's own page; a path that would lead to another site is a fault of ours. */
function afterLaunch(session: LaunchSession, { setup }: CallbackParts): string {
  const path = setup.options.afterLaunch(structuredClone(session));
  const url = path.startsWith('/') ? new URL(setup.publicUrl + path) : undefined;
  if (url?.origin !== new URL(setup.publicUrl).origin)
    throw new Error('afterLaunch must give a path that begins with "/"');
  return url.href;
}

/** A standalone launch can be started again by a link; the EHR's `launch` is spent and cannot. */
function withRetry(error: unknown, pending: PendingLaunch, { setup }: CallbackParts): unknown {
  if (!(error instanceof LaunchFault) || !pending.standalone) return error;
  const retryUrl = `${setup.publicUrl}/standalone?${new URLSearchParams({ iss: pending.iss })}`;
  return new LaunchFault({ ...error.problem, retryUrl });
}

function unknown(): LaunchFault {
  return new LaunchFault({
    code: 'launch-unknown',
    status: 400,
    title: 'This launch must be started again',
    detail: `The login took too long, or the app was restarted meanwhile. Nothing was opened. ${START_AGAIN}`,
  });
}

function otherBrowser(): LaunchFault {
  return new LaunchFault({
    code: 'other-browser',
    status: 403,
    title: 'This launch was not started here',
    detail: `This browser did not start this launch, or no longer has its cookie. Nothing was opened. ${START_AGAIN}`,
  });
}

function alreadyUsed(): LaunchFault {
  return new LaunchFault({
    code: 'launch-used',
    status: 400,
    title: 'This launch was already used',
    detail: `A launch opens once. If its page is still open in another tab, go on there; if not: ${START_AGAIN.charAt(0).toLowerCase()}${START_AGAIN.slice(1)}`,
  });
}
