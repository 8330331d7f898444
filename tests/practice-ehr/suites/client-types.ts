import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { idOf } from '../../practice/ehr/oauth/launches.js';
import { basicClient, CALLBACK, keyClient, publicClient, SCOPE } from '../support/clients.js';
import type { Practice } from '../support/practice.js';

const INSECURE = { execute: [oidc.allowInsecureRequests] };

export function clientTypes(practice: Practice): void {
  /** A launch as a certified client library makes it. */
  async function launch(clientId: string, auth: oidc.ClientAuth) {
    const { ehr, shown } = practice;
    const config = await oidc.discovery(new URL(`${ehr.origin}/oauth`), clientId, undefined, auth, INSECURE);
    const verifier = oidc.randomPKCECodeVerifier();
    const checks = {
      pkceCodeVerifier: verifier,
      expectedState: oidc.randomState(),
      expectedNonce: oidc.randomNonce(),
    };
    const handle = ehr.launch(clientId, { ...shown, intent: 'mission-audit', needPatientBanner: true });
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: SCOPE,
      state: checks.expectedState,
      nonce: checks.expectedNonce,
      aud: ehr.iss,
      launch: handle.launch,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const response = await fetch(url, { redirect: 'manual' });
    const tokens = await oidc.authorizationCodeGrant(
      config,
      new URL(response.headers.get('location')!),
      checks,
    );
    return { config, tokens };
  }

  /** As SMART wants assertions: the token endpoint as audience, five minutes at most, the key named. */
  function assertion(key: CryptoKey, kid: string): oidc.ClientAuth {
    return oidc.PrivateKeyJwt(
      { key, kid },
      {
        [oidc.modifyAssertion]: (header, payload) => {
          header.typ = 'JWT';
          payload.aud = `${practice.ehr.origin}/oauth/token`;
        },
      },
    );
  }

  async function keyPair(alg: 'RS384' | 'ES384') {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const kid = `key-${alg}`;
    return { privateKey, kid, jwk: { ...(await exportJWK(publicKey)), alg, use: 'sig', kid } };
  }

  describe('launches each type of client', () => {
    it('a public one, which is told the whole context', async () => {
      const { tokens } = await launch(publicClient.clientId, oidc.None());
      expect(tokens).toMatchObject({
        token_type: 'bearer',
        scope: SCOPE,
        patient: idOf(practice.shown.patient),
        encounter: idOf(practice.shown.encounter),
        intent: 'mission-audit',
        need_patient_banner: true,
        tenant: 'practice-clinic',
      });
    });

    it('one with a secret, and not with another secret', async () => {
      const { config, tokens } = await launch(
        basicClient.clientId,
        oidc.ClientSecretBasic(basicClient.clientSecret),
      );
      expect(tokens.access_token).toBeTruthy();
      await expect(oidc.refreshTokenGrant(config, tokens.refresh_token!)).resolves.toBeTruthy();
      await expect(launch(basicClient.clientId, oidc.ClientSecretBasic('wrong'))).rejects.toMatchObject({
        status: 401,
      });
    });

    it.each(['RS384', 'ES384'] as const)('one with a key, %s, also when it refreshes', async (alg) => {
      const { privateKey, kid, jwk } = await keyPair(alg);
      practice.ehr.addClient(keyClient(`app-${alg}`, { jwks: { keys: [jwk] } }));
      const { config, tokens } = await launch(`app-${alg}`, assertion(privateKey, kid));
      const again = await oidc.refreshTokenGrant(config, tokens.refresh_token!);
      expect(again.access_token).not.toBe(tokens.access_token);
    });

    it('one that publishes its keys at a URL', async () => {
      const { privateKey, kid, jwk } = await keyPair('ES384');
      const server = createServer((_request, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ keys: [jwk] }));
      });
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      try {
        const jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/jwks.json`;
        practice.ehr.addClient(keyClient('app-with-url', { jwksUri }));
        const { tokens } = await launch('app-with-url', assertion(privateKey, kid));
        expect(tokens.access_token).toBeTruthy();
      } finally {
        server.closeAllConnections();
        server.close();
      }
    });

    it('but none that signs with another key, for another audience, or without naming the key', async () => {
      const { privateKey, kid, jwk } = await keyPair('ES384');
      const stranger = await keyPair('ES384');
      practice.ehr.addClient(keyClient('app-strict', { jwks: { keys: [jwk] } }));
      const toIssuer = oidc.PrivateKeyJwt(
        { key: privateKey, kid },
        { [oidc.modifyAssertion]: (header) => Object.assign(header, { typ: 'JWT' }) },
      );
      const unnamed = oidc.PrivateKeyJwt(privateKey, {
        [oidc.modifyAssertion]: (header, payload) => {
          header.typ = 'JWT';
          payload.aud = `${practice.ehr.origin}/oauth/token`;
        },
      });
      for (const auth of [assertion(stranger.privateKey, kid), toIssuer, unnamed])
        await expect(launch('app-strict', auth)).rejects.toMatchObject({ error: 'invalid_client' });
    });
  });

  describe('id_token', () => {
    it('verifies against the published keys and says who the clinician is', async () => {
      const { ehr, shown } = practice;
      const { tokens } = await launch(publicClient.clientId, oidc.None());
      const smart = (await (await fetch(`${ehr.iss}/.well-known/smart-configuration`)).json()) as Record<
        string,
        string
      >;
      const { payload, protectedHeader } = await jwtVerify(
        tokens.id_token!,
        createRemoteJWKSet(new URL(smart.jwks_uri!)),
        {
          issuer: smart.issuer!,
          audience: publicClient.clientId,
        },
      );
      expect(protectedHeader).toMatchObject({ alg: 'RS256', kid: 'ehr-rs256' });
      expect(payload).toMatchObject({ fhirUser: `${ehr.iss}/${shown.user}`, sub: shown.user });
    });

    it('is signed ES384 for a client that was registered so', async () => {
      const clientId = 'app-es384-id';
      practice.ehr.addClient({ ...publicClient, clientId, idTokenAlg: 'ES384' });
      const { ehr } = practice;
      const config = new oidc.Configuration(
        {
          ...(
            await oidc.discovery(new URL(`${ehr.origin}/oauth`), clientId, undefined, oidc.None(), INSECURE)
          ).serverMetadata(),
        },
        clientId,
        { id_token_signed_response_alg: 'ES384' },
        oidc.None(),
      );
      oidc.allowInsecureRequests(config);
      const verifier = oidc.randomPKCECodeVerifier();
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: CALLBACK,
        scope: SCOPE,
        aud: ehr.iss,
        launch: ehr.launch(clientId, practice.shown).launch,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      const response = await fetch(url, { redirect: 'manual' });
      const back = new URL(response.headers.get('location')!);
      const tokens = await oidc.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier });
      expect(tokens.claims()).toMatchObject({ fhirUser: `${ehr.iss}/${practice.shown.user}` });
    });
  });

  it('publishes a smart-configuration that names all an app needs', async () => {
    const response = await fetch(`${practice.ehr.iss}/.well-known/smart-configuration`);
    const smart = (await response.json()) as Record<string, unknown>;
    const issuer = `${practice.ehr.origin}/oauth`;
    expect(smart).toMatchObject({
      issuer,
      jwks_uri: `${issuer}/jwks`,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      revocation_endpoint: `${issuer}/revoke`,
      introspection_endpoint: `${issuer}/introspect`,
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt', 'none'],
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    });
    expect(smart.capabilities).toEqual(
      expect.arrayContaining(['launch-ehr', 'launch-standalone', 'permission-v1']),
    );
    expect(smart.scopes_supported).toEqual(
      expect.arrayContaining(['launch', 'user/Encounter.rs', 'patient/*.read']),
    );
  });
}
