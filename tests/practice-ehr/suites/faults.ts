import { fhir, launched, refresh, type Tokens } from '../support/app.js';
import type { Practice } from '../support/practice.js';

export function faults(practice: Practice): void {
  describe('made faults', () => {
    let tokens: Tokens;
    beforeAll(async () => {
      tokens = await launched(practice.ehr, { context: practice.shown });
    });
    afterEach(() => {
      practice.faults = undefined;
      practice.oauthFaults = undefined;
    });

    it.each([401, 403, 404, 410, 429, 500, 503])(
      'FHIR answers %i where a test wants it, and only there',
      async (status) => {
        practice.faults = ({ path }) => (path.startsWith('/fhir/Encounter') ? { status } : undefined);
        expect((await fhir(practice.ehr, practice.shown.encounter, tokens)).status).toBe(status);
        expect((await fhir(practice.ehr, practice.shown.patient, tokens)).status).toBe(200);
      },
    );

    it('nonsense, as whatever it calls itself', async () => {
      practice.faults = () => ({ body: '<h1>Down</h1>', contentType: 'text/html' });
      const response = await fetch(`${practice.ehr.iss}/Encounter`);
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
      expect(await response.text()).toBe('<h1>Down</h1>');
    });

    it('a delay, after which the true answer comes', async () => {
      practice.faults = ({ url }) => (url.includes('_count=1') ? { delayMs: 50 } : undefined);
      const started = performance.now();
      const { status } = await fhir(practice.ehr, 'Encounter?_count=1', tokens);
      expect(status).toBe(200);
      expect(performance.now() - started).toBeGreaterThanOrEqual(45);
    });

    it('discovery and the token endpoint have a hook of their own', async () => {
      practice.faults = () => ({ status: 500 });
      const discovery = `${practice.ehr.iss}/.well-known/smart-configuration`;
      expect((await fetch(discovery)).status).toBe(200);
      practice.oauthFaults = () => ({ status: 503 });
      expect((await fetch(discovery)).status).toBe(503);
      expect((await refresh(practice.ehr, tokens)).status).toBe(503);
    });
  });

  it('the log counts every request to FHIR and OAuth, and who brought a token', async () => {
    const { ehr, shown } = practice;
    const tokens = await launched(ehr, { context: shown });
    const from = ehr.requests.length;
    await fhir(ehr, 'Encounter?_count=1', tokens);
    await fhir(ehr, 'Encounter/none', {});
    expect(ehr.requests.slice(from)).toEqual([
      { method: 'GET', path: '/fhir/Encounter', query: '?_count=1', status: 200, bearer: true },
      { method: 'GET', path: '/fhir/Encounter/none', query: '', status: 401, bearer: false },
    ]);
  });
}
