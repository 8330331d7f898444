import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** A chart to launch from. */
export interface Chart {
  encounter: string;
  patient: string;
  user: string;
}

/** When the EHR was busy for one launch, in ms of performance.now(). */
export interface Busy {
  from: number;
  to: number;
  path: string;
}

/** As long as a fast EHR takes: long enough to tell what was asked side by side from what was asked one after another. */
const ANSWER_MS = 25;

/** An EHR that always takes the same time; it knows what it answered to which launch, and when, so that this can be taken off. */
export class SteadyEhr {
  readonly busy = new Map<string, Busy[]>();
  readonly charts = new Map<string, Chart>();
  private readonly idTokens = new Map<string, string>();
  private constructor(
    private readonly server: Server,
    readonly origin: string,
    private readonly keys: { sign: Awaited<ReturnType<typeof generateKeyPair>>['privateKey']; jwk: JWK },
  ) {}

  static async start(): Promise<SteadyEhr> {
    const { privateKey, publicKey } = await generateKeyPair('ES384');
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES384', use: 'sig' };
    const ehr = new SteadyEhr(server, `http://127.0.0.1:${port}`, { sign: privateKey, jwk });
    server.on('request', (req, res) => void ehr.answer(req, res));
    return ehr;
  }

  get iss(): string {
    return `${this.origin}/fhir`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const from = performance.now();
    const url = new URL(req.url!, this.origin);
    const body = await text(req);
    const launch = this.launchOf(req, url, body);
    await setTimeout(ANSWER_MS);
    const json = (value: unknown) => {
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify(value));
      if (launch) {
        const own = this.busy.get(launch) ?? [];
        own.push({ from, to: performance.now(), path: url.pathname });
        this.busy.set(launch, own);
      }
    };
    if (url.pathname.endsWith('/.well-known/smart-configuration')) return json(this.configuration());
    if (url.pathname === '/jwks') return json({ keys: [this.keys.jwk] });
    if (url.pathname === '/token') return json(this.tokens(launch!));
    return json(fhir(url, this.charts.get(launch!)!));
  }

  /** The code, and later the token, is the launch's name. */
  private launchOf(req: IncomingMessage, url: URL, body: string): string | undefined {
    if (url.pathname === '/token') return new URLSearchParams(body).get('code') ?? undefined;
    return req.headers.authorization?.replace('Bearer ', '');
  }

  private configuration() {
    return {
      issuer: this.origin,
      authorization_endpoint: `${this.origin}/authorize`,
      token_endpoint: `${this.origin}/token`,
      jwks_uri: `${this.origin}/jwks`,
      capabilities: ['launch-ehr', 'sso-openid-connect', 'client-public'],
      code_challenge_methods_supported: ['S256'],
      grant_types_supported: ['authorization_code'],
    };
  }

  /** What a person does at the EHR between the redirect there and the redirect back. */
  async signIn(launch: string, nonce: string): Promise<void> {
    const chart = this.charts.get(launch)!;
    const token = await new SignJWT({ nonce, fhirUser: `${this.iss}/${chart.user}` })
      .setProtectedHeader({ alg: 'ES384', kid: 'bench' })
      .setIssuer(this.origin)
      .setSubject(chart.user)
      .setAudience('bench')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(this.keys.sign);
    this.idTokens.set(launch, token);
  }

  private tokens(launch: string) {
    const chart = this.charts.get(launch)!;
    return {
      access_token: launch,
      token_type: 'Bearer',
      expires_in: 300,
      scope:
        'launch openid fhirUser user/Patient.rs user/Encounter.rs user/AuditEvent.rs user/DetectedIssue.rs',
      patient: chart.patient.split('/')[1],
      encounter: chart.encounter.split('/')[1],
      need_patient_banner: true,
      id_token: this.idTokens.get(launch),
    };
  }
}

function fhir(url: URL, chart: Chart): unknown {
  const [, , type, id] = url.pathname.split('/');
  const encounter = {
    resourceType: 'Encounter',
    id: chart.encounter.split('/')[1],
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: chart.patient },
  };
  if (id && type === 'Patient')
    return { resourceType: 'Patient', id, name: [{ text: 'Test Patient' }], birthDate: '1970-01-01' };
  if (id) return encounter;
  const found = type === 'Encounter' ? [encounter] : [];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    link: [{ relation: 'self', url: url.href }],
    entry: found.map((resource) => ({ resource })),
  };
}

async function text(req: IncomingMessage): Promise<string> {
  let whole = '';
  for await (const chunk of req) whole += String(chunk);
  return whole;
}
