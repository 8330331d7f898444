import { createHash, randomBytes } from 'node:crypto';
import express, { type Request, type Response } from 'express';
import { importJWK, type JWTPayload, SignJWT } from 'jose';
import { type KeyPair, keyPair } from './keys.js';
import { listen } from './listen.js';

type Json = Record<string, unknown>;

interface Grant {
  clientId: string;
  redirectUri: string;
  challenge: string;
  scope: string;
  nonce?: string;
}

/** Made once: an RSA key takes long. */
let usual: Promise<KeyPair> | undefined;

/** A small, strict EHR. What a test wants otherwise, it overrides on the object. */
export class Ehr {
  origin = '';
  base = '';
  readonly seen: {
    method: string;
    url: string;
    headers: Request['headers'];
    body: Record<string, string>;
  }[] = [];
  readonly authorizations: Record<string, string>[] = [];
  readonly grants = new Map<string, Grant>();
  readonly refreshTokens = new Map<string, Grant>();
  readonly accessTokens = new Set<string>();
  readonly revoked: string[] = [];
  /** Where discovery under /moved leads. */
  moved = '';
  expiresIn: number | undefined = 3000;
  context: Json = { patient: 'pat-1', encounter: 'enc-1', need_patient_banner: true };
  claims: JWTPayload = { fhirUser: 'Practitioner/prac-1', name: 'Dr. Invented' };

  /** Last words on each answer. */
  configuration = (normal: Json): unknown => normal;
  openidConfiguration = (normal: Json): unknown => normal;
  tokenAnswer = (
    normal: Json,
    _grant: 'authorization_code' | 'refresh_token',
    _asked: Record<string, string>,
  ): Json => normal;
  idToken = (claims: JWTPayload, _refreshed: boolean): Promise<string> => this.sign(claims);
  authorize = (_query: Record<string, string>, normal: URL): URL => normal;
  token = (_req: Request, _res: Response): boolean => false;
  fhir = (_req: Request, res: Response): void => {
    res.status(404).json({ resourceType: 'OperationOutcome' });
  };

  private signingKey: ReturnType<typeof importJWK> | undefined;

  private constructor(readonly keys: KeyPair) {}

  static async start(keys?: KeyPair): Promise<Ehr> {
    usual ??= keyPair('RS256', 'ehr-1');
    const ehr = new Ehr(keys ?? (await usual));
    ehr.jwks = { keys: [ehr.keys.publicJwk] };
    ehr.origin = await listen(ehr.app());
    ehr.base = `${ehr.origin}/fhir`;
    return ehr;
  }

  jwks: unknown = { keys: [] };

  /** Requests to a path, for "nothing was sent". */
  requests(path: string): typeof this.seen {
    return this.seen.filter(({ url }) => url.split('?')[0] === path);
  }

  async sign(claims: JWTPayload, header: Json = {}): Promise<string> {
    const { alg, kid } = this.keys.privateJwk;
    const jwt = new SignJWT(claims).setProtectedHeader({ alg: alg!, ...(kid ? { kid } : {}), ...header });
    this.signingKey ??= importJWK(this.keys.privateJwk, alg!);
    return jwt.sign(await this.signingKey);
  }

  normalClaims(grant: Grant): JWTPayload {
    const now = Math.floor(Date.now() / 1000);
    const { clientId, nonce } = grant;
    return {
      iss: this.origin,
      sub: 'user-1',
      aud: clientId,
      iat: now,
      exp: now + 36_000,
      ...(nonce ? { nonce } : {}),
      ...this.claims,
    };
  }

  private app() {
    const app = express();
    app.disable('x-powered-by');
    app.use(express.urlencoded({ extended: false }));
    app.use((req, _res, next) => {
      this.seen.push({
        method: req.method,
        url: req.originalUrl,
        headers: req.headers,
        body: { ...req.body },
      });
      next();
    });
    app.get(
      '/fhir/.well-known/smart-configuration',
      (_req, res) => void res.json(this.configuration(this.normal())),
    );
    app.get('/moved/.well-known/smart-configuration', (_req, res) => void res.redirect(302, this.moved));
    app.get('/.well-known/openid-configuration', (_req, res) => {
      res.json(this.openidConfiguration({ issuer: this.origin, jwks_uri: `${this.origin}/jwks` }));
    });
    app.get('/jwks', (_req, res) => void res.json(this.jwks));
    app.get('/authorize', (req, res) => this.onAuthorize(req, res));
    app.post('/token', (req, res) => (this.token(req, res) ? undefined : this.onToken(req, res)));
    app.post('/revoke', (req, res) => {
      this.revoked.push(req.body.token);
      res.status(200).end();
    });
    app.use('/fhir', (req, res) => {
      const token = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1];
      if (!token || !this.accessTokens.has(token)) res.status(401).json({ resourceType: 'OperationOutcome' });
      else this.fhir(req, res);
    });
    return app;
  }

  private normal(): Json {
    return {
      issuer: this.origin,
      jwks_uri: `${this.origin}/jwks`,
      authorization_endpoint: `${this.origin}/authorize`,
      token_endpoint: `${this.origin}/token`,
      revocation_endpoint: `${this.origin}/revoke`,
      capabilities: ['launch-ehr', 'launch-standalone', 'client-public', 'sso-openid-connect'],
      code_challenge_methods_supported: ['S256'],
    };
  }

  private onAuthorize(req: Request, res: Response) {
    const query = req.query as Record<string, string>;
    this.authorizations.push(query);
    const code = randomBytes(16).toString('base64url');
    const strict =
      query.response_type === 'code' &&
      query.code_challenge_method === 'S256' &&
      query.aud === this.base &&
      query.state;
    if (!strict) return void res.status(400).send('bad authorization request');
    this.grants.set(code, {
      clientId: query.client_id!,
      redirectUri: query.redirect_uri!,
      challenge: query.code_challenge!,
      scope: query.scope!,
      ...(query.nonce ? { nonce: query.nonce } : {}),
    });
    const back = new URL(query.redirect_uri!);
    back.searchParams.set('code', code);
    back.searchParams.set('state', query.state!);
    res.redirect(302, this.authorize(query, back).href);
  }

  private async onToken(req: Request, res: Response) {
    const {
      grant_type: type,
      code,
      code_verifier: verifier,
      redirect_uri: redirect,
      refresh_token: refresh,
    } = req.body;
    const kept = type === 'refresh_token' ? this.refreshTokens : this.grants;
    const key = type === 'refresh_token' ? refresh : code;
    const grant = kept.get(key);
    // Codes are good once, and so are refresh tokens: this EHR rotates them.
    kept.delete(key);
    const challenge = createHash('sha256').update(String(verifier)).digest('base64url');
    const proven =
      type === 'refresh_token' || (grant?.challenge === challenge && grant.redirectUri === redirect);
    if (!grant || !proven) return void res.status(400).json({ error: 'invalid_grant' });
    const accessToken = `access-${randomBytes(12).toString('hex')}`;
    const refreshToken = `refresh-${randomBytes(12).toString('hex')}`;
    this.accessTokens.add(accessToken);
    this.refreshTokens.set(refreshToken, grant);
    const openid = grant.scope.split(' ').includes('openid');
    const refreshed = type === 'refresh_token';
    const normal: Json = {
      access_token: accessToken,
      token_type: 'Bearer',
      scope: grant.scope,
      refresh_token: refreshToken,
      ...(this.expiresIn === undefined ? {} : { expires_in: this.expiresIn }),
      ...(openid ? { id_token: await this.idToken(this.normalClaims(grant), refreshed) } : {}),
      ...this.context,
    };
    res.json(this.tokenAnswer(normal, type, req.body));
  }
}
