import './quiet.js';
import { randomBytes } from 'node:crypto';
import Provider, {
  type Configuration,
  errors,
  interactionPolicy,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import type { LaunchContext, PracticeClient } from '../options.js';
import { checkAssertion } from './assertion.js';
import { signingKeys } from './keys.js';
import { contextParameters, type Launch, type Launches } from './launches.js';
import { DATA_SCOPES, IDENTITY_SCOPES, LAUNCH_SCOPES } from './scopes.js';
import type { OAuthStore } from './store.js';

export interface AuthorizationOptions {
  /** The authorization server's own name; the FHIR base is another, as in most EHRs. */
  issuer: string;
  /** The FHIR base. */
  iss: string;
  store: OAuthStore;
  launches: Launches;
  clients: ReadonlyMap<string, PracticeClient>;
  nameOf: (user: string) => string | undefined;
  sessionMinutes: number;
  accessTokenSeconds: number;
}

const launchOf = new WeakMap<KoaContextWithOIDC, Launch>();

/** The authorization server: a certified OpenID provider that is taught what SMART adds. */
export async function authorizationServer(options: AuthorizationOptions): Promise<Provider> {
  const provider = new Provider(options.issuer, await configuration(options));
  provider.use(allowOfflineAccess);
  provider.use(async (ctx, next) => {
    await next();
    addLaunchContext(ctx as KoaContextWithOIDC, options.launches);
  });
  return provider;
}

async function configuration(options: AuthorizationOptions): Promise<Configuration> {
  const { store, launches, iss, sessionMinutes, accessTokenSeconds } = options;
  const session = Math.max(1, Math.round(sessionMinutes * 60));
  return {
    adapter: store.adapter,
    jwks: await signingKeys(),
    cookies: {
      keys: [randomBytes(24).toString('base64url')],
      names: { session: 'ehr_session', interaction: 'ehr_signin', resume: 'ehr_resume' },
    },
    routes: {
      authorization: '/authorize',
      token: '/token',
      jwks: '/jwks',
      revocation: '/revoke',
      introspection: '/introspect',
      userinfo: '/userinfo',
      end_session: '/logout',
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      introspection: { enabled: true, allowedPolicy: ownToken },
      revocation: { enabled: true, allowedPolicy: ownToken },
    },
    scopes: [...IDENTITY_SCOPES, ...LAUNCH_SCOPES, ...DATA_SCOPES],
    claims: { openid: ['sub'], fhirUser: ['fhirUser'], profile: ['name'] },
    // Apps read fhirUser in the id_token; by default oidc-provider would give it at /userinfo only.
    conformIdTokenClaims: false,
    findAccount: async (_ctx, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, fhirUser: `${iss}/${sub}`, name: options.nameOf(sub) ?? sub }),
    }),
    pkce: { required: () => true },
    responseTypes: ['code'],
    clientAuthMethods: ['none', 'client_secret_basic', 'private_key_jwt'],
    enabledJWA: {
      clientAuthSigningAlgValues: ['RS384', 'ES384'],
      idTokenSigningAlgValues: ['RS256', 'ES384'],
    },
    assertJwtClientAuthClaimsAndHeader: async (_ctx, claims, header) =>
      checkAssertion({ claims, header, tokenEndpoint: `${options.issuer}/token` }),
    extraParams: {
      aud: (_ctx, value) => {
        if (value !== iss) throw new errors.InvalidRequest(`aud must be "${iss}"`);
      },
      launch: (ctx, value, client) =>
        signInByLaunch(ctx, { handle: value, clientId: client.clientId, launches }),
    },
    interactions: {
      policy: policy(),
      url: (_ctx, interaction) => `/signin/${interaction.uid}`,
    },
    loadExistingGrant: (ctx) => grantOf(ctx, options),
    extraTokenClaims: (_ctx, token) => {
      const context = 'grantId' in token ? launches.contextOf(token.grantId) : undefined;
      return context && contextParameters(context, token.scope ?? '');
    },
    issueRefreshToken: async (_ctx, client, code) =>
      client.grantTypeAllowed('refresh_token') &&
      (code.scopes.has('offline_access') || code.scopes.has('online_access')),
    rotateRefreshToken: true,
    // Bound to the browser's session, a second chart opened beside the first would end the first one's tokens.
    expiresWithSession: async () => false,
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: 60,
      Grant: 14 * 86_400,
      IdToken: 3600,
      Interaction: session,
      RefreshToken: (ctx, token) => {
        // A session does not grow longer by being used: the next token ends when the first one would have.
        const rotated = ctx.oidc.entities.RotatedRefreshToken;
        if (rotated) return Math.max(1, rotated.remainingTTL);
        return token.scopes.has('offline_access') ? 14 * 86_400 : session;
      },
      Session: session,
    },
    // Practice apps publish their keys on loopback, which oidc-provider's own dispatcher refuses to call.
    fetch: (url, init) => {
      const { dispatcher: _refusesLoopback, ...rest } = init as RequestInit & { dispatcher?: unknown };
      return fetch(url, rest);
    },
    renderError: (ctx, out) => {
      ctx.type = 'application/json';
      ctx.body = out;
    },
  };
}

const ownToken = async (
  _ctx: unknown,
  client: { clientId: string },
  token: { clientId?: string | undefined },
) => token.clientId === client.clientId;

/** Who launched from a chart is signed in there already; who comes without a launch is asked, each time. */
function policy() {
  const { Prompt, Check } = interactionPolicy;
  const ask = new Check(
    'standalone',
    'who is there is not known',
    'login_required',
    (ctx) => !launchOf.has(ctx) && !ctx.oidc.result?.login,
  );
  const login = new Prompt({ name: 'login', requestable: true });
  const consent = new Prompt({ name: 'consent', requestable: true });
  // The administrator consented when the app was registered, and the launch itself is the sign-in.
  login.checks.clear();
  consent.checks.clear();
  login.checks.add(ask);
  return [login, consent];
}

function signInByLaunch(
  ctx: KoaContextWithOIDC,
  { handle, clientId, launches }: { handle: string | undefined; clientId: string; launches: Launches },
): void {
  if (handle === undefined) return;
  const launch = launches.find(handle, clientId);
  if (!launch) throw new errors.InvalidRequest('launch is unknown, spent, or meant for another app');
  if (!ctx.oidc.requestParamScopes.has('launch'))
    throw new errors.InvalidScope('the launch parameter needs the scope "launch"', 'launch');
  launchOf.set(ctx, launch);
  ctx.oidc.session!.loginAccount({ accountId: launch.context.user });
}

/** Each launch is a grant of its own: revoking one chart leaves the next one alone. */
async function grantOf(ctx: KoaContextWithOIDC, options: AuthorizationOptions) {
  const chosen = ctx.oidc.result?.consent?.grantId;
  if (chosen) return ctx.oidc.provider.Grant.find(chosen);
  const launch = launchOf.get(ctx);
  if (!launch) return undefined;
  return newGrant(ctx.oidc.provider, {
    options,
    clientId: launch.clientId,
    scope: ctx.oidc.params?.scope as string,
    context: launch.context,
    launch,
  });
}

export async function newGrant(
  provider: Provider,
  about: {
    options: Pick<AuthorizationOptions, 'launches' | 'clients'>;
    clientId: string;
    scope: string;
    context: LaunchContext;
    launch?: Launch;
  },
) {
  const { options, clientId, scope, context, launch } = about;
  const grant = new provider.Grant({ accountId: context.user, clientId });
  const denied = new Set(options.clients.get(clientId)?.deniedScopes);
  const words = scope.split(' ');
  grant.addOIDCScope(words.filter((word) => !denied.has(word)).join(' '));
  const refused = words.filter((word) => denied.has(word));
  if (refused.length > 0) grant.rejectOIDCScope(refused.join(' '));
  const grantId = await grant.save();
  options.launches.bind(grantId, { context, ...(launch && { launch }) });
  return grant;
}

/** OpenID Connect ties offline_access to a consent prompt, which SMART apps never ask for. */
async function allowOfflineAccess(
  ctx: { path: string; query: NodeJS.Dict<string | string[]> },
  next: () => Promise<void>,
) {
  const { scope, prompt } = ctx.query;
  if (
    ctx.path === '/authorize' &&
    prompt === undefined &&
    String(scope).split(' ').includes('offline_access')
  )
    ctx.query = { ...ctx.query, prompt: 'consent' };
  await next();
}

function addLaunchContext(ctx: KoaContextWithOIDC, launches: Launches): void {
  if (ctx.oidc?.route !== 'token' || ctx.status !== 200) return;
  const grantId = ctx.oidc.entities.Grant?.jti;
  const context = launches.contextOf(grantId);
  const body = ctx.body as { scope?: string };
  if (!grantId || !context) return;
  launches.spend(grantId);
  ctx.body = { ...body, ...contextParameters(context, body.scope ?? '') };
}
