import { authorize, type Change, exchange, fhir, launched } from '../support/app.js';
import { otherClient } from '../support/clients.js';
import type { Practice } from '../support/practice.js';

export function refusals(practice: Practice): void {
  const asked = (change?: Change) =>
    authorize(practice.ehr, { context: practice.shown, ...(change && { change }) });

  describe('authorize refuses', () => {
    it.each<[string, Change]>([
      [
        'no PKCE',
        (params) => ['code_challenge', 'code_challenge_method'].forEach((name) => void params.delete(name)),
      ],
      ['PKCE plain', (params) => params.set('code_challenge_method', 'plain')],
      ['no aud', (params) => params.delete('aud')],
      ['the aud of another server', (params) => params.set('aud', 'https://ehr.example/fhir')],
      ['the aud with a slash too many', (params) => params.set('aud', `${practice.ehr.iss}/`)],
      ['a launch that nobody made', (params) => params.set('launch', 'made-up')],
      [
        'a launch meant for another app',
        (params) => params.set('launch', practice.ehr.launch(otherClient.clientId, practice.shown).launch),
      ],
    ])('%s, and tells the app', async (_what, change) => {
      const { location, answer } = await asked(change);
      expect(location?.origin).toBe('http://127.0.0.1:5999');
      expect(Object.fromEntries(answer)).toMatchObject({
        error: 'invalid_request',
        state: 'state-of-the-app',
      });
      expect(answer.get('code')).toBeNull();
    });

    it('a launch without the scope "launch"', async () => {
      const { answer } = await asked((params) => params.set('scope', 'openid user/Encounter.rs'));
      expect(answer.get('error')).toBe('invalid_scope');
    });

    it.each([
      'http://127.0.0.1:5999/callback/',
      'http://127.0.0.1:5999/callback?to=elsewhere',
      'http://127.0.0.1:6000/callback',
      'https://rogue.example/callback',
    ])('the redirect URI %s, without going there', async (uri) => {
      const { status, location } = await asked((params) => params.set('redirect_uri', uri));
      expect({ status, location }).toEqual({ status: 400, location: undefined });
    });

    it('a client that it does not know, without going anywhere', async () => {
      const { status, location } = await asked((params) => params.set('client_id', 'nobody'));
      expect({ status, location }).toEqual({ status: 400, location: undefined });
    });
  });

  describe('token refuses', () => {
    it.each<[string, Record<string, string>]>([
      ['a wrong verifier', { code_verifier: 'w'.repeat(43) }],
      ['another redirect URI', { redirect_uri: 'http://127.0.0.1:5999/other' }],
      ['a code given to another client', { client_id: otherClient.clientId }],
      ['a code that nobody gave', { code: 'made-up' }],
    ])('%s', async (_what, changed) => {
      const { status, headers, tokens } = await exchange(practice.ehr, await asked(), changed);
      expect({ status, error: tokens.error }).toEqual({ status: 400, error: 'invalid_grant' });
      expect(headers.get('cache-control')).toContain('no-store');
    });

    it('a missing verifier', async () => {
      const { status } = await exchange(practice.ehr, await asked(), { code_verifier: '' });
      expect(status).toBe(400);
    });

    it('a code used twice, and ends what the first use brought', async () => {
      const { ehr } = practice;
      const authorized = await asked();
      const first = await exchange(ehr, authorized);
      expect((await fhir(ehr, 'Encounter?_count=1', first.tokens)).status).toBe(200);
      const second = await exchange(ehr, authorized);
      expect({ status: second.status, error: second.tokens.error }).toEqual({
        status: 400,
        error: 'invalid_grant',
      });
      expect((await fhir(ehr, 'Encounter?_count=1', first.tokens)).status).toBe(401);
    });
  });

  it('lets a launch begin anew until a token came of it, and not after', async () => {
    const { ehr, shown } = practice;
    const { launch } = ehr.launch('public-app', shown);
    const again: Change = (params) => params.set('launch', launch);
    expect((await asked(again)).answer.get('code')).toBeTruthy();
    await launched(ehr, { context: shown, change: again });
    expect((await asked(again)).answer.get('error')).toBe('invalid_request');
  });
}
