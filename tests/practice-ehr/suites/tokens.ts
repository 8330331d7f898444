import { authorize, exchange, fhir, launched, refresh, type Tokens, token } from '../support/app.js';
import { publicClient, SCOPE } from '../support/clients.js';
import type { Practice } from '../support/practice.js';

export function tokens(practice: Practice): void {
  const start = () => launched(practice.ehr, { context: practice.shown });
  const works = async (given: Tokens) =>
    (await fhir(practice.ehr, 'Encounter?_count=1', given)).status === 200;

  const post = (path: string, given: string) =>
    fetch(`${practice.ehr.origin}/oauth/${path}`, {
      method: 'POST',
      body: new URLSearchParams({ token: given, client_id: publicClient.clientId }),
    });

  describe('the token response', () => {
    it('is not to be stored, and tells how long the token lives', async () => {
      const { headers, tokens: given } = await exchange(
        practice.ehr,
        await authorize(practice.ehr, { context: practice.shown }),
      );
      expect(headers.get('cache-control')).toContain('no-store');
      expect(given.expires_in).toBe(300);
    });

    it('says nothing that the launch did not say', async () => {
      const given = await launched(practice.ehr, { context: { user: practice.shown.user } });
      for (const name of [
        'patient',
        'encounter',
        'intent',
        'need_patient_banner',
        'smart_style_url',
        'fhirContext',
      ])
        expect(given).not.toHaveProperty(name);
    });

    it('passes on style, fhirContext and a banner that is not needed', async () => {
      const fhirContext = [{ reference: 'DetectedIssue/1' }];
      const styleUrl = 'https://ehr.example/style.json';
      const context = { ...practice.shown, styleUrl, fhirContext, needPatientBanner: false };
      const given = await launched(practice.ehr, { context });
      expect(given).toMatchObject({ smart_style_url: styleUrl, fhirContext, need_patient_banner: false });
    });

    it('leaves out a scope that the administrator denies, and one on what is not held', async () => {
      const clientId = 'app-denied';
      practice.ehr.addClient({ ...publicClient, clientId, deniedScopes: ['user/AuditEvent.rs'] });
      const scope = 'launch openid user/Encounter.rs user/AuditEvent.rs user/Observation.rs';
      const authorized = await authorize(practice.ehr, { context: practice.shown, clientId, scope });
      const { tokens: given } = await exchange(practice.ehr, authorized, { client_id: clientId });
      expect(given.scope).toBe('launch openid user/Encounter.rs');
      expect((await fhir(practice.ehr, 'AuditEvent?_count=1', given)).status).toBe(403);
    });

    it('has a refresh token for online_access or offline_access only', async () => {
      const given = async (scope: string) =>
        (await launched(practice.ehr, { context: practice.shown, scope })).refresh_token;
      expect(await given('launch openid user/Encounter.rs')).toBeUndefined();
      expect(await given('launch user/Encounter.rs online_access')).toBeTruthy();
      expect(await given('launch openid user/Encounter.rs offline_access')).toBeTruthy();
    });
  });

  describe('refreshing', () => {
    it('gives new tokens with the same context', async () => {
      const first = await start();
      const { status, tokens: second } = await refresh(practice.ehr, first);
      expect(status).toBe(200);
      expect(second).toMatchObject({ patient: first.patient, encounter: first.encounter, scope: SCOPE });
      expect(second.refresh_token).not.toBe(first.refresh_token);
      expect(await works(second)).toBe(true);
    });

    it('refuses a token that was rotated away, and ends the whole launch', async () => {
      const first = await start();
      const { tokens: second } = await refresh(practice.ehr, first);
      const { status, tokens: third } = await refresh(practice.ehr, first);
      expect({ status, error: third.error }).toEqual({ status: 400, error: 'invalid_grant' });
      expect(await works(second)).toBe(false);
      expect((await refresh(practice.ehr, second)).status).toBe(400);
    });

    it('gives no more scope than was granted', async () => {
      const { refresh_token } = await start();
      const wider = {
        grant_type: 'refresh_token',
        refresh_token,
        client_id: publicClient.clientId,
        scope: 'user/*.rs',
      };
      expect((await token(practice.ehr, wider)).tokens.error).toBe('invalid_scope');
    });

    it('still works after another chart was launched in the same browser', async () => {
      const first = await start();
      const second = await start();
      expect((await refresh(practice.ehr, first)).status).toBe(200);
      expect(await works(second)).toBe(true);
    });
  });

  describe('a token that', () => {
    it('is missing, garbage or a refresh token gets 401 and is told how to ask', async () => {
      const { refresh_token } = await start();
      for (const access_token of ['', 'garbage', refresh_token]) {
        const { status, headers, body } = await fhir(practice.ehr, 'Encounter?_count=1', { access_token });
        expect(status).toBe(401);
        expect(headers.get('www-authenticate')).toMatch(/^Bearer /);
        expect(body.resourceType).toBe('OperationOutcome');
      }
    });

    it('has expired gets 401, and its refresh token a new one', async () => {
      const first = await start();
      practice.ehr.expireAccessTokens();
      expect(await works(first)).toBe(false);
      expect(await works((await refresh(practice.ehr, first)).tokens)).toBe(true);
    });

    it('outlives its seconds gets 401', async () => {
      const ehr = await practice.another({ accessTokenSeconds: 1, auditEvents: 'none' });
      try {
        const given = await launched(ehr, { context: practice.shown });
        expect(given.expires_in).toBe(1);
        let status = 200;
        for (let tries = 0; tries < 200 && status === 200; tries++) {
          await new Promise((later) => setTimeout(later, 50));
          status = (await fhir(ehr, 'Patient?_count=1', given)).status;
        }
        expect(status).toBe(401);
      } finally {
        await ehr.close();
      }
    });

    it('refreshes does so until the session ends, and offline_access longer', async () => {
      const ehr = await practice.another({ sessionMinutes: 1 / 60, auditEvents: 'none' });
      try {
        let given = await launched(ehr, { context: practice.shown });
        const scope = 'launch openid user/Encounter.rs offline_access';
        const offline = await launched(ehr, { context: practice.shown, scope });
        let status = 200;
        for (let tries = 0; tries < 200 && status === 200; tries++) {
          await new Promise((later) => setTimeout(later, 50));
          const answer = await refresh(ehr, given);
          status = answer.status;
          given = answer.tokens;
        }
        expect({ status, error: given.error }).toEqual({ status: 400, error: 'invalid_grant' });
        expect((await refresh(ehr, offline)).status).toBe(200);
      } finally {
        await ehr.close();
      }
    });

    it.each(['access_token', 'refresh_token'] as const)('is revoked (%s) ends the launch', async (kind) => {
      const given = await start();
      const other = await start();
      expect((await post('revoke', given[kind])).status).toBe(200);
      expect(await works(given)).toBe(false);
      expect((await refresh(practice.ehr, given)).status).toBe(400);
      expect(await works(other)).toBe(true);
    });

    it('is introspected shows its context while it lives', async () => {
      const given = await start();
      expect(await (await post('introspect', given.access_token)).json()).toMatchObject({
        active: true,
        scope: SCOPE,
        client_id: publicClient.clientId,
        patient: given.patient,
      });
      await post('revoke', given.access_token);
      expect(await (await post('introspect', given.access_token)).json()).toEqual({ active: false });
    });
  });
}
