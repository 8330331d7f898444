import { decodeJwt, decodeProtectedHeader } from 'jose';
import { type HookRequest, type PracticeCds, startPracticeCds } from '../practice/cds/index.js';
import { listen } from '../practice/cds/listen.js';
import { startMisbehaving } from '../practice/cds/misbehaving.js';
import { idOf } from '../practice/ehr/oauth/launches.js';
import { Practice } from '../practice-ehr/support/practice.js';
import { cardsOnScreen } from './suites/cards-on-screen.js';

// One file, so that the clinic is simulated once.
describe('the practice EHR as a CDS client', () => {
  const practice = new Practice();
  let cds: PracticeCds;
  let scene: { patient: string; encounter: string; user: string };

  beforeAll(async () => {
    await practice.start();
    const { patient, encounter, user } = practice.shown;
    scene = { patient, encounter, user };
    const { iss, jwks } = practice.ehr.cdsClient;
    cds = await startPracticeCds({ jwt: { iss, jwksUrl: jwks } });
  });
  beforeEach(() => practice.ehr.useCds(cds.base));
  afterAll(async () => {
    await practice.stop();
    await cds?.close();
  });

  const lastRequest = () => JSON.parse(cds.calls.at(-1)!.body) as HookRequest;
  const claimsOf = ({ headers }: { headers: Record<string, string> }) =>
    decodeJwt(headers.authorization!.replace('Bearer ', ''));

  it('fires patient-view at the one service for it, with the context of the hook and a card back', async () => {
    const from = cds.calls.length;
    const fired = await practice.ehr.fire('patient-view', scene);
    expect(cds.calls.slice(from).map(({ service }) => service)).toEqual(['sepsis-watch']);
    expect(fired).toMatchObject([
      { service: 'sepsis-watch', status: 200, cards: [{ indicator: 'warning' }] },
    ]);
    expect(fired[0]!.body.equals(cds.answers.at(-1)!.body)).toBe(true);
    expect(JSON.parse(cds.calls.at(-1)!.body)).toEqual(fired[0]!.request);
    const { hook, context, fhirServer, hookInstance } = lastRequest();
    expect({ hook, context, fhirServer }).toEqual({
      hook: 'patient-view',
      context: { userId: scene.user, patientId: idOf(scene.patient), encounterId: idOf(scene.encounter) },
      fhirServer: practice.ehr.iss,
    });
    expect(hookInstance).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('leaves the encounter out where there is none, and the template that needs it', async () => {
    const fired = await practice.ehr.fire('patient-view', { patient: scene.patient, user: '3' });
    expect(lastRequest().context).toEqual({ userId: 'Practitioner/3', patientId: idOf(scene.patient) });
    expect(Object.keys(lastRequest().prefetch!)).toEqual(['patient']);
    expect(fired).toMatchObject([{ status: 412, cards: [], problem: expect.stringContaining('412') }]);
  });

  it('prefetches what the templates ask for, out of its own records, and leaves no trace in the request log', async () => {
    const from = practice.ehr.requests.length;
    await practice.ehr.fire('patient-view', scene);
    const { patient, encounter } = lastRequest().prefetch!;
    expect([patient!.id, encounter!.id]).toEqual([idOf(scene.patient), idOf(scene.encounter)]);
    expect(patient!.birthDate).toMatch(/^\d{4}-/);
    expect(Object.keys(lastRequest().prefetch!)).toEqual(['patient', 'encounter']);
    await practice.ehr.fire('order-select', { ...scene, orders: ['warfarin'] });
    const { medications } = lastRequest().prefetch!;
    expect(medications!.entry!.length).toBeGreaterThan(0);
    for (const { resource } of medications!.entry!)
      expect(resource).toMatchObject({ subject: { reference: scene.patient } });
    await practice.ehr.fire('order-select', { ...scene, patient: 'nobody', orders: ['warfarin'] });
    expect(lastRequest().prefetch).toEqual({ medications: null });
    expect(practice.ehr.requests.length).toBe(from);
  });

  it('order-select names what was picked, order-sign the whole order, to every service of the hook', async () => {
    const hookInstance = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const picking = { ...scene, hookInstance };
    const [first] = await practice.ehr.fire('order-select', { ...picking, orders: ['warfarin'] });
    const [second] = await practice.ehr.fire('order-select', {
      ...picking,
      orders: ['warfarin', 'ibuprofen'],
    });
    expect([first!.cards.length, second!.cards.map(({ indicator }) => indicator)]).toEqual([0, ['warning']]);
    const { context, hookInstance: sent } = lastRequest();
    expect(sent).toBe(hookInstance);
    expect(context.selections).toEqual(['MedicationRequest/draft-2']);
    expect(context.draftOrders!.entry!.map(({ resource }) => resource)).toMatchObject([
      { id: 'draft-1', status: 'draft', subject: { reference: scene.patient } },
      { id: 'draft-2', medicationCodeableConcept: { coding: [{ code: '5640' }] } },
    ]);
    const signed = await practice.ehr.fire('order-sign', { ...scene, orders: ['warfarin', 'ibuprofen'] });
    expect(signed.map(({ service, cards }) => [service, cards.map(({ indicator }) => indicator)])).toEqual([
      ['drug-interactions', ['critical']],
      ['silent-coder', []],
    ]);
    expect('selections' in lastRequest().context).toBe(false);
    const [one, other] = cds.calls.slice(-2).map(({ body }) => JSON.parse(body) as HookRequest);
    expect(one!.hookInstance).toBe(other!.hookInstance);
  });

  it('discharge needs an encounter', async () => {
    const fired = await practice.ehr.fire('encounter-discharge', scene);
    expect(fired).toMatchObject([{ service: 'follow-up', cards: [{ indicator: 'info' }] }]);
    await expect(
      practice.ehr.fire('encounter-discharge', { ...scene, encounter: undefined }),
    ).rejects.toThrow('encounter');
  });

  it('each call has a token of its own for exactly its URL, by a key that the EHR publishes', async () => {
    await practice.ehr.fire('order-sign', { ...scene, orders: ['warfarin'] });
    const calls = cds.calls.slice(-2);
    const claims = calls.map(claimsOf);
    expect(claims.map(({ aud }) => aud)).toEqual(
      calls.map(({ service }) => `${cds.base}/cds-services/${service}`),
    );
    expect(claims[0]!.jti).not.toBe(claims[1]!.jti);
    expect(claims[0]!.exp! - claims[0]!.iat!).toBe(300);
    const header = decodeProtectedHeader(calls[0]!.headers.authorization!.replace('Bearer ', ''));
    const { keys } = (await (await fetch(practice.ehr.cdsClient.jwks)).json()) as {
      keys: Record<string, unknown>[];
    };
    expect(header).toEqual({ alg: 'ES384', typ: 'JWT', kid: keys[0]!.kid, jku: practice.ehr.cdsClient.jwks });
    expect(keys).toHaveLength(1);
    expect('d' in keys[0]!).toBe(false);
    expect(claimsOf(cds.discoveries.at(-1)!).aud).toBe(`${cds.base}/cds-services`);
  });

  it('and none where it is told to bring none', async () => {
    practice.ehr.useCds({ base: `${cds.base}/`, auth: 'none' });
    expect(await practice.ehr.fire('patient-view', scene)).toMatchObject([
      { service: 'discovery', status: 401 },
    ]);
    expect('authorization' in cds.discoveries.at(-1)!.headers).toBe(false);
  });

  describe('the access token for a service', () => {
    const authorizations = async () => {
      const from = cds.calls.length;
      await practice.ehr.fire('order-sign', { ...scene, orders: ['warfarin'] });
      // They are called at once, and arrive in any order.
      const calls = cds.calls.slice(from).sort((a, b) => a.service.localeCompare(b.service));
      return calls.map(({ body }) => (JSON.parse(body) as HookRequest).fhirAuthorization!);
    };
    const status = async (path: string, token: string) =>
      (await fetch(`${practice.ehr.iss}/${path}`, { headers: { authorization: `Bearer ${token}` } })).status;

    it('is another for each, and says for whom', async () => {
      const [one, other] = await authorizations();
      expect([one!.subject, other!.subject]).toEqual(['cds:drug-interactions', 'cds:silent-coder']);
      expect(one!.access_token).not.toBe(other!.access_token);
      expect(one).toMatchObject({
        token_type: 'Bearer',
        expires_in: 300,
        scope: 'patient/Patient.rs patient/MedicationRequest.rs',
        patient: idOf(scene.patient),
      });
    });

    it('is for the client that the service is registered as', async () => {
      practice.ehr.useCds({ base: cds.base, subjectOf: () => 'the-vendor' });
      const subjects = (await authorizations()).map(({ subject }) => subject);
      expect(subjects).toEqual(['the-vendor', 'the-vendor']);
    });

    it('reads that patient, what the service asked for, and nothing else', async () => {
      const token = (await authorizations())[0]!.access_token;
      expect(await status(scene.patient, token)).toBe(200);
      expect(await status(`MedicationRequest?patient=${idOf(scene.patient)}`, token)).toBe(200);
      expect(await status(scene.patient === 'Patient/1' ? 'Patient/2' : 'Patient/1', token)).toBe(404);
      expect(await status(scene.encounter, token)).toBe(403);
    });
  });

  it('sends feedback, with a token for that URL', async () => {
    const item = {
      card: 'a-card',
      outcome: 'accepted' as const,
      acceptedSuggestions: [{ id: 'a-suggestion' }],
      outcomeTimestamp: '2026-03-17T10:00:00Z',
    };
    const { status } = await practice.ehr.feedback('sepsis-watch', [item]);
    expect(status).toBe(200);
    const { service, body, headers } = cds.feedback.at(-1)!;
    expect([service, JSON.parse(body)]).toEqual(['sepsis-watch', { feedback: [item] }]);
    expect(claimsOf({ headers }).aud).toBe(`${cds.base}/cds-services/sepsis-watch/feedback`);
  });

  it('reads discovery once, and anew when it failed or was empty', async () => {
    const upstream = await startMisbehaving({ seed: 1, listed: ['well'] });
    practice.ehr.useCds(upstream.base);
    upstream.faults.discovery = 'status-503';
    expect(await practice.ehr.fire('patient-view', scene)).toMatchObject([
      { service: 'discovery', status: 503, cards: [], problem: 'it answered 503' },
    ]);
    upstream.faults.discovery = 'well';
    for (let time = 0; time < 2; time++)
      expect(await practice.ehr.fire('patient-view', scene)).toMatchObject([
        { service: 'well', status: 200 },
      ]);
    expect(upstream.discoveries.length).toBe(2);
    await upstream.close();
  });

  it('takes nothing that it cannot read for "no cards"', async () => {
    const listed = [
      'malformed-bom',
      'status-500',
      'status-302',
      'half-way-length',
      'half-way-before',
      'compressed-gzip',
      'well',
    ];
    const upstream = await startMisbehaving({ seed: 1, listed });
    practice.ehr.useCds(upstream.base);
    const fired = await practice.ehr.fire('patient-view', scene);
    expect(fired.map(({ service, problem, cards }) => [service, problem, cards.length])).toEqual([
      ['malformed-bom', 'it is no answer', 0],
      ['status-500', 'it answered 500', 0],
      ['status-302', 'it answered 302', 0],
      ['half-way-length', 'the connection failed', 0],
      ['half-way-before', 'the connection failed', 0],
      ['compressed-gzip', 'it is no answer', 0],
      ['well', undefined, 2],
    ]);
    expect(upstream.calls.length).toBe(listed.length);
    await upstream.close();
  });

  it('waits for its time and no longer, whether the head or the rest is late', async () => {
    const upstream = await startMisbehaving({
      seed: 1,
      listed: ['slow-start', 'slow-middle'],
      delayMs: 6000,
    });
    practice.ehr.useCds({ base: upstream.base, budgetMs: 100 });
    const began = performance.now();
    const fired = await practice.ehr.fire('patient-view', scene);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(fired).toMatchObject([
      { service: 'slow-start', status: 0, problem: 'nothing in 0.1 s' },
      { service: 'slow-middle', status: 0, problem: 'nothing in 0.1 s' },
    ]);
    await upstream.close();
  });

  it('the time is for all that a hook needs, discovery too', async () => {
    const upstream = await startMisbehaving({ seed: 1, listed: ['slow-start'], delayMs: 300 });
    upstream.faults.discovery = 'slow-start';
    practice.ehr.useCds({ base: upstream.base, budgetMs: 450 });
    expect(await practice.ehr.fire('patient-view', scene)).toMatchObject([
      { service: 'slow-start', status: 0 },
    ]);
    expect(await practice.ehr.fire('patient-view', scene)).toMatchObject([
      { service: 'slow-start', status: 200 },
    ]);
    await upstream.close();
  });

  it('a service whose discovery is nonsense does not cost the cards of the others', async () => {
    const services = [
      { hook: 'patient-view', id: 'odd', prefetch: { patient: 5 } },
      { hook: 'patient-view', id: 'sound' },
    ];
    const own = await listen((request, response) =>
      response.end(JSON.stringify(request.method === 'GET' ? { services } : { cards: [] })),
    );
    practice.ehr.useCds(own.base);
    expect(await practice.ehr.fire('patient-view', scene)).toMatchObject([
      { service: 'odd', status: 0, problem: 'its prefetch could not be read' },
      { service: 'sound', status: 200 },
    ]);
    await own.close();
  });

  it('does nothing without decision support', async () => {
    practice.ehr.useCds(undefined);
    const from = cds.calls.length;
    expect(await practice.ehr.fire('patient-view', scene)).toEqual([]);
    expect(cds.calls.length).toBe(from);
  });

  cardsOnScreen(practice, () => cds);
});
