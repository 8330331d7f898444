import './oauth/quiet.js';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { chartRoutes } from './chart/routes.js';
import { faulty } from './faults.js';
import { indexDefinitions } from './fhir/definitions.js';
import { loadClinic } from './fhir/load.js';
import { lookUpIn } from './fhir/look-up.js';
import { fhirRoutes } from './fhir/routes.js';
import { clientKey } from './hooks/client-key.js';
import { DecisionSupport } from './hooks/decision-support.js';
import { clientMetadata } from './oauth/clients.js';
import { smartConfiguration } from './oauth/discovery.js';
import { idOf, Launches } from './oauth/launches.js';
import { authorizationServer } from './oauth/provider.js';
import { signInRoutes } from './oauth/sign-in.js';
import { OAuthStore } from './oauth/store.js';
import type {
  LaunchContext,
  LoggedRequest,
  PracticeClient,
  PracticeEhr,
  PracticeEhrOptions,
} from './options.js';
import { logInto } from './request-log.js';
import { Roster } from './roster.js';

export type * from './options.js';
export { type Showcase, showcase } from './showcase.js';

/** An EHR to launch SMART apps from: kept libraries, loaded with the practice clinic, and strict. */
export async function startPracticeEhr(options: PracticeEhrOptions): Promise<PracticeEhr> {
  const { clinicDir, host = 'localhost', port = 0, auditEvents = 'all' } = options;
  indexDefinitions();
  const shelves = loadClinic(clinicDir, { auditEvents });
  const server = createServer();
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, listening);
  });
  // Every URL of the authorization server holds the port, so it is built once that is known.
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  const iss = `${origin}/fhir`;
  const issuer = `${origin}/oauth`;
  const store = new OAuthStore();
  const launches = new Launches();
  const clients = new Map<string, PracticeClient>();
  const requests: LoggedRequest[] = [];
  const roster = new Roster(shelves);
  const { sessionMinutes = 60, accessTokenSeconds = 300 } = options;
  const about = { issuer, iss, store, launches, clients, sessionMinutes, accessTokenSeconds };
  const provider = await authorizationServer({ ...about, nameOf: (user) => roster.nameOf(user) });

  const addClient = (client: PracticeClient) => {
    clients.set(client.clientId, client);
    store.put('Client', { id: client.clientId, payload: clientMetadata(client) });
  };
  const launch = (clientId: string, context: LaunchContext) => {
    const client = clients.get(clientId);
    if (!client) throw new Error(`no client "${clientId}" is registered`);
    const user = context.user.includes('/') ? context.user : `Practitioner/${context.user}`;
    const { handle } = launches.open(clientId, { ...context, user });
    const url = new URL(client.launchUrl);
    url.searchParams.set('iss', iss);
    url.searchParams.set('launch', handle);
    return { launch: handle, url: url.href };
  };
  options.clients.forEach(addClient);
  const key = await clientKey(origin);
  const tokens = { provider, store, launches, accessTokenSeconds };
  const support = new DecisionSupport({ ...tokens, iss, key, lookUp: lookUpIn(shelves, iss) });
  support.use(options.cds);

  const app = express();
  app.disable('x-powered-by');
  app.use(['/fhir', '/oauth', '/signin'], logInto(requests));
  app.get('/fhir/.well-known/smart-configuration', faulty(options.oauthFaults), (_request, response) => {
    response.set('Access-Control-Allow-Origin', '*').json(smartConfiguration({ issuer }));
  });
  app.use('/fhir', faulty(options.faults), fhirRoutes({ iss, issuer, shelves, provider, launches }));
  app.use('/oauth', faulty(options.oauthFaults), provider.callback());
  app.use('/signin', signInRoutes({ provider, launches, clients, roster }));
  app.get('/cds-client/jwks.json', (_request, response) => void response.json(key.keySet));
  app.use(chartRoutes({ clinicDir, origin, roster, clients, launch, support }));
  server.on('request', app);

  return {
    origin,
    iss,
    addClient,
    launch,
    requests,
    chartUrl: (patient, { encounter, user, clientId } = {}) => {
      const url = new URL(`/chart/${encodeURIComponent(idOf(patient))}`, origin);
      if (encounter) url.searchParams.set('encounter', idOf(encounter));
      if (user) url.searchParams.set('user', idOf(user));
      if (clientId) url.searchParams.set('client', clientId);
      return url.href;
    },
    expireAccessTokens: () => store.clear('AccessToken'),
    cdsClient: key.client,
    useCds: (source) => support.use(typeof source === 'string' ? { base: source } : source),
    fire: (hook, asked) => support.fire(hook, asked),
    feedback: (service, items) => support.feedback(service, items),
    close: async () => {
      await support.close();
      await new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      });
    },
  };
}
