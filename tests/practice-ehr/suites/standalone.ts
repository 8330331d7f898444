import { authorize, exchange, fhir } from '../support/app.js';
import { CookieJar } from '../support/cookie-jar.js';
import type { Practice } from '../support/practice.js';

export function standalone(practice: Practice): void {
  /** A person signs in on the EHR's page, as a browser without JavaScript would send it. */
  async function signIn(scope: string, answers: Record<string, string>) {
    const jar = new CookieJar();
    const { verifier, location } = await authorizeIn(jar, scope);
    const page = await (await jar.fetch(location)).text();
    const submitted = await jar.fetch(location, { method: 'POST', body: new URLSearchParams(answers) });
    const resumed = await jar.fetch(new URL(submitted.headers.get('location')!));
    const back = new URL(resumed.headers.get('location')!);
    const authorized = { status: resumed.status, location: back, answer: back.searchParams, verifier };
    return { page, ...(await exchange(practice.ehr, authorized)) };
  }

  async function authorizeIn(jar: CookieJar, scope: string) {
    let params = new URLSearchParams();
    const { verifier } = await authorize(practice.ehr, {
      context: practice.shown,
      scope,
      change: (made) => {
        made.delete('launch');
        params = made;
      },
    });
    const response = await jar.fetch(new URL(`${practice.ehr.origin}/oauth/authorize?${params}`));
    return { verifier, location: new URL(response.headers.get('location')!, practice.ehr.origin) };
  }

  describe('a standalone launch', () => {
    it('asks who is there, and which patient if the app wants one', async () => {
      const { page, tokens } = await signIn('launch/patient openid fhirUser patient/*.rs', {
        user: '3',
        patient: '7',
      });
      expect(page).toContain('name="user"');
      expect(page).toContain('name="patient"');
      expect(tokens).toMatchObject({ patient: '7', need_patient_banner: true });
      const claims = JSON.parse(Buffer.from(tokens.id_token.split('.')[1]!, 'base64url').toString());
      expect(claims.fhirUser).toBe(`${practice.ehr.iss}/Practitioner/3`);
      const found = await fhir(practice.ehr, 'Patient', tokens);
      expect(found.body.entry.map((one: { resource: { id: string } }) => one.resource.id)).toEqual(['7']);
    });

    it('without a patient is one for the informatics team', async () => {
      const { page, tokens } = await signIn('openid fhirUser user/*.rs', { user: 'inf-1' });
      expect(page).not.toContain('name="patient"');
      expect(tokens).not.toHaveProperty('patient');
      expect((await fhir(practice.ehr, 'Practitioner/inf-1', tokens)).status).toBe(200);
    });

    it('cannot be answered from another browser', async () => {
      const { location } = await authorizeIn(new CookieJar(), 'openid user/*.rs');
      const other = await fetch(location, { method: 'POST', body: new URLSearchParams({ user: '1' }) });
      expect(other.status).toBe(400);
    });

    it('says login_required where nobody may be asked', async () => {
      const { answer } = await authorize(practice.ehr, {
        context: practice.shown,
        scope: 'openid user/*.rs',
        change: (params) => {
          params.delete('launch');
          params.set('prompt', 'none');
        },
      });
      expect(answer.get('error')).toBe('login_required');
    });
  });
}
