import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** One call as it goes over the wire, and what it is known by in the journal. */
export interface HookCall {
  bytes: Buffer;
  instance: string;
}

export interface Target {
  name: string;
  port: number;
  path: string;
  /** The JWTs of its calls, one for each; without: none. */
  tokens?: Tokens;
}

const medication = (id: string, text: string, status = 'active') => ({
  resourceType: 'MedicationRequest',
  id,
  status,
  intent: 'order',
  medicationCodeableConcept: {
    coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '617314', display: text }],
    text,
  },
  subject: { reference: 'Patient/62' },
  encounter: { reference: 'Encounter/667' },
  authoredOn: '2026-11-02',
  requester: { reference: 'Practitioner/3' },
  dosageInstruction: [{ text: 'one tablet in the evening', timing: { repeat: { frequency: 1, period: 1 } } }],
});

/** order-select with all that the service asked for, and no more. Invented. */
const CALL = {
  hook: 'order-select',
  hookInstance: '',
  fhirServer: 'https://ehr.example.org/fhir',
  context: {
    userId: 'Practitioner/3',
    patientId: '62',
    encounterId: '667',
    selections: ['MedicationRequest/draft-1'],
    draftOrders: {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: medication('draft-1', 'clarithromycin 500 mg oral tablet', 'draft') }],
    },
  },
  prefetch: {
    patient: {
      resourceType: 'Patient',
      id: '62',
      name: [{ use: 'official', family: 'Invented', given: ['Test'] }],
      gender: 'female',
      birthDate: '1970-01-01',
      address: [{ line: ['1 Nowhere Street'], city: 'Nowhere', postalCode: '00000' }],
    },
    medications: {
      resourceType: 'Bundle',
      type: 'searchset',
      total: 3,
      entry: ['atorvastatin 20 mg', 'lisinopril 10 mg', 'metformin 500 mg'].map((text, index) => ({
        resource: medication(`active-${index}`, `${text} oral tablet`),
      })),
    },
  },
};

const [BEFORE, AFTER] = JSON.stringify(CALL).split('"hookInstance":""') as [string, string];

/** A fresh call; undefined where no token is left for it. */
export function hookCall({ port, path, tokens }: Target): HookCall | undefined {
  const token = tokens?.take();
  if (tokens && token === undefined) return undefined;
  const instance = randomUUID();
  const body = `${BEFORE}"hookInstance":"${instance}"${AFTER}`;
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    'Accept: application/json',
    `Content-Length: ${body.length}`,
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
  ].join('\r\n');
  return { bytes: Buffer.from(`${head}\r\n\r\n${body}`, 'latin1'), instance };
}

type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

const AT_ONCE = 64;
/** As long as the gateway allows, less what the benchmark may take. */
const SECONDS = 3500;

/** Tokens as an EHR signs them, made before they are needed: signing must not load the machine while it is measured. */
export class Tokens {
  private readonly ready: string[] = [];
  private constructor(
    private readonly privateKey: PrivateKey,
    readonly jwk: JWK,
  ) {}

  static async create(): Promise<Tokens> {
    const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true });
    return new Tokens(privateKey, {
      ...(await exportJWK(publicKey)),
      kid: 'bench',
      alg: 'ES384',
      use: 'sig',
    });
  }

  /** Makes so many ready for calls of `aud`. */
  async prepare(count: number, { iss, aud }: { iss: string; aud: string }): Promise<void> {
    while (this.ready.length < count) {
      const iat = Math.floor(Date.now() / 1000);
      const some = Array.from({ length: AT_ONCE }, () =>
        new SignJWT({ iss, aud, iat, exp: iat + SECONDS, jti: randomUUID() })
          .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid: 'bench' })
          .sign(this.privateKey),
      );
      this.ready.push(...(await Promise.all(some)));
    }
  }

  take(): string | undefined {
    return this.ready.pop();
  }
}
