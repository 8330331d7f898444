import type { Request, Response } from 'express';
import * as oidc from 'openid-client';
import type { CallbackParts } from './callback-route.js';
import { clearLaunchCookie } from './cookies.js';
import { oauthClient } from './oauth.js';
import { LaunchFault, START_AGAIN } from './problem.js';
import type { StoredSession } from './session-store.js';

/** Ends one launch: here at once, and at the EHR where it can be told (RFC 7009). Other launches of the browser go on. */
export function logoutRoute(parts: CallbackParts) {
  const { setup, sessions } = parts;
  return async (req: Request<{ session: string }>, res: Response): Promise<void> => {
    const session = fromOurPage(req, setup.publicUrl)
      ? await sessions.find(req as unknown as Request, req.params.session)
      : undefined;
    const stored = session && (await sessions.stored(session.id));
    if (!stored) throw noSession();
    await sessions.end(stored.session.id);
    clearLaunchCookie(res, stored.session.id);
    await revoke(stored, parts);
    setup.log('logged-out', { iss: stored.session.issuer });
    throw new LaunchFault({
      code: 'logged-out',
      status: 200,
      title: 'You are logged out of this app',
      detail: `This launch is closed. ${START_AGAIN}`,
    });
  };
}

/** The cookie goes along with requests from other sites too, so a form there must not be able to log anybody out. */
function fromOurPage(req: Request<{ session: string }>, publicUrl: string): boolean {
  const { origin } = req.headers;
  const site = req.headers['sec-fetch-site'];
  // A page with "no-referrer" sends its Origin as "null"; the browser's own word then decides.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return (
    origin === undefined || origin === new URL(publicUrl).origin || (origin === 'null' && site !== undefined)
  );
}

/** As well as can be: whether the EHR hears of it or not, the launch is over here. */
async function revoke(
  { session, tokens }: StoredSession,
  { setup, discovery }: CallbackParts,
): Promise<void> {
  const issuer = setup.issuer(session.issuer);
  if (!issuer) return;
  try {
    const configuration = await discovery.get(issuer.iss);
    if (!configuration.revocationEndpoint) return;
    const client = await oauthClient({ issuer, configuration }, setup);
    if (tokens.refresh)
      await oidc.tokenRevocation(client, tokens.refresh, { token_type_hint: 'refresh_token' });
    await oidc.tokenRevocation(client, tokens.access, { token_type_hint: 'access_token' });
  } catch {
    setup.log('revocation-failed', { iss: issuer.iss });
  }
}

function noSession(): LaunchFault {
  return new LaunchFault({
    code: 'no-session',
    status: 404,
    title: 'There is no such launch here',
    detail: `It is over already, or belongs to another browser. ${START_AGAIN}`,
  });
}
