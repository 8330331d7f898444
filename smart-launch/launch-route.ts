import type { Request, Response } from 'express';
import * as oidc from 'openid-client';
import { launchCookie, setLaunchCookie } from './cookies.js';
import type { Discovery } from './discovery.js';
import { oauthClient } from './oauth.js';
import type { Issuer } from './options.js';
import { bad, parametersOf, single } from './parameters.js';
import { LaunchFault } from './problem.js';
import { scopeList, scopesToAsk } from './scopes.js';
import { fingerprint, ID, randomId } from './secrets.js';
import type { SessionStore } from './session-store.js';
import type { Setup } from './setup.js';

const LONGEST_ISS = 2048;
const LONGEST_LAUNCH = 4096;

/** Where a request keeps the issuer it turned out to be about, for the log. */
export const ISSUER = 'smartLaunchIssuer';

export interface LaunchParts {
  setup: Setup;
  discovery: Discovery;
  store: SessionStore;
}

interface Asked {
  issuer: Issuer;
  /** Absent in a standalone launch. */
  launch?: string;
  /** Set on the second time round: the launch whose cookie should have come back. */
  check?: string;
  ownTab: boolean;
}

/**
 * EHR launch and standalone launch (SMART App Launch 2.2, "Launch App: EHR Launch", "Standalone Launch"). Twice through:
 * the first time sets the cookie and comes back to the same address, the second sees whether the browser kept it. If it
 * did not, nothing goes to the EHR, so its `launch` is still good in a tab of its own.
 */
export function launchRoute(parts: LaunchParts, standalone: boolean) {
  const { setup } = parts;
  const path = standalone ? '/standalone' : '/launch';
  return async (req: Request, res: Response): Promise<void> => {
    const asked = read(parametersOf(req), standalone, setup);
    res.locals[ISSUER] = asked.issuer.iss;
    const address = (more: Record<string, string>) => addressOf(setup.publicUrl + path, asked, more);
    if (!asked.check) {
      const { now, limits } = setup;
      const id = randomId();
      setLaunchCookie(req, res, { id, now: now(), maxAgeMs: limits.pendingMs, most: limits.cookies });
      res.redirect(302, address({ check: id, ...(asked.ownTab ? { tab: 'own' } : {}) }));
      return;
    }
    const cookie = launchCookie(req, asked.check);
    if (cookie) {
      const url = await authorizationUrl(
        { ...asked, check: asked.check, cookie, retryUrl: address({}) },
        parts,
      );
      setup.log('launch-started', { iss: asked.issuer.iss, standalone });
      res.redirect(302, url.href);
      return;
    }
    if (asked.ownTab) throw cookiesBlocked(address({ tab: 'own' }));
    setup.log('own-tab-offered', { iss: asked.issuer.iss });
    setup.options.renderOwnTab(req, res, address({ tab: 'own' }));
  };
}

function read(parameters: URLSearchParams, standalone: boolean, setup: Setup): Asked {
  const { issuers } = setup.options;
  const only = standalone && issuers.length === 1 ? issuers[0]!.iss : undefined;
  const iss = single(parameters, 'iss', LONGEST_ISS) ?? only;
  const launch = standalone ? undefined : single(parameters, 'launch', LONGEST_LAUNCH);
  const check = single(parameters, 'check', 22);
  if (!iss) throw bad('"iss" is missing; expected the address of the EHR\'s FHIR server');
  if (!standalone && !launch)
    throw bad('"launch" is missing; open the app from the chart, or use /standalone');
  if (check && !ID.test(check)) throw bad('"check" is not one of ours');
  const issuer = setup.issuer(iss);
  if (!issuer) throw unknownIssuer(iss);
  const ownTab = single(parameters, 'tab', 8) === 'own';
  return { issuer, ownTab, ...(launch ? { launch } : {}), ...(check ? { check } : {}) };
}

function addressOf(page: string, { issuer, launch }: Asked, more: Record<string, string>): string {
  return `${page}?${new URLSearchParams({ iss: issuer.iss, ...(launch ? { launch } : {}), ...more })}`;
}

interface Start extends Asked {
  check: string;
  cookie: string;
  retryUrl: string;
}

async function authorizationUrl(start: Start, { setup, discovery, store }: LaunchParts): Promise<URL> {
  const { issuer, launch, check, cookie, retryUrl } = start;
  const configuration = await discovery.get(issuer.iss).catch((error: unknown) => {
    // Nothing was sent to the EHR's login, so the same launch may be tried again.
    throw error instanceof LaunchFault ? new LaunchFault({ ...error.problem, retryUrl }) : error;
  });
  const client = await oauthClient({ issuer, configuration }, setup);
  // The launch's id names the cookie; 256 random bits make it a state nobody guesses.
  const state = `${check}.${oidc.randomState()}`;
  const codeVerifier = oidc.randomPKCECodeVerifier();
  const nonce = oidc.randomNonce();
  await store.putPending(pendingKey(state, cookie), {
    iss: issuer.iss,
    codeVerifier,
    nonce,
    standalone: launch === undefined,
    expiresAt: setup.now() + setup.limits.pendingMs,
  });
  const scope = scopesToAsk(issuer.scopes, launch === undefined);
  return oidc.buildAuthorizationUrl(client, {
    redirect_uri: callbackUrl(setup),
    scope,
    state,
    aud: issuer.iss,
    code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
    // Always, also where the EHR does not list S256: one that does not know PKCE ignores it, and loses nothing by it.
    code_challenge_method: 'S256',
    ...(launch === undefined ? {} : { launch }),
    ...(scopeList(scope).includes('openid') ? { nonce } : {}),
  });
}

/** The state alone does not find a launch: only the browser that started it has the other half of the key. */
export function pendingKey(state: string, cookie: string): string {
  return fingerprint(`${state} ${cookie}`);
}

export function callbackUrl({ publicUrl }: Setup): string {
  return `${publicUrl}/callback`;
}

function unknownIssuer(iss: string): LaunchFault {
  const { host } = URL.canParse(iss) ? new URL(iss) : { host: '' };
  return new LaunchFault({
    code: 'unknown-issuer',
    status: 403,
    title: 'This EHR is not known here',
    detail: `The link is from an EHR${host ? ` ("${host}")` : ''} that this app is not set up for. If it should be, the people who run this app add its exact "iss" to the configuration.`,
  });
}

function cookiesBlocked(retryUrl: string): LaunchFault {
  return new LaunchFault({
    code: 'cookies-blocked',
    status: 400,
    title: 'This browser does not keep cookies',
    detail:
      'The app needs one cookie for each launch, to keep each patient’s page apart. Allow cookies for this site and try again.',
    retryUrl,
  });
}
